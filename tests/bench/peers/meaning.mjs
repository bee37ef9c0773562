// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What both JavaScript implementations mean by their words: cycles, tolerances, categories, and fifty rules as data.
 *
 * Out: constants, the folding of a payee's name, and the rules as functions of the features. Two payments of one payee,
 * account and amount within `TWICE_DAYS` days are charged twice, unless both belong to a series.
 */

/** Name, shortest and longest gap in days, days on average. */
export const CYCLES = [['weekly', 6, 8, 7], ['biweekly', 12, 16, 14], ['monthly', 26, 35, 30.44], ['quarterly', 84, 98, 91.3], ['annual', 355, 375, 365.25]];
export const LEAST_PAYMENTS = 4;
/** Gaps that must fit the cycle, and how far from the middle an amount may be, in parts of one. */
export const FITTING = 0.75;
export const SPREAD = 0.25;
export const TWICE_DAYS = 3;
/** Days that are looked back for the features. */
export const WINDOW = 365;
export const OPENING = 250_000;

export const CATEGORIES = ['', 'groceries', 'dining', 'transport', 'fuel', 'utilities', 'telecom', 'entertainment', 'shopping', 'health', 'travel', 'cash', 'rent', 'insurance', 'subscriptions', 'salary', 'savings', 'transfer', 'fee_late', 'fee_overdraft', 'fee_foreign', 'fee_atm', 'other'];
/** Those that have features of their own. */
export const TOLD = ['groceries', 'dining', 'transport', 'fuel', 'utilities', 'entertainment', 'shopping', 'health', 'travel', 'cash'];
export const isFee = (category) => category.startsWith('fee_');

const TOWNS = / (?:rotterdam|lyon|porto|gdansk|bologna|leeds|malmo|graz)$/;

/** A name without its store, code and town, as a key. */
export function fold(name) {
  const cut = name.indexOf('*');
  let key = cut > 0 ? name.slice(0, cut) : name;
  if (/[^\x20-\x7e]/.test(key)) key = key.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  key = key.toLowerCase().replace(/[^\p{L}\d]+/gu, ' ').trim();
  return key.replace(/ \d{3,}$/, '').replace(TOWNS, '');
}

const OPERATORS = ['>', '<', '>=', '<='];

/** Fifty rules: a feature against a number, a second one against another feature. As a team would write them by hand. */
export const RULES = (() => {
  const told = TOLD.flatMap((name) => [`${name}30`, `${name}90`]);
  const others = ['income30', 'spend30', 'spend90', 'balance', 'lowest30', 'ahead30', 'fees90', 'repeating', 'billsAhead', 'twice', 'payees30', 'largest30'];
  const names = [...told, ...others];
  const body = Array.from({ length: 50 }, (_, at) => {
    const [first, second, third] = [names[at % names.length], others[(at * 5) % others.length], names[(at * 11 + 3) % names.length]];
    return `{ id: 'rule-${at}', score: ${100 - at}, when: (f) => f.${first} ${OPERATORS[at % 4]} ${(at * 3700) % 90_000} && f.${second} ${OPERATORS[(at + 1) % 4]} f.${third} }`;
  });
  return new Function(`return [${body.join(',\n')}];`)();
})();

/** The three that hold with the highest score. */
export function decide(features, answered = new Set()) {
  const top = [];
  for (const rule of RULES) {
    if (answered.has(rule.id) || !rule.when(features)) continue;
    top.push(rule);
    if (top.length === 3) break;
  }
  return top.map(({ id, score }) => ({ id, score }));
}
