/** What the form about a connected system sends to the service. */
import type { SentBody } from '../../../api.ts';
import { authenticationMethods, signingAlgorithms } from '../../../policy/openid.ts';
import { roles } from '../../../policy/roles.ts';
import type { Values } from '../../ui/form.tsx';
import { translatedOf } from '../../ui/translated-fields.tsx';

export type Settings = SentBody<'registerSystem'>;
type Keys = NonNullable<Settings['keys']>;

export function settingsOf(values: Values): Settings {
  const lines = (name: string) => values.text(name).split(/\s+/).filter(Boolean);
  const [backchannelLogoutUri] = lines('backchannelLogoutUri');
  const one = <T extends string>(all: readonly T[], name: string) =>
    all.find((each) => each === values.text(name));
  return {
    name: translatedOf(values, 'name'),
    redirectUris: lines('redirectUris'),
    postLogoutRedirectUris: lines('postLogoutRedirectUris'),
    backchannelLogoutUri,
    authentication: one(authenticationMethods, 'authentication'),
    pkceRequired: values.checked('pkceRequired'),
    idTokenAlgorithm: one(signingAlgorithms, 'idTokenAlgorithm'),
    roles: roles.filter((role) => values.all('roles').includes(role)),
    groupsClaim: values.text('groupsClaim'),
    keys: keysIn(values.text('keys')),
  };
}

/** @returns the keys of a JWK Set, which the service checks; undefined if the text is none */
export function keysIn(text: string): Keys | undefined {
  if (text.trim() === '') return [];
  try {
    const { keys } = JSON.parse(text);
    return Array.isArray(keys) ? keys : undefined;
  } catch {
    return undefined;
  }
}
