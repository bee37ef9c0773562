// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The package's own worker file in a thread of Node, behind globals that a browser's worker would have.
 *
 * Out: `cutOff()`, a worker whose host reports the policy that docs/ISOLATED.md asks for, or another.
 */

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageFolder } from './packed.mjs';

export const HEADER = "default-src 'none'; script-src 'wasm-unsafe-eval'";

const SHIM = `
const { parentPort, workerData } = require('node:worker_threads');
const listeners = [];
globalThis.origin = 'https://bank.example';
globalThis.SecurityPolicyViolationEvent = class {};
globalThis.addEventListener = (type, listener) => {
  if (type === 'message') parentPort.on('message', (data) => listener({ data }));
  else listeners.push(listener);
};
globalThis.postMessage = (message) => parentPort.postMessage(message);
globalThis.close = () => parentPort.close();
globalThis.fetch = async () => {
  if (workerData.policy === undefined) return {};
  for (const listener of listeners) listener({ effectiveDirective: 'connect-src', originalPolicy: workerData.policy });
  throw new TypeError('blocked');
};
new Function(require('node:fs').readFileSync(workerData.file, 'utf8'))();
`;

/** Started, and ended with the test. */
export function cutOff(t, { policy = HEADER } = {}) {
  const worker = new Worker(SHIM, { eval: true, workerData: { policy: policy ?? undefined, file: join(packageFolder(), 'dist/isolated.worker.js') } });
  t.after(() => worker.terminate());
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.on(type, (data) => listener({ data })),
    terminate: () => worker.terminate(),
    worker,
  };
}
