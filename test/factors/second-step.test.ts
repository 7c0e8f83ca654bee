/** Promise: whoever has a password finds no second try at the second step, and its owner hears of it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, ProblemError } from '../../src/client/client.ts';
import { limit } from '../../src/policy/limits.ts';
import { addApp, codeOf } from '../support/factors.ts';
import { goodPassword, type Service, startService } from '../support/harness.ts';

let service: Service;
let admin: Client;
let organizationId: string;
const currentPassword = goodPassword;
const refused = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  service = await startService();
  admin = await service.signedInAdministrator();
  ({ organizationId } = await admin.me());
});
afterAll(() => service.stop());

async function personWithApp(language: 'fi' | 'sv' | 'en' = 'en') {
  const email = `${randomUUID()}@espoo.fi`;
  const { client, userId } = await service.join(admin, email, organizationId, 'editor');
  const { etag } = await client.me();
  await client.changeMe({ body: { language }, ifMatch: etag });
  return { email, client, userId, ...(await addApp(service, client)) };
}

async function ticketFor(email: string, password = goodPassword) {
  const error: unknown = await service
    .client()
    .signIn({ body: { email, password } })
    .catch((caught: unknown) => caught);
  if (!(error instanceof ProblemError) || !error.secondFactor) throw error;
  return error.secondFactor.ticket;
}

type Step = { code?: string; recoveryCode?: string };
const complete = (ticket: string, step: Step) =>
  service.client().completeSignIn({ body: { ticket, ...step } });

const codeOfAnswer = (answer: Promise<unknown>) =>
  answer.then(
    () => 'entered',
    (error: unknown) => (error instanceof ProblemError ? error.code : 'broken'),
  );

const nextCode = (secret: string) => {
  service.clock.advance({ seconds: limit.totpStepSeconds });
  return codeOf(service, secret);
};

async function guessWrong(email: string, secret: string, times: number, password = goodPassword) {
  const answers: string[] = [];
  for (let tries = 0; tries < times; tries++) {
    const wrong = codeOf(service, secret) === '000000' ? '111111' : '000000';
    answers.push(await codeOfAnswer(complete(await ticketFor(email, password), { code: wrong })));
  }
  return answers;
}

test('S14: a used ticket is dead, also with a fresh proof of another kind', async () => {
  const { email, secret, recoveryCodes } = await personWithApp();
  const ticket = await ticketFor(email);
  await complete(ticket, { code: nextCode(secret) });
  const again = [{ code: nextCode(secret) }, { recoveryCode: recoveryCodes[0] ?? '' }];
  for (const step of again)
    await expect(complete(ticket, step)).rejects.toEqual(refused('ticket_invalid'));
  // The proofs were not used up by that, and a ticket of the same moment still works.
  const others = [await ticketFor(email), await ticketFor(email)];
  for (const other of others)
    await complete(other, { recoveryCode: recoveryCodes[others.indexOf(other)] ?? '' });
});

test('S14: a used ticket stays dead after signing out and after a new password', async () => {
  const { email, secret, recoveryCodes } = await personWithApp();
  const ticket = await ticketFor(email);
  const person = service.client();
  await person.completeSignIn({ body: { ticket, code: nextCode(secret) } });
  await person.signOut({ body: {} });
  const step = { recoveryCode: recoveryCodes[0] ?? '' };
  await expect(complete(ticket, step)).rejects.toEqual(refused('ticket_invalid'));
});

test('S14: of twenty with one ticket and proofs of their own at once, one gets in', async () => {
  const { email, secret, recoveryCodes } = await personWithApp();
  const ticket = await ticketFor(email);
  const code = nextCode(secret);
  const steps = Array.from({ length: 20 }, (_, index) => {
    const recoveryCode = recoveryCodes[index];
    return recoveryCode ? { recoveryCode } : { code };
  });
  const answers = await Promise.all(steps.map((step) => codeOfAnswer(complete(ticket, step))));
  expect(answers.filter((answer) => answer === 'entered')).toHaveLength(1);
  expect(answers).not.toContain('broken');
});

test('S14: a used set-up does not bring a removed app back', async () => {
  const { client } = await personWithApp();
  const { ticket, secret } = await client.beginTotp({ body: { currentPassword } });
  const name = 'Tablet';
  const body = { ticket, code: codeOf(service, secret), name };
  const { factorId } = await client.addTotp({ body });
  await client.removeFactor({ params: { factorId }, body: { currentPassword } });
  const again = client.addTotp({ body: { ticket, code: nextCode(secret), name } });
  await expect(again).rejects.toEqual(refused('ticket_invalid'));
});

test("S13: a day's wrong codes stay counted whatever the owner does meanwhile", async () => {
  const { email, client, secret, userId } = await personWithApp();
  const person = service.client();
  const signIn = async (password: string) =>
    person.completeSignIn({
      body: { ticket: await ticketFor(email, password), code: nextCode(secret) },
    });
  const answers = await guessWrong(email, secret, 7);
  await signIn(goodPassword);
  answers.push(...(await guessWrong(email, secret, 6)));
  await service.client().forgotPassword({ body: { email } });
  const password = 'nine purple cranes land';
  const token = await service.tokenFor(email);
  await service.client().resetPassword({ body: { token, password } });
  await signIn(password);
  answers.push(...(await guessWrong(email, secret, 5, password)));
  const params = { userId };
  const { etag } = await admin.readUser({ params });
  await admin.resetFactors({ params, body: { currentPassword }, ifMatch: etag });
  await client.signIn({ body: { email, password } });
  const begun = await client.beginTotp({ body: { currentPassword: password } });
  const code = codeOf(service, begun.secret);
  await client.addTotp({ body: { ticket: begun.ticket, code, name: 'New phone' } });
  answers.push(...(await guessWrong(email, begun.secret, 10, password)));
  expect(answers.filter((answer) => answer === 'wrong_code')).toHaveLength(limit.wrongCodesPerDay);
  expect(answers.at(-1)).toBe('too_many_attempts');
});

test('S13: right codes use up nothing of the day', async () => {
  const { email, secret } = await personWithApp();
  for (let times = 0; times <= limit.wrongCodesPerDay; times++)
    await complete(await ticketFor(email), { code: nextCode(secret) });
});

test.each([
  ['fi', 'Joku tietää ehkä salasanasi'],
  ['sv', 'Någon känner kanske till ditt lösenord'],
  ['en', 'Somebody may know your password'],
] as const)(
  'S10: after five wrong codes the owner is told, once a day (%s)',
  async (language, subject) => {
    const { email, secret } = await personWithApp(language);
    const told = async () => {
      await service.drainMail();
      return (await service.mailbox.messages(email)).filter((mail) => mail.subject === subject);
    };
    await guessWrong(email, secret, limit.wrongCodesTold - 1);
    expect(await told()).toHaveLength(0);
    await guessWrong(email, secret, 12);
    expect(await told()).toHaveLength(1);
    expect((await told())[0]?.text).toContain('/forgot-password');
  },
);

test('S10: wrong recovery codes count too, and right ones in between hide nothing', async () => {
  const { email, secret, recoveryCodes } = await personWithApp();
  const wrong = { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' };
  for (let tries = 0; tries < limit.wrongCodesTold; tries++) {
    await expect(complete(await ticketFor(email), wrong)).rejects.toEqual(refused('wrong_code'));
    if (tries === 2) await complete(await ticketFor(email), { code: nextCode(secret) });
    if (tries === 3)
      await complete(await ticketFor(email), { recoveryCode: recoveryCodes[0] ?? '' });
  }
  await service.drainMail();
  const subjects = (await service.mailbox.messages(email)).map((mail) => mail.subject);
  expect(subjects).toContain('Somebody may know your password');
});

test('S12: right re-authentications never count as wrong, and wrong ones still do', async () => {
  const { client, email } = await personWithApp();
  for (let times = 0; times < 2 * limit.attemptsPerAccount; times++)
    await client.beginTotp({ body: { currentPassword } });
  const wrong = { body: { currentPassword: 'seven grey herons wade' } };
  for (let times = 0; times < limit.attemptsPerAccount; times++) {
    await expect(client.beginTotp(wrong)).rejects.toEqual(refused('wrong_password'));
  }
  await expect(client.beginTotp({ body: { currentPassword } })).rejects.toEqual(
    refused('too_many_attempts'),
  );
  const signIn = service.client().signIn({ body: { email, password: goodPassword } });
  await expect(signIn).rejects.toEqual(refused('too_many_attempts'));
});

test('S12: a right password that waits for its second step counts as no guess', async () => {
  const { email } = await personWithApp();
  for (let times = 0; times < 2 * limit.attemptsPerAccount; times++) await ticketFor(email);
});

test("S21: a bearer token alone does not take a peer's second factor away", async () => {
  const peer = await service.join(admin, `${randomUUID()}@espoo.fi`, organizationId, 'admin');
  await addApp(service, peer.client);
  const params = { userId: peer.userId };
  const { etag } = await admin.readUser({ params });
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${admin.tokens.access}`,
    'if-match': etag,
  };
  const url = `https://accounts.test/api/users/${peer.userId}/second-factor/reset`;
  const bare = await service.send(url, { method: 'POST', headers, body: '{}' });
  expect(bare.status).toBe(400);
  const wrong = { currentPassword: 'seven grey herons wade' };
  await expect(admin.resetFactors({ params, body: wrong, ifMatch: etag })).rejects.toEqual(
    refused('wrong_password'),
  );
  expect((await peer.client.me()).secondFactor).toBe(true);
  const after = await admin.resetFactors({ params, body: { currentPassword }, ifMatch: etag });
  expect(after.secondFactor).toBe(false);
});
