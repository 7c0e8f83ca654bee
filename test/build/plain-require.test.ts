/** Promise: the bundle finds its files by Node's own `require`, with which Azure's worker loads it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { askBundle } from '../support/ask-supplies.ts';
import { usualSettings } from '../support/harness.ts';
import { freshAccount } from '../support/storage.ts';

const { outdir } = await askBundle();

/**
 * Provides `@azure/functions-core` as the worker does, and calls functions of several areas.
 * Source: https://github.com/Azure/azure-functions-nodejs-worker, src/setupCoreModule.ts
 */
const worker = `
const Module = require('node:module');
const callbacks = {};
const nothing = () => ({ dispose() {} });
const core = {
  Disposable: class {},
  registerFunction({ name }, callback) { callbacks[name] = callback; return nothing(); },
  registerHook: nothing, setProgrammingModel: nothing, getProgrammingModel: nothing, log: nothing,
};
const plainRequire = Module.prototype.require;
Module.prototype.require = function (name) {
  return name === '@azure/functions-core' ? core : plainRequire.call(this, name);
};
require(process.env.BUNDLE);
const call = async (name) => {
  const request = Object.assign(new Request('http://localhost/'), { params: {} });
  return (await callbacks[name](request, { invocationId: name, log() {} })).status;
};
Promise.all(['live', 'currentNotices', 'listWork', 'docs'].map(call)).then((statuses) => {
  console.log(JSON.stringify(statuses));
  process.exit();
});`;

test('functions of several areas answer at once', async () => {
  const { connectionString } = await freshAccount();
  const settings = usualSettings(connectionString, 'endpoint=http://127.0.0.1:9/;accesskey=a2V5');
  const env = { PATH: process.env['PATH'], ...settings, BUNDLE: join(outdir, 'main.cjs') };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', worker], { env });
  expect(JSON.parse(stdout)).toEqual([200, 200, 401, 200]);
});
