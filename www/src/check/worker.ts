// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The worker of the check: served with the policy that an isolated engine's worker has, it tries what it has.
 *
 * In: one message, the page's address. Out: `READY`, a message for each try, `END`.
 * Invariants: it asks for files of the page's own server alone, so that what fails was refused.
 */
import { attempt, type Channel, type Outcome, type Policies } from './attempt.js';
import { CHANNELS, UNREACHED } from './channels.js';
import { END, READY, type Tried } from './messages.js';

interface Scope {
  importScripts(address: string): void;
  postMessage(message: Tried): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<string>) => void): void;
}

const scope = globalThis as unknown as Scope;

/** What a document has not. */
const OWN: readonly Channel[] = [
  { name: 'importScripts()', has: () => true, act: async (to) => scope.importScripts(to) },
  {
    name: 'caches.add()',
    has: () => 'caches' in globalThis,
    act: async (to) => {
      const cache = await caches.open('check');
      await cache.add(to).finally(() => caches.delete('check'));
    },
  },
];

/** Where a failure can only be a refusal: a browser that may ask gets these files. */
const THERE: Readonly<Record<string, string>> = {
  'fetch()': 'icon.svg',
  XMLHttpRequest: 'icon.svg',
  'caches.add()': 'icon.svg',
  'import()': 'check.worker.js',
  'importScripts()': 'check.worker.js',
  'new Worker()': 'check.worker.js',
};

const policies: Policies = new Set();
const tell = (name: string, outcome: Outcome) => scope.postMessage({ name, outcome, policies: [...policies] });

scope.addEventListener('message', async ({ data: base }) => {
  for (const channel of [...CHANNELS, ...OWN]) {
    const { name } = channel;
    const address = new URL(`${THERE[name] ?? 'icon.svg'}?${encodeURIComponent(name)}`, base).href;
    tell(name, await attempt(channel, address, { isThere: true, isWhatItAsks: name in THERE }, policies));
  }
  for (const { name, has } of UNREACHED) tell(name, has() ? 'open' : 'absent');
  tell(END, 'absent');
});

// One that was made out of this one on the way is told apart from one that was refused.
tell(READY, 'absent');
