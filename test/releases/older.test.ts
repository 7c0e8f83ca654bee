/** Promise: what each earlier release left in storage is read, continued and erased by this one. */
import { expect, test } from 'vitest';
import { goodPassword } from '../harness.ts';
import { openRecording } from './load.ts';
import { readRecording } from './recording.ts';

test('the service is ready on storage of release 1, and its people sign in', async () => {
  const recording = readRecording(1);
  const service = await openRecording(recording);
  expect(await service.client().ready()).toEqual({ status: 'ok' });
  const editor = service.client();
  await editor.signIn({ body: { email: 'editor@example.fi', password: goodPassword } });
  await service.stop();
});
