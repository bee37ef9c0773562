// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The question before a payment: what was found, the draft beside the row it repeats, two ways on.
 *
 * Invariants: the customer decides; the safe way is the primary one unless the verdict only informs.
 */
import type { PaymentVerdict } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import { REVIEW_ID } from '../actions/payment.js';
import { h, type Child } from '../dom.js';
import { date, money, name } from '../format.js';
import type { Draft } from '../model.js';
import { rowById } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { becauseList, payee, sentence } from './row.js';

interface Side {
  readonly label: string;
  readonly who: string;
  readonly amount: string;
  readonly day: string;
  readonly reference: string;
}

export function reviewView(draft: Draft, verdict: PaymentVerdict, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const asks = verdict.level !== 'inform';
  const label = (response: string, own: string) =>
    verdict.text.actions.find((action) => action.response === response)?.label ?? own;
  const goBack = h(
    'button',
    { type: 'button', id: 'go-back', class: asks ? 'button button-primary' : 'button', on: { click: () => actions.goBack() } },
    label('cancelled', words.goBack),
  );
  const payAnyway = h(
    'button',
    { type: 'button', id: 'pay-anyway', class: asks ? 'button' : 'button button-primary', on: { click: () => actions.payAnyway() } },
    verdict.waitMinutes ? words.skipWait : label('went-through', asks ? words.payAnyway : words.payButton),
  );
  const other = repeated(verdict, state);
  const own: Side = {
    label: words.pairDraft,
    who: draft.counterpartyName,
    amount: draft.amount,
    day: words.pairToday,
    reference: draft.reference,
  };
  return h(
    'div',
    { class: asks ? 'review review-asks' : 'review', role: 'group', 'data-private': '', 'aria-labelledby': REVIEW_ID },
    h('p', { class: 'badge' }, asks ? words.checkAsks : words.checkTells),
    h('h3', { id: REVIEW_ID, tabindex: -1 }, sentence(verdict.text.title, verdict.message.args)),
    h('p', {}, sentence(verdict.text.body, verdict.message.args)),
    verdict.text.because.length > 0 &&
      becauseList(verdict.text.because, verdict.reasons),
    ...question(draft, verdict, payAnyway, state, actions),
    other !== null && h('div', { class: 'pair' }, side(own, draft.currency, state), side(other, draft.currency, state)),
    h('div', { class: 'choices' }, ...(asks ? [goBack, payAnyway] : [payAnyway, goBack])),
  );
}

/** What this form asks, and how it is answered here. */
function question(draft: Draft, verdict: PaymentVerdict, pay: HTMLButtonElement, state: State, actions: Actions): Child[] {
  const words = stringsOf(state.language);
  const { ask, advice, options } = verdict.text;
  const parts: Child[] = [advice !== '' && h('p', { class: 'advice' }, advice), ask !== '' && h('p', { class: 'ask' }, ask)];
  if (verdict.form === 'choose-reason') {
    const choose = ({ id, label }: (typeof options)[number]) =>
      h('button', { type: 'button', id: `for-${id}`, class: 'chip', on: { click: () => actions.choosePurpose(id) } }, label);
    parts.push(h('div', { class: 'examples' }, ...options.map(choose)));
  }
  if (verdict.form === 'read-back') {
    const same = (text: string) => text.trim().toLowerCase() === draft.counterpartyName.toLowerCase();
    const input = h('input', { id: 'read-back', type: 'text', dir: 'auto', autocomplete: 'off', on: { input: () => (pay.disabled = !same(input.value)) } });
    pay.disabled = true;
    parts.push(h('div', { class: 'field' }, h('label', { for: input.id }, words.readBackLabel), input));
  }
  if (verdict.form === 'highlight' && verdict.field) {
    const value = verdict.field === 'amount' ? money(draft.amount, draft.currency, state.language) : draft[verdict.field];
    parts.push(h('p', {}, h('mark', {}, h('bdi', {}, value))));
  }
  if (verdict.signs.some(({ sign }) => sign === 'new-payee')) {
    parts.push(h('button', { type: 'button', id: 'know-payee', class: 'chip', on: { click: () => actions.knowPayee() } }, words.knowPayee));
  }
  return parts;
}

/** What the draft repeats: a booked row, or a payment that is already scheduled. */
function repeated(verdict: PaymentVerdict, state: State): Side | null {
  const words = stringsOf(state.language);
  const row = rowById(state.data, verdict.duplicateOf[0]?.transaction ?? '');
  if (row) {
    return {
      label: words.pairRow,
      who: row.counterpartyName ?? words.noName,
      amount: row.amount,
      day: date(row.bookedAt, 'full', state.language),
      reference: row.reference ?? '',
    };
  }
  const { upcoming } = verdict;
  if (!upcoming) return null;
  return {
    label: words.pairUpcoming,
    who: state.series.find((series) => series.id === upcoming.series)?.counterparty ?? '',
    amount: upcoming.amount,
    day: date(upcoming.date, 'full', state.language),
    reference: '',
  };
}

function side(each: Side, currency: string, state: State): HTMLElement {
  const words = stringsOf(state.language);
  return h(
    'dl',
    { class: 'pair-side', 'aria-label': each.label },
    h('div', { class: 'pair-label' }, h('dt', {}, each.label), h('dd', {}, payee({ counterpartyName: each.who }, words))),
    h('div', {}, h('dt', {}, words.columnAmount), h('dd', { class: 'money' }, money(each.amount, currency, state.language))),
    h('div', {}, h('dt', {}, words.pairDate), h('dd', {}, each.day)),
    each.reference !== '' &&
      h('div', {}, h('dt', {}, words.pairReference), h('dd', {}, h('bdi', {}, name(each.reference)))),
  );
}
