// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A quiet life in Austria: everything in order, much that looks repeated and is meant. The companion's best answer is
 * silence. Every payee is invented.
 */

import { CAREFUL, type Life } from '../life';

export const QUIET_SAVER: Life = {
  id: 'quiet-saver',
  title: { en: 'A quiet saver', ja: '堅実に貯蓄する方' },
  about: {
    en: 'Works and saves in Austria; the same coffee every morning, the same stall every Saturday, and hardly any news.',
    ja: 'オーストリアで働き、着実に貯蓄しています。毎朝同じコーヒー、毎週土曜に同じ市場と、変化の少ない暮らしです。',
  },
  locale: 'en-AT',
  timeZone: 'Europe/Vienna',
  currency: 'EUR',
  decimals: 2,
  consent: CAREFUL,
  accounts: [
    { key: 'current', type: 'current', name: 'Gehaltskonto', opening: 421_000 },
    { key: 'savings', type: 'savings', name: 'Sparkonto', opening: 1_840_000 },
  ],
  bills: [
    { tag: 'pay', name: 'Donauried Vermessung GmbH', kind: 'transfer', category: 'salary', reference: 'GEHALT', on: 30, amount: 251_600, weekend: 'before' },
    { tag: 'rent', name: 'Hausverwaltung Silberpappel', number: 'AT02ZZZZ00000234573201', kind: 'standing_order', category: 'rent', on: 1, amount: -82_000 },
    { tag: 'saving', name: 'Sparkonto', kind: 'standing_order', category: 'savings', on: 3, amount: -40_000, into: { account: 'savings', name: 'Gehaltskonto' } },
    { tag: 'heat', name: 'Stadtwärme Donauried', kind: 'direct_debit', category: 'utilities', on: 15, amount: -7_200 },
    { tag: 'power', name: 'Auenstrom', kind: 'direct_debit', category: 'utilities', on: 18, amount: -5_650, wobble: 70 },
    { tag: 'phone', name: 'Gamsfunk', kind: 'direct_debit', category: 'telecom', on: 7, amount: -1_590, steps: { '2025-10': -1_790 } },
    { tag: 'pass', name: 'VERKEHRSBUND DONAURIED', kind: 'direct_debit', category: 'transport', on: 2, amount: -3_300 },
    { tag: 'house', name: 'Versicherung Eichenhof', kind: 'direct_debit', category: 'insurance', on: 20, months: [1, 4, 7, 10], amount: -6_480 },
    { tag: 'choir', name: 'Singkreis Donauried', kind: 'standing_order', category: 'entertainment', on: 10, amount: -1_500 },
    { tag: 'stall', name: 'BIOHOF HOLLERSTAUDE', kind: 'card', category: 'groceries', mcc: '5499', on: { weekday: 5, weeks: 1 }, amount: -2_400 },
    { tag: 'interest', of: 'savings', name: 'Habenzinsen', kind: 'interest', category: 'interest', on: 31, months: [3, 6, 9, 12], amount: 7_800, wobble: 60, weekend: 'stays' },
  ],
  habits: [
    { names: ['ROESTEREI MORGENTAU'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 44, amounts: [360], days: 'working', hours: [7, 9] },
    { names: ['GREISSLEREI AM ECK', 'MARKTHALLE DONAURIED'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 22, amounts: { low: 680, high: 5_900, step: 1 } },
    { names: ['PARKGARAGE AM RING'], kind: 'card', category: 'transport', mcc: '7523', inTenWeeks: 8, amounts: [420, 420, 630] },
    { names: ['GASTHAUS ZUR LINDE'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 7, amounts: { low: 1_600, high: 4_800, step: 10 }, days: 'weekend' },
    { names: ['BUECHERSTUBE ROSMARIN'], kind: 'card', category: 'shopping', mcc: '5942', inTenWeeks: 4, amounts: [1_190, 1_490, 2_290, 2_590] },
  ],
  singles: [
    { tag: 'tram-1', date: '2025-02-22', time: '09:02:00', name: 'VERKEHRSBUND AUTOMAT 14', kind: 'card', category: 'transport', mcc: '4111', amount: -310 },
    { tag: 'tram-2', date: '2025-02-22', time: '09:02:40', name: 'VERKEHRSBUND AUTOMAT 14', kind: 'card', category: 'transport', mcc: '4111', amount: -310 },
    { tag: 'gift-1', date: '2025-12-06', time: '11:20:00', name: 'BUECHERSTUBE ROSMARIN', kind: 'card', category: 'shopping', mcc: '5942', amount: -2_490 },
    { tag: 'gift-2', date: '2025-12-13', time: '11:50:00', name: 'BUECHERSTUBE ROSMARIN', kind: 'card', category: 'shopping', mcc: '5942', amount: -2_590 },
  ],
  events: [
    { kind: 'idle-surplus', date: '2025-06-02', within: 60, about: 'More than is needed until payday has stayed on the current account for months.' },
    { kind: 'price-rose', rows: ['phone@2025-09', 'phone@2025-10'], within: 10, about: 'The phone costs 2.00 more a month.' },
  ],
};
