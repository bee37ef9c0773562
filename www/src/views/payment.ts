// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The payment form, and what takes its place: the check that asks, or the confirmation.
 */
import type { Actions } from '../actions/index.js';
import { DONE_ID, fieldId, PAY_BUTTON_ID } from '../actions/payment.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { decimals, money } from '../format.js';
import { icon } from '../icons.js';
import type { Row, TryName } from '../model.js';
import { currencyOf } from '../rows.js';
import type { FormFields, State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { reviewView } from './review.js';
import { payee } from './row.js';

export function paymentRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'pay', class: 'panel pay', 'aria-labelledby': 'pay-title' }),
    reads: (state) => [state.payment, state.formVersion, state.accountId, state.source, state.granted.has('payment-guard')],
    draw(state) {
      const words = stringsOf(state.language);
      const { payment } = state;
      return [
        h('h2', { id: 'pay-title' }, words.pay),
        ...(payment.step === 'review'
          ? [reviewView(payment.draft, payment.verdict, state, actions)]
          : payment.step === 'done'
            ? [done(payment.row, state, actions)]
            : [examples(state, actions), form(payment.errors, payment.wentBack, state, actions)]),
      ];
    },
  };
}

function examples(state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const labels: readonly (readonly [TryName, string])[] = [
    ['paid', words.tryPaid],
    ['fresh', words.tryFresh],
    ['due', words.tryDue],
  ];
  const known = labels.filter(([which]) => state.data.tries[which] !== undefined);
  return h(
    'div',
    { class: 'examples', role: 'group', 'aria-label': words.tryLabel, hidden: known.length === 0 },
    h('p', { class: 'caption' }, words.tryLabel),
    ...known.map(([which, label]) =>
      h(
        'button',
        { type: 'button', id: `try-${which}`, class: 'chip', on: { click: () => actions.fillTry(which) } },
        label,
      ),
    ),
  );
}

function form(
  errors: readonly ('payee' | 'amount')[],
  wentBack: boolean,
  state: State,
  actions: Actions,
): HTMLElement {
  const words = stringsOf(state.language);
  const currency = currencyOf(state.data, state.accountId);
  const example = money(decimals(currency) > 0 ? '120.00' : '12000', currency, state.language);
  const field = (which: keyof FormFields, label: string, extra: Record<string, string>, error: string | null) =>
    labelled(which, label, extra, error, state.form[which], actions);
  return h(
    'form',
    {
      novalidate: true,
      autocomplete: 'off',
      on: {
        submit: (event) => {
          event.preventDefault();
          actions.submitPayment();
        },
      },
    },
    wentBack && h('p', { class: 'note', role: 'status' }, words.wentBack),
    field('payee', words.fieldPayee, { required: 'required', dir: 'auto' }, errors.includes('payee') ? words.errorPayee : null),
    field('account', words.fieldAccount, { spellcheck: 'false' }, null),
    field(
      'amount',
      words.fieldAmount(currency),
      { required: 'required', inputmode: 'decimal' },
      errors.includes('amount') ? words.errorAmount(example) : null,
    ),
    field('reference', words.fieldReference, { dir: 'auto' }, null),
    h('button', { type: 'submit', id: PAY_BUTTON_ID, class: 'button button-primary button-wide' }, words.payButton),
    h('p', { class: 'fine', id: 'pay-note' }, state.granted.has('payment-guard') ? words.payNote : words.payNoteOff),
  );
}

function labelled(
  which: keyof FormFields,
  label: string,
  extra: Record<string, string>,
  error: string | null,
  value: string,
  actions: Actions,
): HTMLElement {
  const id = fieldId(which);
  const input = h('input', {
    id,
    type: 'text',
    ...extra,
    'aria-invalid': error === null ? null : 'true',
    'aria-describedby': error === null ? null : `${id}-error`,
    on: { input: () => actions.edit(which, input.value) },
  });
  input.value = value;
  const parts: Child[] = [h('label', { for: id }, label), input];
  if (error !== null) parts.push(h('p', { class: 'error', id: `${id}-error` }, error));
  return h('div', { class: 'field' }, ...parts);
}

function done(row: Row, state: State, actions: Actions): HTMLElement {
  const words: Strings = stringsOf(state.language);
  return h(
    'div',
    { class: 'done' },
    icon('check'),
    h('h3', { id: DONE_ID, tabindex: -1 }, words.paid),
    h('p', {}, words.paidTo(money(row.amount, row.currency, state.language)), ' ', payee(row, words)),
    h('button', { type: 'button', id: 'another', class: 'button', on: { click: () => actions.anotherPayment() } }, words.another),
  );
}
