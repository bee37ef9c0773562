// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A family in France that declares a baby on the way. What they buy tells nothing; only what they say does.
 * Every payee is invented.
 */

import { type Life, TELLING } from '../life';

export const FAMILY: Life = {
  id: 'family',
  title: { en: 'A family', ja: '子育て世帯' },
  about: {
    en: 'Two salaries, a mortgage and a child in France; in March they tell their bank that a baby is on the way.',
    ja: 'フランスで共働きをしながら住宅ローンを返済し、お子さまを育てています。3月に出産の予定を銀行へ伝えました。',
  },
  locale: 'en-FR',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  decimals: 2,
  consent: TELLING,
  accounts: [
    { key: 'current', type: 'current', name: 'Compte joint', opening: 318_400 },
    { key: 'savings', type: 'savings', name: 'Livret', opening: 861_000 },
  ],
  bills: [
    { tag: 'pay', name: 'VERRERIE DU LAC SA', kind: 'transfer', category: 'salary', reference: 'SALAIRE {month}', on: 28, amount: 238_500, weekend: 'before' },
    { tag: 'pay-two', name: 'Mairie de Clairbourg', kind: 'transfer', category: 'salary', reference: 'TRAITEMENT {month}', on: 26, amount: 172_400, weekend: 'before', steps: { '2025-08': 90_100, '2025-12': 172_400 } },
    { tag: 'benefit', name: 'Caisse des Familles de Clairbourg', kind: 'transfer', category: 'benefit', on: 5, amount: 18_890, since: '2025-10-01' },
    { tag: 'mortgage', name: 'Crédit Foncier Clairbourg', kind: 'direct_debit', category: 'mortgage', reference: 'Prêt 88-201', on: 5, amount: -133_800 },
    { tag: 'nursery', name: 'Crèche Les Petits Loirs', kind: 'direct_debit', category: 'education', on: 7, amount: -31_200, skip: ['2025-07'] },
    { tag: 'power', name: 'Lumière du Rhin', kind: 'direct_debit', category: 'utilities', on: 12, amount: [-18_200, -17_400, -15_100, -11_800, -9_200, -7_900, -7_600, -7_800, -8_600, -11_200, -14_600, -17_300], wobble: 50, odd: { '2025-10': -21_940 } },
    { tag: 'water', name: 'Eaux de Clairbourg', kind: 'direct_debit', category: 'utilities', on: 20, months: [1, 4, 7, 10], amount: -10_900, wobble: 80 },
    { tag: 'internet', name: 'Fibrelle', kind: 'direct_debit', category: 'telecom', on: 10, amount: -3_499, steps: { '2025-06': -3_999 } },
    { tag: 'insurance', name: 'Mutuelle du Sapin Bleu', kind: 'direct_debit', category: 'insurance', on: 15, amount: -6_840 },
    { tag: 'films', name: 'CINEPLUME', kind: 'card', category: 'subscriptions', mcc: '5815', on: 18, amount: -1_399 },
    { tag: 'saving', name: 'Livret', kind: 'standing_order', category: 'savings', on: 29, amount: -30_000, into: { account: 'savings', name: 'Compte joint' }, until: '2025-07-31' },
  ],
  habits: [
    { names: ['HALLES DE CLAIRBOURG', 'EPICERIE GENEVRIER', 'LE PANIER VERT'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 35, amounts: { low: 1_450, high: 12_400, step: 1 } },
    { names: ['BOULANGERIE AU FOURNIL'], kind: 'card', category: 'groceries', mcc: '5462', inTenWeeks: 38, amounts: [130, 260, 410, 560] },
    { names: ['STATION VALMONT'], kind: 'card', category: 'fuel', mcc: '5541', inTenWeeks: 11, amounts: { low: 3_800, high: 7_900, step: 1 } },
    { names: ['PHARMACIE DU PONT'], kind: 'card', category: 'health', mcc: '5912', inTenWeeks: 9, amounts: { low: 480, high: 3_900, step: 1 } },
    { names: ['LA RIBAMBELLE'], kind: 'card', category: 'shopping', mcc: '5641', inTenWeeks: 5, amounts: { low: 900, high: 6_200, step: 10 } },
    { names: ['BISTROT DES TILLEULS', 'PIZZERIA CAMPANULE'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 8, amounts: { low: 1_900, high: 7_400, step: 50 }, days: 'weekend' },
    { names: ['BUS DE CLAIRBOURG'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 30, amounts: [180], days: 'working' },
  ],
  singles: [
    { tag: 'pram', date: '2025-05-17', time: '15:20:00', name: 'POUSSETTE ET CIE', kind: 'card', category: 'shopping', mcc: '5999', amount: -48_900, pendingDays: 2 },
    { tag: 'pram-back', date: '2025-06-03', name: 'POUSSETTE ET CIE', kind: 'refund', category: 'shopping', mcc: '5999', amount: 48_900 },
    { tag: 'drive', date: '2025-11-08', time: '10:02:11', name: 'DRIVE DES QUATRE VENTS', kind: 'card', category: 'groceries', mcc: '5411', amount: -13_742 },
    { tag: 'drive+', date: '2025-11-09', time: '06:30:00', name: 'DRIVE DES QUATRE VENTS', kind: 'card', category: 'groceries', mcc: '5411', amount: -13_742 },
    { tag: 'holiday', date: '2025-07-08', time: '20:41:00', name: 'GITES DE LA DUNE', kind: 'card', category: 'travel', mcc: '7011', amount: -64_000 },
  ],
  declares: [{ date: '2025-03-15', kind: 'baby-on-the-way', until: '2025-09-30' }],
  does: [{ date: '2025-01-10', goal: { name: 'Chambre et congé', amount: '3600.00', by: '2025-12-31' } }],
  events: [
    { kind: 'tax-season', date: '2025-01-10', within: 45, about: 'What was paid to the nursery last year may be of use in the tax form.' },
    { kind: 'goal-milestone', date: '2025-03-31', within: 10, about: 'A quarter of what they save for is there.' },
    { kind: 'goal-milestone', date: '2025-06-30', within: 10, about: 'Half of what they save for is there.' },
    { kind: 'reward-expiring', date: '2025-09-21', within: 7, about: 'The badge for the first half can be taken for some days more.' },
    { kind: 'goal-at-risk', date: '2025-09-01', within: 30, about: 'Nothing goes to savings any more, and what they save for will not be there at the end of the year.' },
    { kind: 'life-moment', date: '2025-03-15', within: 21, about: 'They have told that a baby is on the way: what changes in the budget can be gone through.' },
    { kind: 'price-rose', rows: ['internet@2025-05', 'internet@2025-06'], within: 10, about: 'The internet costs 5.00 more a month.' },
    { kind: 'refund-arrived', rows: ['pram', 'pram-back'], within: 5, about: 'The money for the pram that was returned is here.' },
    { kind: 'bill-higher', rows: ['power@2025-10'], within: 10, about: 'The power bill of October is twice that of October a year before.' },
    { kind: 'charge-missing', date: '2025-07-14', rows: ['nursery@2025-06'], within: 14, about: 'The nursery has not debited July; it will come later, so the money is not free.' },
    { kind: 'income-changed', rows: ['pay-two@2025-07', 'pay-two@2025-08'], within: 10, about: 'One salary is about half from August on.' },
    { kind: 'charged-twice', rows: ['drive', 'drive+'], within: 2, about: 'The weekly shopping was charged again the next morning.' },
  ],
};
