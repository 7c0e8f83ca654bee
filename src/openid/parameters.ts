/** Parameters of a request as the standards read them: each at most once, empty ones absent. */
import { type Language, languages } from '../policy/languages.ts';

export type Parameters = {
  /** @returns the value; undefined if it is absent, empty (RFC 6749, 3.1) or repeated */
  get(name: string): string | undefined;
  /** The names that occur more than once (RFC 6749, 3.1). */
  repeated: readonly string[];
};

/** @param text an encoded form or a query, without a question mark */
export function readParameters(text: string): Parameters {
  const given = new URLSearchParams(text);
  const names = [...given.keys()];
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return {
    get: (name) => (repeated.includes(name) ? undefined : given.get(name) || undefined),
    repeated: [...new Set(repeated)],
  };
}

/** @returns the first of our languages among `ui_locales` (OpenID Connect Core, 3.1.2.1) */
export function languageAsked(given: Parameters): Language | undefined {
  const tags = given.get('ui_locales')?.split(' ') ?? [];
  return tags.flatMap((tag) =>
    languages.filter((known) => tag.toLowerCase().split('-')[0] === known),
  )[0];
}

/** Keeps the registered address as it is, with any query of its own. */
export function withParameters(
  uri: string,
  parameters: Record<string, string | undefined>,
): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  if (given.length === 0) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`;
}
