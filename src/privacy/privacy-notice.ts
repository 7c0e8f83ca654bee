/** The privacy notice: what this system actually does, in versions that people acknowledge. */
import { acknowledged } from '../accounts/account.ts';
import type { Deps } from '../deps.ts';
import type { Language, Translated } from '../policy/languages.ts';
import { Refusal } from '../policy/problems.ts';
import type { Account } from '../store/accounts.ts';
import { changeAccount } from '../store/change.ts';
import { createPrivacyNotice, firstVersion, listPrivacyNotices } from '../store/privacy-notices.ts';
import { registryDescription, type Section } from './registry.ts';

type Actor = { actorId: string; organizationId: string };

/** @returns the version in force; until one is published, the built-in text */
export async function currentPrivacyNotice(
  deps: Pick<Deps, 'store' | 'settings' | 'systems'>,
  language: Language,
  now: string,
) {
  const [newest] = await listPrivacyNotices(deps.store);
  if (!newest)
    return { version: firstVersion, language, sections: await currentText(deps, language, now) };
  const { version, publishedAt, changeNote, text } = newest;
  const note = changeNote[language];
  return { version, language, publishedAt, changeNote: note, sections: text[language] };
}

type Publication = {
  subjectId: string;
  requestHash: string;
  actor: Actor;
  changeNote: Translated;
  /** Whether everybody must acknowledge it at the next sign-in, before anything else. */
  acknowledge: boolean;
};

/**
 * Publishes the text that the settings and the data map now produce, as the next version.
 * @returns its number, the same for a repeated request
 * @throws Refusal request_in_progress, idempotency_key_reused
 */
export async function publishPrivacyNotice(deps: Deps, publication: Publication, now: string) {
  const { subjectId, requestHash, actor, changeNote, acknowledge } = publication;
  const published = await listPrivacyNotices(deps.store);
  const same = published.find((notice) => notice.subjectId === subjectId);
  if (same && same.requestHash !== requestHash) throw new Refusal('idempotency_key_reused');
  if (same) return { version: same.version };
  const version = (published[0]?.version ?? firstVersion) + 1;
  await createPrivacyNotice(
    deps,
    { ...actor, now },
    {
      version,
      subjectId,
      requestHash,
      publishedAt: now,
      acknowledge,
      changeNote,
      text: await currentTexts(deps, now),
    },
  );
  deps.privacyVersions.forget();
  return { version };
}

/** @throws Refusal changed_meanwhile if the version in force is not the one that was read */
export async function acknowledgePrivacyNotice(
  deps: Deps,
  { loaded, version, language }: { loaded: Account; version: number; language: Language },
  now: string,
): Promise<void> {
  const { current } = await deps.privacyVersions.load(now);
  if (version !== current) throw new Refusal('changed_meanwhile');
  if (loaded.row.privacyNoticeVersion === version) return;
  await changeAccount(deps, loaded, { actorId: loaded.userId, now }, (account) => {
    if (!account?.person) throw new Refusal('not_found');
    return {
      kind: 'privacy_notice_acknowledged',
      data: { version, language },
      row: { ...account.row, ...acknowledged(version, language, now) },
    };
  });
}

/** What the settings, the data map and the connected systems now produce. */
export async function currentText(
  { settings, systems }: Pick<Deps, 'settings' | 'systems'>,
  language: Language,
  now: string,
): Promise<Section[]> {
  const active = (await systems.load(now)).filter(({ row }) => row.disabledAt === undefined);
  const names = active.map(({ row }) => row.name[language]);
  return registryDescription(settings, names, language);
}

async function currentTexts(
  deps: Pick<Deps, 'settings' | 'systems'>,
  now: string,
): Promise<Record<Language, Section[]>> {
  const [fi, sv, en] = await Promise.all([
    currentText(deps, 'fi', now),
    currentText(deps, 'sv', now),
    currentText(deps, 'en', now),
  ]);
  return { fi, sv, en };
}
