// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The account: its balance, what came in and went out this month, and the choice among several accounts.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { today } from '../calendar.js';
import { h } from '../dom.js';
import { date, money, name, signedMoney } from '../format.js';
import type { Account } from '../model.js';
import { account, balanceOf, currencyOf, monthSums } from '../rows.js';
import { stringsOf, type Strings } from '../strings.js';

export function accountRegion(actions: Actions): Region {
  return {
    root: h('section', { class: 'account', 'aria-labelledby': 'account-title' }),
    reads: (state) => [state.data, state.accountId, state.ownTransfers],
    draw(state) {
      const words = stringsOf(state.language);
      const { data, accountId, language } = state;
      const currency = currencyOf(data, accountId);
      const balance = balanceOf(data, accountId);
      const day = data.asOf ?? today(data.timeZone, new Date());
      const { received, spent } = monthSums(data, accountId, day, state.ownTransfers);
      const several = data.accounts.length > 1;
      const written = date(day, 'full', language);

      return [
        h(
          'div',
          { class: 'account-head' },
          h(
            'h1',
            // The choice among several accounts already shows the name.
            { id: 'account-title', class: several ? 'visually-hidden' : null },
            h('bdi', {}, accountName(account(data, accountId), words)),
          ),
          several && accountChoice(data.accounts, accountId, words, actions),
        ),
        h('p', { class: 'caption' }, words.balance),
        balance === null
          ? h('p', { class: 'balance balance-unknown' }, words.noBalance)
          : h('p', { class: 'balance' }, signedMoney(balance, currency, language).replace(/^\+/, '')),
        h('p', { class: 'caption' }, (data.asOf === null ? words.asOfToday : state.source === 'story' ? words.asOfStory : words.asOf)(written)),
        h(
          'dl',
          { class: 'month' },
          h('div', {}, h('dt', {}, words.receivedThisMonth), h('dd', {}, money(received, currency, language))),
          h('div', {}, h('dt', {}, words.spentThisMonth), h('dd', {}, money(spent, currency, language))),
        ),
      ];
    },
  };
}

function accountChoice(accounts: readonly Account[], chosen: string, words: Strings, actions: Actions): HTMLElement {
  const select = h(
    'select',
    { id: 'account', on: { change: () => actions.chooseAccount(select.value) } },
    ...accounts.map((each) => h('option', { value: each.id, selected: each.id === chosen }, accountName(each, words))),
  );
  return h(
    'div',
    { class: 'field-inline account-choice' },
    h('label', { for: 'account', class: 'visually-hidden' }, words.accountLabel),
    select,
  );
}

/** The account's own name, else what it is, else its id. */
function accountName(each: Account, words: Strings): string {
  if (each.name !== undefined) return name(each.name);
  if (each.type === 'current') return words.currentAccount;
  if (each.type === 'savings') return words.savingsAccount;
  return name(each.id);
}
