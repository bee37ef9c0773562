// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Where the worker runs: at an address with a policy of its own, in a frame with one, or wherever the app made it.
 *
 * In: what the host chose. Out: a port and an end. May use: `Worker`, one frame, Trusted Types under the name `oxpecker`.
 * Invariants: a frame holds a policy and nothing else; whatever the host refuses becomes `WORKER_BLOCKED`.
 */

import { OxpeckerError, refused } from '../error';
import type { IsolatedBy, IsolatedOptions, WorkerLike } from './contract';

/** A worker that is running. */
export interface Place {
  by: IsolatedBy;
  port: WorkerLike;
  end(): void;
}

/** Nothing by default; the engine may be compiled, and the worker comes from memory. */
export const FRAME_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:";

interface Trusting {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}
interface Realm {
  trustedTypes?: { createPolicy(name: string, rules: Trusting): Trusting };
  Worker: new (url: string, options: object) => WorkerLike & { terminate(): void };
  Blob: new (parts: string[], options: object) => object;
  URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

const SAME: Trusting = { createHTML: (html) => html, createScriptURL: (url) => url };
const policies = /* @__PURE__ */ new WeakMap<object, Trusting>();

/** What this realm takes for a trusted value. One policy a realm: some pages allow no second of a name. */
function trusting(realm: Realm): Trusting {
  const found = policies.get(realm) ?? realm.trustedTypes?.createPolicy('oxpecker', SAME) ?? SAME;
  policies.set(realm, found);
  return found;
}

function at(url: string): Place {
  const realm = globalThis as unknown as Realm;
  const worker = new realm.Worker(trusting(realm).createScriptURL(url), { name: 'oxpecker' });
  return { by: 'header', port: worker, end: () => worker.terminate() };
}

async function framed(script: () => Promise<string[]>): Promise<Place> {
  const parts = await script();
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.style.display = 'none';
  frame.srcdoc = trusting(globalThis as unknown as Realm).createHTML(
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><title>Oxpecker</title>`,
  );
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.documentElement.append(frame);
  try {
    await loaded;
    const realm = frame.contentWindow as unknown as Realm;
    const url = realm.URL.createObjectURL(new realm.Blob(parts, { type: 'text/javascript' }));
    const worker = new realm.Worker(trusting(realm).createScriptURL(url), { name: 'oxpecker' });
    const end = () => {
      worker.terminate();
      frame.remove();
    };
    // The address may go once the script is in.
    worker.addEventListener('message', () => realm.URL.revokeObjectURL(url));
    return { by: 'frame', port: worker, end };
  } catch (error) {
    frame.remove();
    throw error;
  }
}

/** Starts the worker that the host chose. */
export async function placeOf(worker: IsolatedOptions['worker'], script: () => Promise<string[]>): Promise<Place> {
  if (typeof worker === 'object' && worker !== null && 'postMessage' in worker) {
    worker.start?.();
    return { by: 'host', port: worker, end: () => worker.terminate?.() };
  }
  const url = typeof worker === 'object' && worker !== null && 'href' in worker ? worker.href : worker;
  if (url !== undefined && typeof url !== 'string') throw refused('worker', 'it must be a URL or a worker');
  try {
    return url === undefined ? await framed(script) : at(url);
  } catch (cause) {
    throw new OxpeckerError('WORKER_BLOCKED', { cause });
  }
}
