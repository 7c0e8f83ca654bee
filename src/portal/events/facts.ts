/** What an event changed, as labels and values in words; ids stay ids until they are named. */
import { eventNames } from '../../policy/event-names.ts';
import { languageWords } from '../../policy/language-words.ts';
import type { Language } from '../../policy/languages.ts';
import { roleNames } from '../../policy/role-names.ts';
import { formatDay, formatTime } from '../format.ts';
import { texts as organizationTexts } from '../pages/organizations/texts.ts';
import { dataRequestTexts } from '../texts/data-requests.ts';
import { mailNames } from '../texts/mail-names.ts';
import { wordOf } from '../texts/word-of.ts';
import { eventTexts, type Label } from './texts.ts';

/** Text, or the id of a person or an organization. */
export type Value = string | { id: string };
/** With `before`, a change from one value to another. */
export type Fact = { label: string; before?: Value; after: Value };

type Event = { kind: string; data: Record<string, unknown> };
type Reads = readonly [Label, (value: unknown, language: Language) => Value];

const text = (value: unknown): Value => String(value);
const id = (value: unknown): Value => ({ id: String(value) });
const day = (value: unknown, language: Language): Value => formatDay(String(value), language);
const time = (value: unknown, language: Language): Value => formatTime(String(value), language);

/** @returns the reader of a code */
function word(names: (language: Language) => Readonly<Record<string, string>>) {
  return (value: unknown, language: Language) => wordOf(names(language), String(value));
}

const role = word((language) => roleNames[language]);
const yesOrNo = word((language) => ({
  true: eventTexts[language].yes,
  false: eventTexts[language].no,
}));
const languageName = word((language) => languageWords[language]);
const reviewAnswer = word((language) => eventTexts[language].reviewAnswers);
const fieldName = word((language) => eventTexts[language].labels);

function list(
  one: (value: unknown, language: Language) => string,
  empty: 'everything' | 'nothing',
) {
  return (value: unknown, language: Language): Value => {
    const items: unknown[] = Array.isArray(value) ? value : [];
    if (items.length === 0) return eventTexts[language][empty];
    return items.map((item) => one(item, language)).join(', ');
  };
}

/** The values that may have changed in `from` and `to`. */
const changeable: Readonly<Record<string, Reads>> = {
  name: ['name', text],
  language: ['language', languageName],
  addressDomains: ['domains', list(String, 'everything')],
  rolesGiven: ['roles', list(role, 'nothing')],
  approval: ['approval', word((language) => organizationTexts[language].approvals)],
  invitationDays: ['invitationDays', text],
  peopleMax: [
    'peopleMax',
    (value, language) => (value === null ? eventTexts[language].nothing : String(value)),
  ],
  proposals: ['proposals', yesOrNo],
  reviewMonths: [
    'reviewMonths',
    (value, language) => (value === null ? eventTexts[language].no : String(value)),
  ],
};

const single: Readonly<Record<string, Reads>> = {
  role: ['role', role],
  reason: ['reason', word((language) => eventTexts[language].rules)],
  rule: ['reason', word((language) => eventTexts[language].rules)],
  template: ['mail', word((language) => mailNames[language])],
  factor: ['method', word((language) => eventTexts[language].methods)],
  method: ['method', word((language) => eventTexts[language].methods)],
  language: ['language', languageName],
  version: ['version', text],
  dueOn: ['dueOn', day],
  outcome: ['outcome', word((language) => eventTexts[language].outcomes)],
  backup: ['backup', time],
  erasedAgain: ['erasedAgain', text],
  movedIn: ['movedIn', text],
  refused: ['refused', text],
  daysBefore: ['daysBefore', text],
  addresses: ['addresses', text],
  by: ['invitedBy', word((language) => eventTexts[language].invitedBy)],
  format: ['format', (value) => String(value).toUpperCase()],
  events: ['events', text],
  what: ['change', word((language) => eventTexts[language].pending)],
  level: ['level', word((language) => eventTexts[language].levels)],
  from: ['from', time],
  until: ['until', time],
  acknowledge: ['acknowledge', yesOrNo],
  toDeactivate: ['toDeactivate', text],
  toErase: ['toErase', text],
  fields: ['fields', list(fieldName, 'nothing')],
  queue: ['queue', word((language) => eventTexts[language].queues)],
  proposedBy: ['proposedBy', id],
  organizationId: ['organization', id],
  subjectId: ['subject', id],
  to: ['receiver', id],
  broughtBack: ['broughtBack', text],
  alreadyRestored: ['alreadyRestored', text],
  deactivatedAgain: ['deactivatedAgain', text],
  erased: ['alreadyErased', text],
  people: ['people', text],
  since: ['since', time],
  answer: ['answer', reviewAnswer],
  against: ['against', reviewAnswer],
  stands: ['stands', reviewAnswer],
  months: ['reviewMonths', text],
  open: ['unanswered', text],
  missing: ['unconfirmed', text],
  ended: ['endedInSystems', (value) => String(Array.isArray(value) ? value.length : 0)],
  systemId: ['system', id],
};

const requestKind: Reads = ['request', word((language) => dataRequestTexts[language])];
const eventKind: Reads = ['event', word((language) => eventNames[language])];

/** @returns the facts that mean something to people; ids of links and requests are left out */
export function factsOf({ kind, data }: Event, language: Language): Fact[] {
  const { labels } = eventTexts[language];
  const { from, to, ...rest } = data;
  const changed = changesOf(kind, from, to, language);
  const others = changed ? rest : data;
  const facts = Object.entries(others).flatMap(([name, value]): Fact[] => {
    const reads = name === 'kind' ? kindOf(kind) : single[name];
    if (!reads || value === null || value === undefined) return [];
    return [{ label: labels[reads[0]], after: reads[1](value, language) }];
  });
  return [...(changed ?? []), ...facts];
}

const kindOf = (kind: string): Reads => (kind.startsWith('data_request') ? requestKind : eventKind);

/** @returns undefined if `from` and `to` are no values before and after */
function changesOf(
  kind: string,
  from: unknown,
  to: unknown,
  language: Language,
): Fact[] | undefined {
  const { labels } = eventTexts[language];
  if (isRecord(from) && isRecord(to))
    return Object.keys(to).flatMap((name) => {
      const reads = changeable[name];
      if (!reads) return [];
      const [label, say] = reads;
      return [change(labels[label], say(from[name], language), say(to[name], language))];
    });
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  if (kind === 'role_changed')
    return [change(labels.role, role(from, language), role(to, language))];
  if (kind === 'organization_changed') return [change(labels.organization, id(from), id(to))];
  return undefined;
}

const change = (label: string, before: Value, after: Value): Fact => ({ label, before, after });

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the ids in the facts, to be named */
export function idsIn(facts: readonly Fact[]): string[] {
  return facts
    .flatMap(({ before, after }) => [before, after])
    .flatMap((value) => (typeof value === 'object' ? [value.id] : []));
}
