// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A student in Germany: a side job, a shared flat, little room, and machines of other banks. Every payee is invented.
 */

import { CAREFUL, type Life } from '../life';

const cash = (date: string) => [
  { tag: `cash@${date}`, date, time: '21:10:00', name: 'GELDAUTOMAT KIESELHAFEN', kind: 'cash', category: 'cash', mcc: '6011', amount: -4_000 } as const,
  { tag: `cash-fee@${date}`, date, name: 'Entgelt Fremdautomat', kind: 'fee', category: 'fee_atm', amount: -495 } as const,
];

export const STUDENT: Life = {
  id: 'student',
  title: { en: 'A student', ja: '学生' },
  about: {
    en: 'Studies in Germany, works beside it, shares a flat, and has little left at the end of the month.',
    ja: 'ドイツで学びながらアルバイトをし、共同で部屋を借りています。月末の余裕は多くありません。',
  },
  locale: 'en-DE',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  decimals: 2,
  consent: CAREFUL,
  accounts: [{ key: 'current', type: 'current', name: 'Girokonto', opening: 61_240 }],
  bills: [
    { tag: 'pay', name: 'Buchhandlung Lindwurm GmbH', kind: 'transfer', category: 'salary', reference: 'LOHN {month}', on: 27, amount: 43_800, weekend: 'before', late: { '2025-05': 7 } },
    { tag: 'parents', name: 'Anke und Jost Wiebeking', number: 'DE02999900001000200301', kind: 'transfer', category: 'transfer', reference: 'Zuschuss', on: 1, amount: 41_000, weekend: 'after' },
    { tag: 'rent', name: 'WG Kastanienhof Miete', number: 'DE13999900001000445566', kind: 'standing_order', category: 'rent', reference: 'Zimmer 3', on: 3, amount: -43_000 },
    { tag: 'phone', name: 'Quellfunk Mobil', kind: 'direct_debit', category: 'telecom', on: 8, amount: -1_499, steps: { '2025-03': -1_799 } },
    { tag: 'series', name: 'SERIENGARTEN', kind: 'card', category: 'subscriptions', mcc: '5815', on: 15, amount: -999, again: { '2025-09': 5 } },
    { tag: 'learning', name: 'VOKABELFUCHS PLUS', kind: 'card', category: 'subscriptions', mcc: '5818', on: 2, amount: -2_499, since: '2025-05-01', until: '2025-08-31' },
    { tag: 'semester', name: 'Studierendenkasse Nordufer', kind: 'transfer', category: 'education', reference: 'Semesterbeitrag', on: 6, months: [2, 8], amount: -21_850 },
  ],
  habits: [
    { names: ['KORNBLUME MARKT', 'FRISCHHALLE AM KANAL'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 21, amounts: { low: 480, high: 3_260, step: 1 } },
    { names: ['MENSA NORDUFER'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 28, amounts: [310, 360, 420], days: 'working', hours: [11, 14], except: [['2025-02-15', '2025-04-10'], ['2025-07-20', '2025-10-10']] },
    { names: ['CAFE ZWEITE SCHICHT', 'IMBISS ROSTFEUER'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 14, amounts: [280, 340, 650, 890] },
    { names: ['NACHTLICHT BAR'], kind: 'card', category: 'entertainment', mcc: '5813', inTenWeeks: 7, amounts: { low: 900, high: 3_100, step: 10 }, days: 'weekend', hours: [19, 23] },
    { names: ['DRUCKSTUBE NORDUFER'], kind: 'card', category: 'education', mcc: '7338', inTenWeeks: 6, amounts: [120, 240, 380] },
  ],
  singles: [
    ...['2025-06-05', '2025-06-19', '2025-07-03', '2025-07-17'].flatMap(cash),
    { tag: 'trial', date: '2025-04-02', time: '22:04:00', name: 'VOKABELFUCHS PLUS', kind: 'card', category: 'subscriptions', mcc: '5818', amount: -100 },
    { tag: 'bike', date: '2025-10-14', time: '16:31:20', name: 'SPEICHE UND KETTE', kind: 'card', category: 'shopping', mcc: '5940', amount: -6_490 },
    { tag: 'bike+', date: '2025-10-14', time: '16:34:05', name: 'SPEICHE UND KETTE', kind: 'card', category: 'shopping', mcc: '5940', amount: -6_490 },
    { tag: 'shoes', date: '2025-11-03', time: '19:12:00', name: 'LAUFHAUS ONLINE', kind: 'card', category: 'shopping', mcc: '5661', amount: -7_995, pendingDays: 2 },
    { tag: 'shoes-back', date: '2025-11-19', name: 'LAUFHAUS ONLINE', kind: 'refund', category: 'shopping', mcc: '5661', amount: 7_995 },
  ],
  events: [
    { kind: 'price-rose', rows: ['phone@2025-02', 'phone@2025-03'], within: 10, about: 'The phone costs 3.00 more a month.' },
    { kind: 'trial-charged', rows: ['trial', 'learning@2025-05'], within: 5, about: 'The trial of a learning app has become its full price.' },
    { kind: 'income-late', date: '2025-06-01', rows: ['pay@2025-04'], within: 3, about: 'The pay of May is days late, and the rent is due on the 3rd.' },
    { kind: 'income-arrived', rows: ['pay@2025-05'], within: 3, about: 'The pay that was late is here.' },
    { kind: 'fee-repeated', rows: ['cash-fee@2025-06-05', 'cash-fee@2025-06-19', 'cash-fee@2025-07-03'], within: 10, about: 'Machines of other banks have taken 4.95 three times in a month.' },
    { kind: 'subscription-ended', date: '2025-09-10', rows: ['learning@2025-08'], within: 21, about: 'The learning app that was cancelled charges no more.' },
    { kind: 'two-charges-in-cycle', rows: ['series@2025-09', 'series@2025-09+'], within: 2, about: 'The series of September were charged twice.' },
    { kind: 'charged-twice', rows: ['bike', 'bike+'], within: 1, about: 'The repair of the bicycle was charged twice.' },
    { kind: 'refund-arrived', rows: ['shoes', 'shoes-back'], within: 5, about: 'The money for the shoes that were sent back is here.' },
  ],
};
