// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The check itself: what runs, what it hashes to, and what becomes of each way out.
 *
 * In: what runs, the two hashes to compare with. Out: `Found`.
 * Invariants: the tries of the page go to an address that no one can have; the worker's and the control's to the page's
 * own server. No value of a customer is read here.
 */
import type { Running } from '../witness.js';
import { workerAddress } from '../trusted.js';
import { attempt, type Aim, type Channel, type Outcome, type Policies } from './attempt.js';
import { CHANNELS, UNREACHED } from './channels.js';
import { ELEMENTS } from './elements.js';
import { END, READY, type Tried } from './messages.js';

/** Names that end so belong to nobody (RFC 2606). */
const NOWHERE = 'https://check.invalid';
const UNKNOWN: Aim = { isThere: false, isWhatItAsks: false };
/** Long enough for a slow device; a worker that says nothing for so long has been blocked. */
const SILENCE = 10_000;

export interface Given {
  readonly running: Running | null;
  /** What the loader of the package compares with, and whether it did. */
  readonly loader: { readonly sha256: string; readonly verified: boolean };
}

export interface Import {
  readonly name: string;
  readonly kind: string;
  /** The function behind it, as it runs. */
  readonly source: string;
}

/** In the worker: nothing when it did not say. */
export interface Try {
  readonly page: Outcome;
  readonly worker: Outcome | null;
}

export interface Found {
  readonly imports: readonly Import[] | null;
  readonly bytes: number;
  /** Absent where the browser hashes nothing, as without TLS. */
  readonly sha256: string | null;
  readonly loader: Given['loader'];
  /** By channel: in the page, in the worker. */
  readonly tries: ReadonlyMap<string, Try>;
  /** What is allowed, tried with the same hand. */
  readonly controls: ReadonlyMap<string, Outcome>;
  readonly policies: readonly string[];
}

const tool = (name: string) => name.replace(/_[0-9a-f]{16}$/, '');

function importsOf({ module, imports }: Running): Import[] {
  return WebAssembly.Module.imports(module).map(({ module: room, name, kind }) => ({
    name: tool(name),
    kind,
    source: String(imports[room]?.[name] ?? ''),
  }));
}

async function hashOf(bytes: BufferSource | undefined): Promise<string | null> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!bytes || !subtle) return null;
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the worker tells, until it has said all, or nothing more: whether it was all. */
function fromWorker(hear: (tried: Tried) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = new Worker(workerAddress('check.worker.js'));
    const end = (isWhole: boolean) => {
      worker.terminate();
      resolve(isWhole);
    };
    let isAsked = false;
    let silence = setTimeout(end, SILENCE, false);
    worker.addEventListener('error', () => end(false));
    worker.addEventListener('message', ({ data }: MessageEvent<Tried>) => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE, false);
      if (data.name === END) end(true);
      else if (data.name !== READY) hear(data);
      // A try that succeeds starts the same script once more.
      else if (!isAsked) worker.postMessage(location.href);
      isAsked = true;
    });
  });
}

/** Tried with the same hand, to files that the policy allows: what gets through must be seen. */
const CONTROLS: Readonly<Record<string, string>> = { '<img>': 'icon.svg?control', 'import()': 'check.js?control' };

export async function look({ running, loader }: Given, onProgress: (done: number, total: number) => void): Promise<Found> {
  const inPage: readonly Channel[] = [...CHANNELS, ...ELEMENTS];
  const tries = new Map<string, Try>();
  const controls = new Map<string, Outcome>();
  const policies: Policies = new Set();
  const total = 2 * (inPage.length + UNREACHED.length);
  let done = 0;
  const step = () => onProgress(Math.min(++done, total), total);
  for (const channel of inPage) {
    const file = CONTROLS[channel.name];
    if (file) controls.set(channel.name, await attempt(channel, new URL(file, location.href).href, UNKNOWN, policies));
    tries.set(channel.name, { page: await attempt(channel, `${NOWHERE}/${encodeURIComponent(channel.name)}`, UNKNOWN, policies), worker: null });
    step();
  }
  for (const { name, has } of UNREACHED) tries.set(name, { page: has() ? 'open' : 'absent', worker: null });
  const isWhole = await fromWorker(({ name, outcome, policies: theirs }) => {
    tries.set(name, { page: tries.get(name)?.page ?? 'absent', worker: outcome });
    for (const policy of theirs) policies.add(policy);
    step();
  });
  // A worker that spoke to the end has no document. One that fell silent leaves its places empty.
  if (isWhole) for (const { name } of ELEMENTS) tries.set(name, { page: tries.get(name)?.page ?? 'absent', worker: 'absent' });
  return {
    imports: running && importsOf(running),
    bytes: running?.bytes?.byteLength ?? 0,
    sha256: await hashOf(running?.bytes),
    loader,
    tries,
    controls,
    policies: [...policies],
  };
}
