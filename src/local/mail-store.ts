/** The mailbox's e-mails, newest first; stored as JSON lines if there is a folder. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeptMail, keptMail } from './mail-message.ts';
import { codeOf, StartError } from './start-error.ts';

export type MailStore = {
  /** Newest first. */
  all(): readonly KeptMail[];
  find(id: string): KeptMail | undefined;
  add(mail: KeptMail): void;
  clear(): void;
};

/** @throws StartError if the file is damaged */
export function openMailStore(folder: string | undefined): MailStore {
  const path = folder === undefined ? undefined : join(folder, 'mailbox.jsonl');
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  let mails = path === undefined ? [] : read(path);
  return {
    all: () => mails,
    find: (id) => mails.find((mail) => mail.id === id),
    add(mail) {
      mails = [mail, ...mails];
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(mail)}\n`);
    },
    clear() {
      mails = [];
      if (path !== undefined) writeFileSync(path, '');
    },
  };
}

function read(path: string): KeptMail[] {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  // A kill in the middle of a write leaves a partial last line.
  if (whole !== text) writeFileSync(path, whole);
  try {
    const lines = whole.split('\n').filter((line) => line !== '');
    return lines.map((line) => keptMail.parse(JSON.parse(line))).reverse();
  } catch {
    throw new StartError(`The mailbox ${path} is damaged: delete the file, or use --memory.`);
  }
}
