/** oidc-provider in a process of its own, with its store in memory, for the system in `SYSTEM`. */
import { z } from 'zod';
import { startOracle } from '../support/oracle.ts';

const system = z.object({ systemId: z.string(), secret: z.string() });
const given = system.parse(JSON.parse(process.env['SYSTEM'] ?? ''));
const { url } = await startOracle({ client_secret_basic: given });
process.send?.(url);
process.on('disconnect', () => process.exit());
