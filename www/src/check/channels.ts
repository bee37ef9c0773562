// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The ways out that a page and a worker may both have.
 *
 * Invariants: what is sent is a word of this file, never anything of a customer's.
 */
import { either, type Channel } from './attempt.js';

const has = (name: string) => () => name in globalThis;

/** A worker that would be made of it; left alone, its failure would be that of whoever made it. */
function worker(address: string): Promise<unknown> {
  const made = new Worker(address);
  made.addEventListener('error', (event) => event.preventDefault());
  return either(made, 'message').finally(() => made.terminate());
}

const WORD = 'nothing of yours';

export const CHANNELS: readonly Channel[] = [
  { name: 'fetch()', has: has('fetch'), act: (to) => fetch(to, { mode: 'no-cors' }) },
  {
    name: 'XMLHttpRequest',
    has: has('XMLHttpRequest'),
    act(to) {
      const request = new XMLHttpRequest();
      request.open('GET', to);
      request.send();
      return either(request, 'load');
    },
  },
  {
    name: 'navigator.sendBeacon()',
    has: () => 'sendBeacon' in navigator,
    act: async (to) => {
      if (!navigator.sendBeacon(to, WORD)) throw new Error(WORD);
    },
  },
  {
    name: 'WebSocket',
    has: has('WebSocket'),
    act(to) {
      const socket = new WebSocket(to.replace(/^http/, 'ws'));
      return either(socket, 'open').finally(() => socket.close());
    },
  },
  {
    name: 'EventSource',
    has: has('EventSource'),
    act(to) {
      const source = new EventSource(to);
      return either(source, 'open').finally(() => source.close());
    },
  },
  {
    name: 'WebTransport',
    has: has('WebTransport'),
    act(to) {
      const transport = new WebTransport(to.replace(/^http:/, 'https:'));
      // A failure that nobody hears would be the page's own.
      transport.closed.catch(() => {});
      return transport.ready;
    },
  },
  { name: 'FontFace', has: has('FontFace'), act: (to) => new FontFace('check', `url("${to}")`).load() },
  { name: 'import()', has: () => true, act: (to) => import(to) as Promise<unknown> },
  { name: 'new Worker()', has: has('Worker'), act: worker },
];

/** What no policy reaches: it is told whether it is there, and not tried. */
export const UNREACHED: readonly Pick<Channel, 'name' | 'has'>[] = [
  { name: 'RTCPeerConnection', has: has('RTCPeerConnection') },
  { name: '<a>, window.open()', has: has('document') },
  { name: '<link rel=preconnect>', has: has('document') },
];
