// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The payment form: fill in, check, ask, pay or go back.
 *
 * Invariants: nothing is booked before the engine was asked; "go back" books nothing and keeps what was typed.
 */
import type { PaymentContext, PaymentPurpose } from 'oxpecker';
import { typedAmount } from '../amount.js';
import type { Bank } from '../bank.js';
import { today } from '../calendar.js';
import { decimals } from '../format.js';
import type { Draft, Row, TryName } from '../model.js';
import { currencyOf, PAYMENT_ID } from '../rows.js';
import type { FormFields, Store } from '../state.js';
import { EMPTY_FORM } from './account.js';

export interface PaymentActions {
  fillTry(which: TryName): void;
  edit(field: keyof FormFields, value: string): void;
  submitPayment(): void;
  goBack(): void;
  payAnyway(): void;
  anotherPayment(): void;
  /** Says what the payment is for, and is asked again with that. */
  choosePurpose(purpose: PaymentPurpose): void;
  /** Says that the payee is known, and is asked again with that. */
  knowPayee(): void;
  setSignal(signal: PaymentContext): void;
  /** Tries the guard on what is typed; nothing is paid. */
  weigh(): void;
}

export const REVIEW_ID = 'review-title';
export const DONE_ID = 'payment-done';
export const PAY_BUTTON_ID = 'pay-button';

export function fieldId(field: keyof FormFields): string {
  return `field-${field}`;
}

export function paymentActions(store: Store, bank: Bank): PaymentActions {
  let payments = 0;

  const pay = (draft: Draft) => {
    const { data } = store.state;
    payments += 1;
    const row: Row = {
      ...draft,
      id: `${PAYMENT_ID}${payments}`,
      bookedAt: data.asOf ?? today(data.timeZone, new Date()),
      kind: 'transfer',
      status: 'pending',
    };
    bank.book(row);
    store.update({
      data: { ...data, transactions: [...data.transactions, row] },
      ...bank.look(),
      form: EMPTY_FORM,
      formVersion: store.state.formVersion + 1,
      payment: { step: 'done', row },
      focus: DONE_ID,
    });
  };

  /** The typed payment, where it is one. */
  const typed = (): { draft: Draft | null; errors: readonly ('payee' | 'amount')[] } => {
    const { form, data, accountId } = store.state;
    const currency = currencyOf(data, accountId);
    const amount = typedAmount(form.amount, decimals(currency));
    const payee = form.payee.trim();
    if (amount === null || payee === '') {
      return { draft: null, errors: [...(payee === '' ? (['payee'] as const) : []), ...(amount === null ? (['amount'] as const) : [])] };
    }
    const draft: Draft = {
      accountId,
      amount: `-${amount}`,
      currency,
      counterpartyName: payee,
      counterpartyAccount: form.account.trim(),
      reference: form.reference.trim(),
    };
    return { draft, errors: [] };
  };

  const review = (draft: Draft, more: PaymentContext = {}) => {
    const verdict = bank.check(draft, { ...store.state.signals, ...more });
    if (verdict.level === 'clear') return pay(draft);
    bank.respond(verdict.id, 'shown');
    store.update({ payment: { step: 'review', draft, verdict }, focus: REVIEW_ID });
  };

  return {
    fillTry(which) {
      const draft = store.state.data.tries[which];
      if (!draft) return;
      store.update({
        accountId: draft.accountId,
        form: {
          payee: draft.counterpartyName,
          account: draft.counterpartyAccount,
          amount: draft.amount.replace('-', ''),
          reference: draft.reference,
        },
        formVersion: store.state.formVersion + 1,
        payment: { step: 'edit', errors: [], wentBack: false },
      });
    },

    edit(field, value) {
      store.update({ form: { ...store.state.form, [field]: value } });
    },

    submitPayment() {
      const { draft, errors } = typed();
      if (draft) review(draft);
      else store.update({ payment: { step: 'edit', errors, wentBack: false }, focus: fieldId(errors[0] ?? 'payee') });
    },

    choosePurpose(purpose) {
      const { payment } = store.state;
      if (payment.step === 'review') review(payment.draft, { purpose });
    },

    knowPayee() {
      const { payment } = store.state;
      if (payment.step !== 'review') return;
      bank.correct({ payee: payment.draft.counterpartyName, known: true });
      review(payment.draft);
    },

    setSignal(signal) {
      store.update({ signals: { ...store.state.signals, ...signal }, weighed: null });
    },

    weigh() {
      const { draft } = typed();
      store.update({ weighed: draft ? bank.check(draft, store.state.signals) : 'nothing' });
    },

    goBack() {
      const { payment } = store.state;
      if (payment.step !== 'review') return;
      bank.respond(payment.verdict.id, 'cancelled');
      store.update({
        ...bank.look(),
        formVersion: store.state.formVersion + 1,
        payment: { step: 'edit', errors: [], wentBack: true },
        focus: PAY_BUTTON_ID,
      });
    },

    payAnyway() {
      const { payment } = store.state;
      if (payment.step !== 'review') return;
      bank.respond(payment.verdict.id, 'went-through');
      pay(payment.draft);
    },

    anotherPayment() {
      store.update({ payment: { step: 'edit', errors: [], wentBack: false }, focus: fieldId('payee') });
    },
  };
}
