// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A couple in Sweden that renovates: much lies idle, and none of it is free, since they have told what it is for.
 * Every payee is invented.
 */

import { type Life, TELLING } from '../life';

const BUILDER = '9999-414 227 8';
const invoice = (tag: string, date: string, amount: number, reference: string) =>
  ({ tag, date, name: 'Granlunda Bygg AB', number: BUILDER, kind: 'transfer', category: 'other', reference, amount }) as const;

export const RENOVATOR: Life = {
  id: 'renovator',
  title: { en: 'A couple that renovates', ja: '住まいを改修中のご夫婦' },
  about: {
    en: 'Two salaries and savings in Sweden; from February to August the savings are for the kitchen and the roof.',
    ja: 'スウェーデンで共働きをしています。2月から8月まで、貯蓄は台所と屋根の改修に充てられます。',
  },
  locale: 'en-SE',
  timeZone: 'Europe/Stockholm',
  currency: 'SEK',
  decimals: 2,
  consent: TELLING,
  accounts: [
    { key: 'joint', type: 'current', name: 'Gemensamt konto', opening: 4_120_000 },
    { key: 'own', type: 'current', name: 'Lönekonto', opening: 1_260_000 },
    { key: 'savings', type: 'savings', name: 'Sparkonto', opening: 31_800_000 },
  ],
  bills: [
    { tag: 'pay', name: 'Norrsunda Mekaniska AB', kind: 'transfer', category: 'salary', reference: 'LÖN', on: 25, amount: 3_142_000, weekend: 'before', steps: { '2025-04': 3_244_000 } },
    { tag: 'pay-two', of: 'own', name: 'Region Tallvik', kind: 'transfer', category: 'salary', reference: 'LÖN', on: 25, amount: 2_856_000, weekend: 'before' },
    { tag: 'share', of: 'own', name: 'Gemensamt konto', kind: 'standing_order', category: 'transfer', on: 26, amount: -2_400_000, into: { account: 'joint', name: 'Lönekonto' } },
    { tag: 'mortgage', of: 'joint', name: 'Tallviks Hypotek', kind: 'direct_debit', category: 'mortgage', on: 31, amount: -1_460_000, weekend: 'before' },
    { tag: 'power', name: 'Forsens Kraft', kind: 'direct_debit', category: 'utilities', on: 28, amount: [-312_000, -288_000, -246_000, -178_000, -124_000, -98_000, -92_000, -96_000, -121_000, -172_000, -231_000, -296_000], wobble: 50, odd: { '2025-08': -288_600 } },
    { tag: 'internet', name: 'Norrljus Fiber', kind: 'direct_debit', category: 'telecom', on: 28, amount: -39_900 },
    { tag: 'house', name: 'Björkskydd Försäkring', kind: 'direct_debit', category: 'insurance', on: 15, amount: -61_200, steps: { '2025-09': -68_400 } },
    { tag: 'storage', name: 'LAGERLADAN TALLVIK', kind: 'card', category: 'subscriptions', mcc: '4225', on: 3, amount: -89_500, since: '2025-02-01', until: '2025-08-31', again: { '2025-06': 6 } },
    { tag: 'stream', of: 'own', name: 'VINTERBIO', kind: 'card', category: 'subscriptions', mcc: '5815', on: 17, amount: -12_900 },
    { tag: 'saving', name: 'Sparkonto', kind: 'standing_order', category: 'savings', on: 27, amount: -1_800_000, into: { account: 'savings', name: 'Gemensamt konto' } },
  ],
  habits: [
    { names: ['TALLVIKS LIVS', 'STORA HALLEN'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 38, amounts: { low: 8_900, high: 142_000, step: 50 } },
    { names: ['KONDITORI LINGON'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 16, amounts: [4_500, 4_500, 9_800, 13_200], of: 'own' },
    { names: ['TALLVIKS LOKALTRAFIK'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 34, amounts: [4_200], days: 'working', of: 'own' },
    { names: ['BRÄDGÅRDEN TALLVIK'], kind: 'card', category: 'shopping', mcc: '5211', inTenWeeks: 14, amounts: { low: 9_900, high: 284_000, step: 100 }, during: [['2025-02-15', '2025-08-15']] },
    { names: ['MACK VID BRON'], kind: 'card', category: 'fuel', mcc: '5541', inTenWeeks: 9, amounts: { low: 34_000, high: 92_000, step: 1 } },
  ],
  singles: [
    { tag: 'release', date: '2025-03-03', name: 'Sparkonto', kind: 'transfer', category: 'savings', amount: 12_000_000, into: { account: 'savings', name: 'Gemensamt konto' } },
    { tag: 'release-two', date: '2025-05-20', name: 'Sparkonto', kind: 'transfer', category: 'savings', amount: 11_000_000, into: { account: 'savings', name: 'Gemensamt konto' } },
    invoice('builder-1', '2025-03-06', -6_850_000, 'Faktura 1041'),
    invoice('builder-2', '2025-04-11', -4_375_000, 'Faktura 1058'),
    { ...invoice('builder-2+', '2025-04-14', -4_375_000, 'Faktura 1058'), of: 'own' },
    invoice('builder-3', '2025-05-23', -7_920_000, 'Faktura 1073'),
    invoice('builder-4', '2025-07-18', -3_460_000, 'Faktura 1102'),
    { tag: 'builder-back', date: '2025-05-06', name: 'Granlunda Bygg AB', number: BUILDER, of: 'own', kind: 'transfer', category: 'other', reference: 'Återbetalning faktura 1058', amount: 4_375_000 },
    { tag: 'from-joint', date: '2025-04-13', of: 'own', name: 'Gemensamt konto', kind: 'transfer', category: 'transfer', amount: 3_000_000, into: { account: 'joint', name: 'Lönekonto' } },
    { tag: 'tiles', date: '2025-06-10', time: '16:14:00', name: 'KAKELGRÄNDEN', kind: 'card', category: 'shopping', mcc: '5211', amount: -864_000 },
    { tag: 'tiles-back', date: '2025-06-24', name: 'KAKELGRÄNDEN', kind: 'refund', category: 'shopping', mcc: '5211', amount: 864_000 },
  ],
  tariffs: [{ id: 'fibre-100', bill: 'telecom', monthly: '299.00', currency: 'SEK', name: { en: 'Norrljus Fiber 100', ja: 'Norrljus Fiber 100' } }],
  declares: [
    { date: '2025-02-01', kind: 'renovation', until: '2025-08-31' },
    { date: '2025-10-17', kind: 'birthday', until: '2025-10-17' },
  ],
  silences: [
    { from: '2025-02-01', to: '2025-08-31', class: 'save', because: 'What lies idle is for the renovation that they have declared.' },
    { from: '2025-02-01', to: '2025-08-31', class: 'offer', because: 'What lies idle is for the renovation that they have declared.' },
  ],
  events: [
    { kind: 'bill-too-dear', date: '2025-01-01', within: 30, about: 'Their bank lists a connection that costs a quarter less than theirs.' },
    { kind: 'life-moment', date: '2025-02-01', within: 21, about: 'They have told that they renovate: what it means for the months ahead can be looked at.' },
    { kind: 'charged-twice', rows: ['builder-2', 'builder-2+'], within: 2, about: 'One invoice of the builder was paid from two accounts.' },
    { kind: 'income-changed', rows: ['pay@2025-03', 'pay@2025-04'], within: 14, about: 'One salary is a little more from April on.' },
    { kind: 'refund-arrived', rows: ['builder-2+', 'builder-back'], within: 5, about: 'The builder has sent the second payment back.' },
    { kind: 'two-charges-in-cycle', rows: ['storage@2025-06', 'storage@2025-06+'], within: 2, about: 'The storage room was charged twice in June.' },
    { kind: 'refund-arrived', rows: ['tiles', 'tiles-back'], within: 5, about: 'The tiles that were returned are paid back.' },
    { kind: 'bill-higher', rows: ['power@2025-08'], within: 10, about: 'The power bill of August is three times that of August a year before.' },
    { kind: 'price-rose', rows: ['house@2025-08', 'house@2025-09'], within: 10, about: 'The insurance of the house costs 72.00 more a month.' },
    { kind: 'subscription-ended', date: '2025-09-10', rows: ['storage@2025-08'], within: 21, about: 'The storage room that was given up charges no more.' },
    { kind: 'own-day', date: '2025-10-17', within: 1, about: 'They have told that it is a birthday: a word, and nothing to do.' },
  ],
};
