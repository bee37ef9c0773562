// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page: which view stands where, and when it is drawn again.
 *
 * In: the store and the actions. Out: a living DOM under `root`.
 * Invariants: a region is redrawn only when something it reads has changed; the focus survives a redraw
 * (same id), and an action may name the element that gets it next: its page is turned to. The address says which page
 * is open, so that the browser's own "back" works.
 */
import type { Actions } from './actions/index.js';
import { h, type Child } from './dom.js';
import { PAGES, type PageName } from './model.js';
import { unlessPressed } from './press.js';
import type { State, Store } from './state.js';
import { stringsOf } from './strings.js';
import { accountRegion } from './views/account.js';
import { attentionRegion } from './views/attention.js';
import { checkRegions } from './views/check.js';
import { choicesRegion } from './views/choices.js';
import { developerRegion } from './views/developer.js';
import { feedRegion } from './views/feed.js';
import { fileRegion, progressRegion } from './views/file.js';
import { footerRegion } from './views/footer.js';
import { headRegion } from './views/head.js';
import { headerRegion } from './views/header.js';
import { keepingRegion } from './views/keeping.js';
import { knownRegion } from './views/known.js';
import { logRegion } from './views/log.js';
import { offlineRegion } from './views/offline.js';
import { outlookRegion } from './views/outlook.js';
import { paymentRegion } from './views/payment.js';
import { quietRegion } from './views/quiet.js';
import { savingsRegions } from './views/savings.js';
import { signalsRegion } from './views/signals.js';
import { searchRegion, transactionsRegion } from './views/transactions.js';
import { yearRegions } from './views/year.js';

/** One part of the page. */
export interface Region {
  readonly root: HTMLElement;
  /** The parts of the state that the drawing depends on, the language aside. */
  reads(state: State): readonly unknown[];
  draw(state: State): readonly Child[];
}

export function mount(root: HTMLElement, store: Store, actions: Actions): void {
  const header = headerRegion(actions);
  const settings = headRegion('settings');
  const checkHead = headRegion('check');
  const check = checkRegions(actions);
  const account = accountRegion(actions);
  const outlook = outlookRegion();
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
  const search = searchRegion(actions);
  const transactions = transactionsRegion(actions);
  const savings = savingsRegions(actions);
  const year = yearRegions(actions);
  const offline = offlineRegion(actions);
  const developer = developerRegion(actions);
  const footer = footerRegion(actions);
  const announcer = h('p', { class: 'visually-hidden', role: 'status' });
  const skip = h('a', { class: 'skip', href: '#main' });

  root.replaceChildren(
    skip,
    header.root,
    h(
      'main',
      { id: 'main', tabindex: -1 },
      onPage(
        'home',
        h('div', { class: 'top' }, account.root, feed.root, outlook.root),
        h('div', { class: 'side' }, payment.root, signals.root, quiet.root),
        h('section', { id: 'transactions', class: 'panel transactions', 'aria-labelledby': 'transactions-title' }, search.root, transactions.root),
      ),
      onPage('savings', ...savings.map((region) => region.root)),
      onPage('year', ...year.map((region) => region.root)),
      onPage(
        'settings',
        settings.root,
        h('div', { class: 'top' }, choices.root, known.root, log.root),
        h('div', { class: 'side' }, attention.root, file.root, keeping.root, offline.root),
      ),
      onPage('check', checkHead.root, ...check.map((region) => region.root)),
    ),
    footer.root,
    developer.root,
    announcer,
  );

  const regions: readonly Region[] = [
    header,
    settings,
    account,
    feed,
    outlook,
    payment,
    signals,
    choices,
    attention,
    quiet,
    file,
    progress,
    search,
    transactions,
    known,
    keeping,
    log,
    ...savings,
    ...year,
    checkHead,
    ...check,
    offline,
    footer,
    developer,
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
    if (!next || (state.focus === null && document.activeElement?.id === next)) return;
    const element = document.getElementById(next);
    // The address goes along, or the menu's link to where one came from would lead nowhere.
    const page = state.focus !== null && element?.closest('[data-page]');
    if (page && page.hasAttribute('hidden') && turnTo(page)) {
      history.pushState(null, '', `#${page.id}`);
      draw(store.state);
    }
    if (element) element.focus();
    // What had the focus is gone: the reader stays on the page that is open.
    else document.querySelector<HTMLElement>('[data-page]:not([hidden])')?.focus({ preventScroll: true });
  };

  store.subscribe(unlessPressed(draw, () => draw(store.state)));
  draw(store.state);
  const follow = () => {
    const element = document.getElementById(location.hash.slice(1));
    if (!turnTo(element)) return;
    // Some regions are drawn only while their page is open.
    draw({ ...store.state, focus: null });
    if (element === element?.closest('[data-page]')) scrollTo(0, 0);
    else element?.scrollIntoView();
  };
  addEventListener('hashchange', follow);
  if (!location.hash || !turnTo(document.getElementById(location.hash.slice(1)))) turnTo(document.getElementById(PAGES[0]));
  draw(store.state);
}

function onPage(name: PageName, ...parts: HTMLElement[]): HTMLElement {
  return h('div', { id: name, class: `page page-${name}`, 'data-page': name, tabindex: -1 }, ...parts);
}

/** Opens the page that holds the element; tells whether one does. */
function turnTo(element: Element | null): boolean {
  const page = element?.closest('[data-page]');
  if (!page) return false;
  for (const each of document.querySelectorAll('[data-page]')) each.toggleAttribute('hidden', each !== page);
  for (const link of document.querySelectorAll('.sections a')) {
    if (link.getAttribute('href') === `#${page.id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  return true;
}
