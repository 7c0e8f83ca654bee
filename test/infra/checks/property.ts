/** Makes checks of the form: in each resource of a type, the value at a path is as it must be. */
import { at, type Check, type Finding, ofType, type Resource, type Snapshot } from '../snapshot.ts';

/** @returns a check that finds each resource of the type for which `fits` says no */
export function each(
  name: string,
  type: string,
  must: string,
  fits: (resource: Resource, snapshot: Snapshot) => boolean,
): Check {
  return {
    name,
    run: (snapshot) =>
      ofType(snapshot, type)
        .filter((resource) => !fits(resource, snapshot))
        .map((resource) => finding(name, resource.name, must)),
  };
}

/** @returns a check that finds each resource of the type whose value at the path is another */
export function value(name: string, type: string, path: string, expected: unknown): Check {
  const must = `${path} must be ${JSON.stringify(expected)}`;
  return each(name, type, must, (resource) => at(resource, path) === expected);
}

/** @returns a check that finds a snapshot without any resource of the type that `fits` */
export function some(
  name: string,
  type: string,
  must: string,
  fits: (resource: Resource) => boolean = () => true,
): Check {
  return {
    name,
    run: (snapshot) => (ofType(snapshot, type).some(fits) ? [] : [finding(name, type, must)]),
  };
}

export function finding(check: string, resource: string, message: string): Finding {
  return { check, resource, message };
}
