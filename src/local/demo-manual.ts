/** Runs the small manual of the demo beside the service, which knows it as a connected system. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createClient, ProblemError } from '../client/client.ts';
import { demoPassword } from './demo-people.ts';
import type { LoopbackServer } from './loopback-server.ts';
import { addressesBelow, startManual } from './manual/manual.ts';

type Demo = {
  /** The service's address in browsers, which is the issuer. */
  issuer: string;
  port: number;
  /** Where the registration is kept; undefined for in memory only. */
  folder: string | undefined;
  firstAdministrator: string;
};

const registered = z.object({ systemId: z.string(), secret: z.string(), port: z.number() });
type Registered = z.output<typeof registered>;

/** @returns undefined if the demo's administrator can no longer connect the manual */
export async function startDemoManual(demo: Demo): Promise<LoopbackServer | undefined> {
  const { issuer, port, folder } = demo;
  const file = folder === undefined ? undefined : join(folder, 'manual.json');
  const before = file && existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
  const now = before?.port === port ? before : await connect(demo, before);
  if (!now) return undefined;
  if (file && now !== before) writeFileSync(file, JSON.stringify(now), { mode: 0o600 });
  return startManual({ issuer, home: homeAt(port), ...now });
}

const homeAt = (port: number): string => `http://127.0.0.1:${port}`;

const parse = (text: string): Registered => registered.parse(JSON.parse(text));

/** Registers the manual, or changes its addresses after the demo has moved to other ports. */
async function connect(
  { issuer, port, firstAdministrator }: Demo,
  before: Registered | undefined,
): Promise<Registered | undefined> {
  const addresses = addressesBelow(homeAt(port));
  const signals = { delivery: 'push', endpoint: `${homeAt(port)}/signals` } as const;
  const admin = createClient(issuer);
  try {
    await admin.signIn({ body: { email: firstAdministrator, password: demoPassword } });
    if (!before) {
      const name = { fi: 'Käsikirja', sv: 'Handboken', en: 'The manual' };
      const body = { name, ...addresses };
      const { systemId, secret = '', etag } = await admin.registerSystem({ body });
      await admin.changeSignals({ params: { systemId }, body: signals, ifMatch: etag });
      return { systemId, secret, port };
    }
    const params = { systemId: before.systemId };
    const { etag: ifMatch } = await admin.readSystem({ params });
    const { etag } = await admin.changeSystem({ params, body: addresses, ifMatch });
    await admin.changeSignals({ params, body: signals, ifMatch: etag });
    return { ...before, port };
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
