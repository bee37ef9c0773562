// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A self-employed designer in the Netherlands: money comes when clients pay, taxes come on their day. Every payee is
 * invented.
 */

import { type Life, OPEN, type Single } from '../life';

const CLIENTS = ['Studio Waterlijn BV', 'Uitgeverij De Reiger', 'Gemeente Oudekreek', 'Bakkerij Zonnedauw'] as const;

/** Date, client, euros: when clients pay is up to them. */
const PAID: readonly (readonly [date: string, client: 0 | 1 | 2 | 3, euros: number])[] = [
  ['2024-07-09', 0, 2_420], ['2024-07-30', 1, 1_150], ['2024-08-22', 0, 3_267], ['2024-09-05', 2, 1_815], ['2024-09-27', 3, 640],
  ['2024-10-11', 0, 2_904], ['2024-10-31', 1, 1_390], ['2024-11-20', 2, 2_178], ['2024-12-06', 0, 1_936], ['2024-12-23', 3, 880],
  ['2025-01-14', 0, 2_662], ['2025-02-04', 1, 1_270], ['2025-02-19', 2, 2_541], ['2025-03-12', 0, 3_025], ['2025-03-28', 3, 720],
  ['2025-04-16', 1, 1_452], ['2025-05-02', 0, 2_299], ['2025-05-26', 2, 2_783], ['2025-06-17', 0, 1_694], ['2025-06-30', 1, 1_089],
  ['2025-07-22', 0, 2_420], ['2025-08-28', 2, 3_146], ['2025-09-11', 0, 2_057], ['2025-09-29', 3, 950], ['2025-10-15', 1, 1_573],
  ['2025-11-03', 0, 2_904], ['2025-11-21', 2, 1_936], ['2025-12-12', 0, 2_178],
];

const invoices: Single[] = PAID.map(([date, client, euros], place) => ({
  tag: `invoice@${date}`,
  date,
  name: CLIENTS[client],
  kind: 'transfer',
  category: 'other',
  reference: `Factuur ${date.slice(0, 4)}-${String(place + 31).padStart(3, '0')}`,
  amount: euros * 100,
}));

