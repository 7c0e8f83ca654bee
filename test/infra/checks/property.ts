/** Creates checks on property values of all resources of a type. */
import { at, type Check, type Finding, ofType, type Resource, type Snapshot } from '../snapshot.ts';

/** @returns a check that reports each resource of the type for which `fits` is false */
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

/** @returns a check that reports each resource of the type with another value at the path */
export function value(name: string, type: string, path: string, expected: unknown): Check {
  const must = `${path} must be ${JSON.stringify(expected)}`;
  return each(name, type, must, (resource) => at(resource, path) === expected);
}

/** @returns a check that reports a snapshot without a resource of the type that `fits` */
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
