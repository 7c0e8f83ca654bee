/** A connected system as administrators see it: everything but its secrets. */
import type { System } from '../store/systems.ts';

/** @param usedOn the day on which somebody last entered it */
export function systemView({ systemId, row }: System, usedOn: string | undefined) {
  const { name, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, authentication } = row;
  const { pkceRequired, idTokenAlgorithm, roles, groupsClaim, keys } = row;
  const { secrets, createdAt, disabledAt, revision, signals } = row;
  return {
    ...{ systemId, name, redirectUris, postLogoutRedirectUris, backchannelLogoutUri },
    ...{ authentication, pkceRequired, idTokenAlgorithm, roles, groupsClaim, keys },
    secrets: secrets.map(({ id, createdAt: at }) => ({ secretId: id, createdAt: at })),
    ...(signals && {
      signals: {
        delivery: signals.delivery,
        endpoint: signals.endpoint,
        authorized: signals.sealed !== undefined,
      },
    }),
    ...{ createdAt, disabledAt, lastUsedOn: usedOn },
    etag: `"${revision}"`,
  };
}
