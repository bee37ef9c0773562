// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The sample customer in Europe: Paris time, euro. Every merchant and account number is invented.
 *
 * Amounts are cents, money out is negative.
 */
import type { Story } from './story.js';

const RENT = 'FR58 9999 9000 0100 00A1 B2C3 D41';
const PLUMBER = 'FR16 9999 9000 0100 00K7 M5N2 P63';
const SCHOOL = 'FR90 9999 9000 0100 00R4 S8T1 V05';
const GARDENER = 'FR88 9999 9000 0100 00W6 X2Y9 Z17';

export const EUROPE: Story = {
  prefix: 'eu',
  seed: 20_251,
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  decimals: 2,
  balances: { current: 482_617, savings: 1_268_000 },
  bills: [
    { name: 'VIREO INSTRUMENTS SAS', kind: 'transfer', category: 'salary', on: { day: 27 }, amount: 315_000, raised: { monthsAgo: 7, amount: 324_500 }, reference: 'SALAIRE', beforeWeekend: true },
    { name: 'Maison Orme Gérance', account: RENT, kind: 'standing_order', category: 'rent', on: { day: 2 }, amount: -104_000, reference: 'Loyer' },
    { name: 'École de musique Alizarine', account: SCHOOL, kind: 'standing_order', category: 'education', on: { daysAgo: -3 }, amount: -6_200, reference: 'Violon' },
    { name: 'Lumivolt Énergie', kind: 'direct_debit', category: 'utilities', on: { day: 12 }, amount: [-9_480, -6_120] },
    { name: 'Onde Bleue Mobile', kind: 'direct_debit', category: 'telecom', on: { day: 5 }, amount: -1_999, raised: { monthsAgo: 4, amount: -2_199 } },
    { name: 'Assurances Hêtre Rouge', kind: 'direct_debit', category: 'insurance', on: { day: 18 }, every: 3, amount: -8_740 },
    { name: 'FILMOTHEQUE NOVALIS', kind: 'card', category: 'subscriptions', mcc: '5815', on: { day: 8 }, amount: -1_199 },
    { name: 'SALLE CADENCE NORD', kind: 'card', category: 'subscriptions', mcc: '7997', on: { daysAgo: 10 }, amount: -3_490, againAfter: 6 },
    { name: 'Savings', kind: 'standing_order', category: 'savings', on: { day: 28 }, amount: -25_000, into: 'Current account' },
  ],
  habits: [
    { names: ['MARCHE SARRIETTE', 'EPICERIE DU COQUELICOT'], kind: 'card', category: 'groceries', mcc: '5411', perWeek: 2.2, amounts: { low: 1_180, high: 9_640, step: 1 } },
    { names: ['CAFE DES TROIS HERONS', 'COMPTOIR PERSANE'], kind: 'card', category: 'restaurants', mcc: '5814', perWeek: 3, amounts: [240, 290, 420, 480, 1_350] },
    { names: ['REGIE TRAMONTANE'], kind: 'card', category: 'transport', mcc: '4111', perWeek: 4.5, amounts: [215] },
    { names: ['مخبز نجمة الواحة'], kind: 'card', category: 'groceries', mcc: '5462', perWeek: 0.8, amounts: { low: 280, high: 960, step: 10 } },
    { names: ['RETRAIT RUE DES ORFEVRES'], kind: 'cash', category: 'cash', mcc: '6011', perWeek: 0.4, amounts: [4_000, 6_000, 8_000] },
  ],
  singles: [
    { name: 'ATELIER BRINDILLE', kind: 'card', category: 'shopping', mcc: '5712', amount: -7_490, daysAgo: 2, time: '18:42:10' },
    { name: 'ATELIER BRINDILLE', kind: 'card', category: 'shopping', mcc: '5712', amount: -7_490, daysAgo: 2, time: '18:44:03' },
    { name: 'LIBRAIRIE VENT DEBOUT', kind: 'card', category: 'shopping', mcc: '5942', amount: -3_850, daysAgo: 12, time: '12:07:31' },
    { name: 'LIBRAIRIE VENT DEBOUT', kind: 'card', category: 'shopping', mcc: '5942', amount: -3_850, daysAgo: 12, time: '12:08:02' },
    { name: 'LIBRAIRIE VENT DEBOUT', kind: 'refund', category: 'shopping', mcc: '5942', amount: 3_850, daysAgo: 1, time: '09:30:00', reference: 'Remboursement' },
    { name: 'PLOMBERIE CASTELBRUME SARL', account: PLUMBER, kind: 'transfer', category: 'home', amount: -18_640, daysAgo: 5, reference: 'Facture 2207' },
    { name: 'CAFE DES TROIS HERONS', kind: 'card', category: 'restaurants', mcc: '5814', amount: -420, daysAgo: 0, time: '08:14:00', status: 'pending' },
  ],
  tries: {
    paid: { counterpartyName: 'Plomberie Castelbrume', counterpartyAccount: PLUMBER, amount: '-186.40', reference: 'Facture 2207' },
    fresh: { counterpartyName: 'Jardins de la Huppe', counterpartyAccount: GARDENER, amount: '-95.00', reference: 'Devis 14' },
    due: { counterpartyName: 'École de musique Alizarine', counterpartyAccount: SCHOOL, amount: '-62.00', reference: 'Violon' },
  },
};