export const DESIGNER: Life = {
  id: 'designer',
  title: { en: 'A self-employed designer', ja: '個人事業のデザイナー' },
  about: {
    en: 'Designs books and signs in the Netherlands; income is irregular, sales tax comes each quarter.',
    ja: 'オランダで書籍や看板のデザインを手がけています。収入は不定期で、四半期ごとに売上税を納めています。',
  },
  locale: 'en-NL',
  timeZone: 'Europe/Amsterdam',
  currency: 'EUR',
  decimals: 2,
  consent: [...OPEN, 'journeys', 'handoff'],
  accounts: [
    { key: 'current', type: 'current', name: 'Zakelijke rekening', opening: 512_300 },
    { key: 'tax', type: 'savings', name: 'Belastingpot', opening: 240_000 },
  ],
  bills: [
    { tag: 'rent', name: 'Woonstichting Het Anker', number: 'NL40ZZZZ0000123456', kind: 'standing_order', category: 'rent', on: 1, amount: -112_000 },
    { tag: 'studio', name: 'Ateliers Oude Haven', number: 'NL71ZZZZ0000998877', kind: 'standing_order', category: 'rent', reference: 'Werkplek 12', on: 4, amount: -21_000 },
    { tag: 'health', name: 'Zorggroep Zilvermeeuw', kind: 'direct_debit', category: 'insurance', on: 22, amount: -14_875, steps: { '2025-01': -15_990 } },
    { tag: 'fonts', name: 'LETTERFOUNDRY MERIDIAN', kind: 'card', category: 'subscriptions', mcc: '5817', on: 11, amount: -2_290, since: '2025-02-01' },
    { tag: 'fonts-fee', name: 'Koersopslag vreemde valuta', kind: 'fee', category: 'fee_foreign', on: 11, amount: -185, since: '2025-02-01', weekend: 'stays' },
    { tag: 'tools', name: 'VECTORLOODS', kind: 'card', category: 'subscriptions', mcc: '5734', on: 16, amount: -3_629 },
    { tag: 'cloud', name: 'OPSLAGHEMEL', kind: 'card', category: 'subscriptions', mcc: '5818', on: 24, amount: -1_199, steps: { '2025-05': -1_399 } },
    { tag: 'phone', name: 'Polderfoon', kind: 'direct_debit', category: 'telecom', on: 9, amount: -1_850 },
    { tag: 'power', name: 'Stroomhuis Oudekreek', kind: 'direct_debit', category: 'utilities', on: 14, amount: -9_400 },
    { tag: 'vat', name: 'Ontvanger Oudekreek', number: 'NL86ZZZZ0002445588', kind: 'transfer', category: 'tax', reference: 'Omzetbelasting', on: 30, months: [1, 4, 7, 10], amount: -108_000, wobble: 150 },
    { tag: 'set-aside', name: 'Belastingpot', kind: 'standing_order', category: 'savings', on: 26, amount: -20_000, into: { account: 'tax', name: 'Zakelijke rekening' } },
  ],
  habits: [
    { names: ['KRUIDENIER DE SLUIS', 'MARKTHAL OUDEKREEK'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 24, amounts: { low: 620, high: 5_800, step: 1 } },
    { names: ['KOFFIE AAN DE KADE'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 34, amounts: [310, 310, 340, 680], days: 'working', hours: [8, 11] },
    { names: ['VEERPONT OUDEKREEK', 'SPOORLIJN NOORD'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 18, amounts: [250, 480, 960, 1_420] },
    { names: ['PAPIERWARENHUIS VELLUM'], kind: 'card', category: 'shopping', mcc: '5943', inTenWeeks: 6, amounts: { low: 700, high: 4_800, step: 5 } },
    { names: ['EETHUIS DE PELIKAAN'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 7, amounts: { low: 1_800, high: 4_600, step: 50 } },
  ],
  singles: [
    ...invoices,
    { tag: 'printer', date: '2025-06-11', name: 'Drukkerij Klaproos', number: 'NL22ZZZZ0001118833', kind: 'transfer', category: 'other', reference: 'Factuur 2025-118', amount: -84_700 },
    { tag: 'printer+', date: '2025-06-14', name: 'Drukkerij Klaproos', number: 'NL22ZZZZ0001118833', kind: 'transfer', category: 'other', reference: 'Factuur 2025-118', amount: -84_700 },
    { tag: 'printer-back', date: '2025-06-27', name: 'Drukkerij Klaproos', number: 'NL22ZZZZ0001118833', kind: 'transfer', category: 'other', reference: 'Terug dubbele betaling 2025-118', amount: 84_700 },
    { tag: 'fair', date: '2025-08-04', time: '13:30:00', name: 'BEURS VOOR HET BOEK', kind: 'card', category: 'entertainment', mcc: '7922', amount: -26_500 },
    { tag: 'fair-back', date: '2025-08-21', name: 'BEURS VOOR HET BOEK', kind: 'refund', category: 'entertainment', mcc: '7922', amount: 26_500 },
    { tag: 'paper-1', date: '2025-09-03', time: '11:00:00', name: 'PAPIERWARENHUIS VELLUM', kind: 'card', category: 'shopping', mcc: '5943', amount: -18_900 },
    { tag: 'paper-2', date: '2025-09-09', time: '14:00:00', name: 'PAPIERWARENHUIS VELLUM', kind: 'card', category: 'shopping', mcc: '5943', amount: -22_400 },
    { tag: 'paper-3', date: '2025-09-16', time: '09:40:00', name: 'PAPIERWARENHUIS VELLUM', kind: 'card', category: 'shopping', mcc: '5943', amount: -20_650 },
  ],
  does: [
    ...['begun', 'upload.failed', 'upload.failed', 'upload.failed', 'upload.done', 'confirm.failed', 'confirm.failed', 'confirm.failed'].map((what) => ({ date: '2025-05-05', event: `change-address.${what}` })),
    { date: '2025-05-07', event: 'change-address.finished' },
    { date: '2025-10-13', event: 'order-card.begun' },
    { date: '2025-10-21', event: 'order-card.left' },
    { date: '2025-12-03', unused: 'VECTORLOODS' },
  ],
  events: [
    { kind: 'tax-season', date: '2025-01-10', within: 45, about: 'What was paid for the business and insurance last year may be of use in the tax form.' },
    { kind: 'journey-stuck', date: '2025-05-05', within: 2, about: 'Changing the address has failed at two steps; a person could help.' },
    { kind: 'journey-stopped', date: '2025-10-16', within: 5, about: 'A new card was begun and not ordered.' },
    { kind: 'subscription-unused', date: '2025-12-09', within: 7, about: 'The drawing tools, which are not used any more, will be charged again on the 16th.' },
    { kind: 'price-rose', rows: ['health@2024-12', 'health@2025-01'], within: 10, about: 'The insurance costs 11.15 more a month since January.' },
    { kind: 'subscription-new', rows: ['fonts@2025-02', 'fonts@2025-03'], within: 35, about: 'A library of typefaces has begun to charge each month.' },
    { kind: 'fee-repeated', rows: ['fonts-fee@2025-02', 'fonts-fee@2025-03', 'fonts-fee@2025-04'], within: 14, about: 'Paying it in another currency has cost a fee three times.' },
    { kind: 'price-rose', rows: ['cloud@2025-04', 'cloud@2025-05'], within: 10, about: 'The storage costs 2.00 more a month.' },
    { kind: 'charged-twice', rows: ['printer', 'printer+'], within: 2, about: 'One invoice of the printer was paid twice, three days apart.' },
    { kind: 'refund-arrived', rows: ['printer+', 'printer-back'], within: 5, about: 'The printer has sent the second payment back.' },
    { kind: 'refund-arrived', rows: ['fair', 'fair-back'], within: 5, about: 'The fair was called off, and the ticket is paid back.' },
    { kind: 'unusual-spend', rows: ['paper-1', 'paper-2', 'paper-3'], within: 14, about: 'Paper for a large order: many times what this shop usually gets in a month.' },
  ],
};
