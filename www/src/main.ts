// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Starts the page: opens the sample customer, then draws.
 *
 * Invariants: nothing is requested from here on; a failure ends in one sentence that a person can read.
 */
import { createActions } from './actions/index.js';
import { freshCustomer } from './actions/account.js';
import { FRESH_CHECK } from './actions/check.js';
import { FRESH_DEVELOPER } from './actions/developer.js';
import { FRESH_YEAR } from './actions/year.js';
import { mount } from './app.js';
import { codeOf, createBank, type Bank } from './bank.js';
import { h } from './dom.js';
import type { Sample } from './model.js';
import { howOffline } from './offline.js';
import { sampleCustomer } from './sample.js';
import { createStore, type Store } from './state.js';
import { preferredLanguage, stringsOf } from './strings.js';
import { watchModules } from './witness.js';

async function start(root: HTMLElement): Promise<void> {
  const language = preferredLanguage(navigator.languages);
  const words = stringsOf(language);
  document.documentElement.lang = language;
  root.replaceChildren(h('p', { class: 'opening', role: 'status' }, words.loading));
  try {
    const source: Sample = language === 'ja' ? 'japan' : 'europe';
    const data = sampleCustomer(source, new Date());
    watchModules();
    const bank = createBank();
    await bank.open(data, source, language);
    const store = createStore({
      ...freshCustomer(data, 0),
      ...bank.look(),
      language,
      source,
      file: { step: 'idle', note: null },
      year: FRESH_YEAR,
      developer: FRESH_DEVELOPER,
      check: FRESH_CHECK,
      offline: 'none',
      announcement: '',
      focus: null,
    });
    const actions = createActions(store, bank);
    mount(root, store, actions);
    bank.listen(() => actions.hearOthers());
    tellWhenStored(store, bank);
    void howOffline().then((offline) => store.update({ offline }));
    // What no action has caught: say so, rather than stand there with buttons that do nothing.
    const giveUp = () => {
      const now = stringsOf(store.state.language);
      root.replaceChildren(h('p', { class: 'opening', role: 'alert' }, now.crashed));
    };
    addEventListener('error', giveUp);
    addEventListener('unhandledrejection', giveUp);
  } catch (error) {
    const blocked = codeOf(error).startsWith('WASM_');
    root.replaceChildren(h('p', { class: 'opening', role: 'alert' }, blocked ? words.noWasm : words.crashed));
    console.error(error);
  }
}

/** Storing takes a moment; the page says when it is done. */
function tellWhenStored(store: Store, bank: Bank): void {
  let asked: unknown = null;
  const wait = async ({ storage }: { storage: unknown }) => {
    if (store.state.storage.state !== 'saving' || asked === storage) return;
    asked = storage;
    const settled = await bank.settled();
    if (store.state.storage === storage) store.update({ storage: settled });
  };
  store.subscribe((state) => void wait(state));
  void wait(store.state);
}

const root = document.getElementById('app');
if (root) void start(root);
