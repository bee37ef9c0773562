// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The payment guard as the façade hands it out: drafts and decisions in, verdicts with their words out.
 *
 * In: the bridge, the clock, the texts. Out: `checkPayment`, `checkDecision`, `guard`. Invariants: nothing is decided
 * here; what a customer reads first is the strongest reason, not the name of a level.
 */

import { Headed, NEW_LINE } from './answer';
import type { AtOptions, CheckOptions, Guard, Oxpecker } from './api';
import { textOf } from './bytes';
import { HEAD } from './call';
import { must, objectOf } from './error';
import type { Catalogue } from './text';
import { withText } from './text';
import { type Lent, tell } from './trust';
import type * as types from './types';
import type * as verdicts from './verdicts';

type Bare = Omit<verdicts.PaymentVerdict, 'text'>;

const PURPOSES: readonly verdicts.PaymentPurpose[] = ['purchase', 'family', 'bill', 'investment', 'called', 'other'];

/** The words of a verdict: of a pair its own, or else the strongest reason under the name of the level. */
function words(texts: Catalogue, verdict: Bare, purpose?: verdicts.PaymentPurpose | null): verdicts.VerdictText {
  const { message, reasons, actions, form, level } = verdict;
  const own = level === 'clear' || message.id === 'payment.already-paid';
  const base = own ? texts.card(message, reasons, actions) : texts.card({ ...message, id: 'payment.clear' }, reasons, actions);
  if (!own) {
    base.title = texts.text(`${message.id}.title`, message.args);
    base.body = base.because[0] ?? base.title;
  }
  const args: Record<string, types.Arg> = {
    ...message.args,
    count: { type: 'number', value: verdict.waitMinutes ?? 0 },
    contact: { type: 'text', value: verdict.trustedContact ?? '' },
  };
  const asks = form !== 'none' && form !== 'line';
  return {
    ...base,
    ask: asks ? texts.text(`payment.ask.${form}`, args) : '',
    advice: purpose && level !== 'clear' ? texts.text(`payment.advice.${purpose}`, {}) : '',
    options:
      form === 'choose-reason'
        ? PURPOSES.map((id) => ({ id, label: texts.text(`payment.purpose.${id}`, {}), advice: texts.text(`payment.advice.${id}`, {}) }))
        : [],
  };
}

/** Where a verdict goes on with what is read when somebody looks. No text within it can hold this. */
const REST = ',"reasons":[';

type Rest = Pick<Bare, 'reasons' | 'duplicateOf' | 'signs' | 'evidence' | 'message' | 'actions' | 'uses'>;

/** A verdict whose first fields, which decide what a page does, are read at once, and the rest when somebody looks. */
class Weighed extends Headed {
  private constructor(
    head: string,
    readonly first: Omit<Bare, keyof Rest>,
    private readonly text: string,
  ) {
    super(head);
  }

  static of(payload: Uint8Array): Weighed {
    const end = payload.indexOf(NEW_LINE);
    const text = textOf(payload.subarray(end + 1));
    const cut = text.indexOf(REST);
    return new Weighed(textOf(payload.subarray(0, end)), JSON.parse(`${text.slice(0, cut)}}`), text);
  }

  read(): Rest {
    return JSON.parse(`{${this.text.slice(this.text.indexOf(REST) + 1)}`) as Rest;
  }
}

/** The verdict with its words, both read where somebody looks. */
function spokenOf(texts: Catalogue, weighed: Weighed, purpose?: verdicts.PaymentPurpose | null): verdicts.PaymentVerdict {
  let found: Rest | undefined;
  let text: verdicts.VerdictText | undefined;
  const rest = () => (found ??= weighed.read());
  const verdict: verdicts.PaymentVerdict = {
    ...weighed.first,
    get reasons() {
      return rest().reasons;
    },
    set reasons(value) {
      rest().reasons = value;
    },
    get duplicateOf() {
      return rest().duplicateOf;
    },
    set duplicateOf(value) {
      rest().duplicateOf = value;
    },
    get signs() {
      return rest().signs;
    },
    set signs(value) {
      rest().signs = value;
    },
    get evidence() {
      return rest().evidence;
    },
    set evidence(value) {
      rest().evidence = value;
    },
    get message() {
      return rest().message;
    },
    set message(value) {
      rest().message = value;
    },
    get actions() {
      return rest().actions;
    },
    set actions(value) {
      rest().actions = value;
    },
    get uses() {
      return rest().uses;
    },
    set uses(value) {
      rest().uses = value;
    },
    get text() {
      return (text ??= words(texts, verdict, purpose));
    },
  };
  return verdict;
}

/** The verdict with its words. */
export const verdictWithText = (texts: Catalogue, verdict: Bare, purpose?: verdicts.PaymentPurpose | null): verdicts.PaymentVerdict =>
  withText(verdict, () => words(texts, verdict, purpose));

/** `off` takes a setting back; an amount, where one may be, is kept as its decimal and its currency. */
function kept(field: keyof Kept, setting: verdicts.GuardAmount | string | undefined | null): string | undefined {
  if (setting === undefined || setting === null) return undefined;
  const { amount, currency } = Object(setting);
  const isAmount = field !== 'trustedContact' && typeof amount === 'string' && typeof currency === 'string';
  const text = isAmount ? `${amount} ${currency}` : setting;
  must(typeof text === 'string', field, 'of strings');
  return text === 'off' ? '' : text;
}

/** The other way round: an amount has one space and ends with its currency. */
function amountOf(text: string): verdicts.GuardAmount | null {
  const [amount, currency] = text.split(' ');
  return amount && currency ? { amount, currency } : null;
}

interface Kept {
  pauseAbove: string;
  trustedContact: string;
  dailyAllowance: string;
}

function settingsOf({ pauseAbove, trustedContact, dailyAllowance }: Kept): verdicts.GuardSettings {
  return {
    pauseAbove: pauseAbove === 'usual' ? pauseAbove : amountOf(pauseAbove),
    trustedContact: trustedContact || null,
    dailyAllowance: amountOf(dailyAllowance),
  };
}

export function guardOf(lent: Lent): Pick<Oxpecker, 'checkPayment' | 'checkDecision' | 'guard'> {
  const { bridge, texts } = lent;
  const spoken = (verdict: Bare, purpose?: verdicts.PaymentPurpose | null) => verdictWithText(texts, verdict, purpose);
  const guard: Guard = {
    get: (options) => settingsOf(tell<Kept>(lent, 'guard', options)),
    set: (settings, options) => {
      const { pauseAbove, trustedContact, dailyAllowance } = objectOf(settings, 'settings');
      const more = { pauseAbove: kept('pauseAbove', pauseAbove), trustedContact: kept('trustedContact', trustedContact), dailyAllowance: kept('dailyAllowance', dailyAllowance) };
      return settingsOf(tell<Kept>(lent, 'guard-set', options, more, 'settings'));
    },
  };
  return {
    guard,
    checkPayment: (draft: verdicts.PaymentDraft, options?: CheckOptions) => {
      bridge.check();
      const now = lent.moment(options);
      const context = options?.context;
      return spokenOf(texts, bridge.ask<Weighed>('check_payment', { draft, context }, 'draft', now, Weighed.of, HEAD), context?.purpose);
    },
    checkDecision: (decision: verdicts.MoneyDecision, options?: AtOptions) =>
      spoken(tell<Bare>(lent, 'decision', options, decision, 'decision')),
  };
}
