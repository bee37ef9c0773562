// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page: which view stands where, and when it is drawn again.
 *
 * In: the store and the actions. Out: a living DOM under `root`.
 * Invariants: a region is redrawn only when something it reads has changed; the focus survives a redraw
 * (same id), and an action may name the element that gets it next.
 */
import type { Actions } from './actions/index.js';
import { h, type Child } from './dom.js';
import type { State, Store } from './state.js';
import { stringsOf } from './strings.js';
import { accountRegion } from './views/account.js';
import { attentionRegion } from './views/attention.js';
import { choicesRegion } from './views/choices.js';
import { feedRegion } from './views/feed.js';
import { fileRegion, progressRegion } from './views/file.js';
import { footerRegion } from './views/footer.js';
import { headerRegion } from './views/header.js';
import { keepingRegion } from './views/keeping.js';
import { knownRegion } from './views/known.js';
import { logRegion } from './views/log.js';
import { paymentRegion } from './views/payment.js';
import { quietRegion } from './views/quiet.js';
import { signalsRegion } from './views/signals.js';
import { transactionsRegion } from './views/transactions.js';

/** One part of the page. */
export interface Region {
  readonly root: HTMLElement;
  /** The parts of the state that the drawing depends on, the language aside. */
  reads(state: State): readonly unknown[];
  draw(state: State): readonly Child[];
}

export function mount(root: HTMLElement, store: Store, actions: Actions): void {
  const header = headerRegion(actions);
  const account = accountRegion(actions);
  const attention = attentionRegion(actions);
  const feed = feedRegion(actions);
  const payment = paymentRegion(actions);
  const signals = signalsRegion(actions);
  const quiet = quietRegion();
  const choices = choicesRegion(actions);
  const known = knownRegion(actions);
  const log = logRegion(actions);
  const keeping = keepingRegion(actions);
  const progress = progressRegion();
  const file = fileRegion(actions, progress.root);
  const transactions = transactionsRegion(actions);
  const footer = footerRegion();
  const announcer = h('p', { class: 'visually-hidden', role: 'status' });
  const skip = h('a', { class: 'skip', href: '#main' });

  root.replaceChildren(
    skip,
    header.root,
    h(
      'main',
      { id: 'main', tabindex: -1 },
      h('div', { class: 'top' }, account.root, feed.root),
      h('div', { class: 'side' }, payment.root, signals.root, choices.root, attention.root, quiet.root, file.root),
      transactions.root,
      h('div', { class: 'own-data' }, h('div', { class: 'own-data-part' }, known.root), h('div', { class: 'own-data-part' }, keeping.root, log.root)),
    ),
    footer.root,
    announcer,
  );

  const regions: readonly Region[] = [
    header,
    account,
    feed,
    payment,
    signals,
    choices,
    attention,
    quiet,
    file,
    progress,
    transactions,
    known,
    keeping,
    log,
    footer,
  ];
  const drawn = new Map<Region, readonly unknown[]>();

  const draw = (state: State) => {
    const words = stringsOf(state.language);
    document.documentElement.lang = state.language;
    document.title = words.pageTitle;
    skip.textContent = words.skip;
    const focused = document.activeElement?.id;
    for (const region of regions) {
      const reads = [state.language, ...region.reads(state)];
      const before = drawn.get(region);
      if (before && reads.length === before.length && reads.every((value, index) => Object.is(value, before[index]))) {
        continue;
      }
      drawn.set(region, reads);
      region.root.replaceChildren(...region.draw(state).filter((child): child is Node | string => Boolean(child)));
    }
    if (announcer.textContent !== state.announcement) announcer.textContent = state.announcement;
    const next = state.focus ?? focused;
    if (next && (state.focus !== null || document.activeElement?.id !== next)) document.getElementById(next)?.focus();
  };

  store.subscribe(draw);
  draw(store.state);
}
