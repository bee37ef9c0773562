// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The ways out that only a document has: each element stands in a corner that nobody sees, and is taken away again.
 */
import { h } from '../dom.js';
import { either, PATIENCE, type Channel } from './attempt.js';

/** Puts something into the page for as long as its try may take. */
function put<Made extends HTMLElement>(made: Made, into: Element = document.body): Made {
  into.append(made);
  setTimeout(() => made.remove(), PATIENCE);
  return made;
}

const inDocument = (name: string, act: Channel['act']): Channel => ({ name, has: () => 'document' in globalThis, act });

export const ELEMENTS: readonly Channel[] = [
  inDocument('<img>', (src) => either(h('img', { src }), 'load')),
  inDocument('CSS url()', (to) => {
    const made = h('div', { class: 'visually-hidden', 'aria-hidden': 'true' });
    made.style.setProperty('background-image', `url("${to}")`);
    put(made);
  }),
  inDocument('<link rel=stylesheet>', (href) => either(put(h('link', { rel: 'stylesheet', href }), document.head), 'load')),
  inDocument('<link rel=prefetch>', (href) => either(put(h('link', { rel: 'prefetch', href }), document.head), 'load')),
  inDocument('<video>', (src) => either(h('video', { src, preload: 'auto' }), 'loadeddata')),
  inDocument('<iframe>', (src) => void put(h('iframe', { src, hidden: true }))),
  inDocument('<object>', (data) => void put(h('object', { data, class: 'visually-hidden' }))),
  inDocument('<script>', (src) => either(put(h('script', { src })), 'load')),
  inDocument('<form>', (action) => {
    put(h('iframe', { name: 'check-form', hidden: true }));
    put(h('form', { action, method: 'post', target: 'check-form', hidden: true })).submit();
  }),
];
