/**
 * Better Auth on SQLite behind node:http: e-mail and password, organizations and, if asked, its OAuth
 * provider with one trusted system.
 */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { oauthProvider } from '@better-auth/oauth-provider';
import bcrypt from 'bcryptjs';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { jwt, organization } from 'better-auth/plugins';

const { file, cost, people, clients, password, seeded, callback } = JSON.parse(process.env.PEER);
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL');

/** Without a cost its own way of hashing: scrypt. */
const hashing = cost
  ? {
      hash: (text) => bcrypt.hash(text, cost),
      verify: ({ hash, password: text }) => bcrypt.compare(text, hash),
    }
  : undefined;

/** Its tokens are signed as ours are by default. */
const provider = callback
  ? [
      jwt({ jwks: { keyPairConfig: { alg: 'RS256' } } }),
      oauthProvider({ loginPage: '/sign-in', consentPage: '/consent' }),
    ]
  : [];

const options = {
  database,
  baseURL: 'http://127.0.0.1',
  trustedOrigins: ['http://127.0.0.1'],
  secret: 'a secret of the bench, long enough for anybody',
  emailAndPassword: { enabled: true, ...(hashing && { password: hashing }) },
  plugins: [
    organization({ membershipLimit: 100_000, sendInvitationEmail: async () => {} }),
    ...provider,
  ],
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
};
const auth = betterAuth(options);
const handle = toNodeHandler(auth);

if (!seeded) await seed();
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${server.address().port}`));
process.on('message', async (message) => {
  if (message.register) return process.send?.(await register(message.register));
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, rss: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());

/** An owner and the people who sign in, an organization, and its people, who are rows only. */
async function seed() {
  await (await getMigrations(options)).runMigrations();
  const { user } = await auth.api.signUpEmail({
    body: { email: 'owner@example.fi', password, name: 'Owner' },
  });
  const made = await auth.api.createOrganization({
    body: { name: 'Espoo', slug: 'espoo', userId: user.id },
  });
  for (let n = 0; n < clients; n++)
    await auth.api.signUpEmail({
      body: { email: `client${n}@example.fi`, password, name: `Client ${n}` },
    });
  const at = new Date().toISOString();
  const addUser = database.prepare(
    'insert into user (id, name, email, emailVerified, createdAt, updatedAt) values (?, ?, ?, 1, ?, ?)',
  );
  const addMember = database.prepare(
    'insert into member (id, organizationId, userId, role, createdAt) values (?, ?, ?, ?, ?)',
  );
  database.exec('begin');
  for (let n = 0; n < people; n++) {
    addUser.run(`user${n}`, `Aino Korhonen ${n}`, `person${n}@example.fi`, at, at);
    addMember.run(`member${n}`, made.id, `user${n}`, 'member', at);
  }
  database.exec('commit');
}

/** @param cookie of whoever registers it @returns the system, which needs no consent */
async function register(cookie) {
  const { client_id: systemId, client_secret: secret } = await auth.api.adminCreateOAuthClient({
    headers: new Headers({ cookie }),
    body: {
      redirect_uris: [callback],
      skip_consent: true,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code'],
      scope: 'openid profile email',
    },
  });
  return { systemId, secret };
}
