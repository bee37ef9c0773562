// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Somebody between jobs in Spain: a salary ends, a benefit bridges, another employer pays in autumn. Every payee is
 * invented.
 */

import { type Life, TELLING } from '../life';

export const BETWEEN_JOBS: Life = {
  id: 'between-jobs',
  title: { en: 'Between jobs', ja: '転職活動中の方' },
  about: {
    en: 'Loses a job in Spain in February, lives on a benefit and savings, and starts somewhere else in October.',
    ja: 'スペインで2月に職を離れ、給付金と貯蓄で生活し、10月から新しい職場に勤めています。',
  },
  locale: 'en-ES',
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
  decimals: 2,
  consent: TELLING,
  accounts: [
    { key: 'current', type: 'current', name: 'Cuenta', opening: 150_000 },
    { key: 'savings', type: 'savings', name: 'Ahorro', opening: 560_000 },
  ],
  bills: [
    { tag: 'pay', name: 'TALLERES MONTEAZUL SL', kind: 'transfer', category: 'salary', reference: 'NOMINA {month}', on: 27, amount: 189_300, weekend: 'before', until: '2025-02-28' },
    { tag: 'benefit', name: 'Servicio de Empleo Regional', kind: 'transfer', category: 'benefit', reference: 'PRESTACION', on: 10, amount: 104_500, since: '2025-04-01', until: '2025-09-30' },
    { tag: 'new-pay', name: 'AEROMECANICA DEL EBRO SA', kind: 'transfer', category: 'salary', reference: 'NOMINA {month}', on: 28, amount: 205_800, weekend: 'before', since: '2025-10-01' },
    { tag: 'rent', name: 'Fincas Peñarrubia', number: 'ES4099990001020000123456', kind: 'standing_order', category: 'rent', on: 2, amount: -80_000 },
    { tag: 'power', name: 'Luz de Poniente', kind: 'direct_debit', category: 'utilities', on: 13, amount: [-8_900, -8_600, -7_200, -5_900, -5_200, -6_100, -8_300, -8_800, -6_600, -5_600, -6_900, -8_400], wobble: 60 },
    { tag: 'phone', name: 'Voz del Sur Móvil', kind: 'direct_debit', category: 'telecom', on: 6, amount: -1_900 },
    { tag: 'gym', name: 'GIMNASIO LA ROCA', kind: 'direct_debit', category: 'subscriptions', on: 4, amount: -3_450, until: '2025-03-31' },
    { tag: 'music', name: 'RITMOTECA', kind: 'card', category: 'subscriptions', mcc: '5815', on: 19, amount: -1_099 },
    { tag: 'jobs', name: 'EMPLEAVIA PREMIUM', kind: 'card', category: 'subscriptions', mcc: '7361', on: 21, amount: -2_990, since: '2025-04-01', until: '2025-09-30' },
    { tag: 'car', name: 'Seguros Almendro', kind: 'direct_debit', category: 'insurance', on: 17, months: [3, 6, 9, 12], amount: -11_200 },
  ],
  habits: [
    { names: ['ULTRAMARINOS OLIVAR', 'MERCADO DE LA RIBERA'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 26, amounts: { low: 520, high: 5_400, step: 1 } },
    { names: ['BAR EL GORRION'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 26, amounts: [140, 180, 250, 480] },
    { names: ['METRO DE MONTEAZUL'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 30, amounts: [150], days: 'working' },
    { names: ['GASOLINERA TRES PINOS'], kind: 'card', category: 'fuel', mcc: '5541', inTenWeeks: 5, amounts: { low: 2_500, high: 5_500, step: 1 } },
    { names: ['CAJERO PLAZA MAYOR'], kind: 'cash', category: 'cash', mcc: '6011', inTenWeeks: 5, amounts: [3_000, 5_000] },
  ],
  singles: [
    { tag: 'trial', date: '2025-03-21', time: '18:40:00', name: 'EMPLEAVIA PREMIUM', kind: 'card', category: 'subscriptions', mcc: '7361', reference: 'PRUEBA', amount: -100 },
    { tag: 'course', date: '2025-03-26', time: '09:10:00', name: 'ACADEMIA NUEVO RUMBO', kind: 'card', category: 'education', mcc: '8249', amount: -21_000 },
    { tag: 'course-back', date: '2025-04-15', name: 'ACADEMIA NUEVO RUMBO', kind: 'refund', category: 'education', mcc: '8249', amount: 21_000 },
    { tag: 'from-savings', date: '2025-08-29', name: 'Ahorro', kind: 'transfer', category: 'savings', amount: 120_000, into: { account: 'savings', name: 'Cuenta' } },
    { tag: 'suit', date: '2025-11-12', time: '19:02:00', name: 'SASTRERIA MIRTO', kind: 'card', category: 'shopping', mcc: '5651', amount: -15_900, pendingDays: 1 },
    { tag: 'suit+', date: '2025-11-14', name: 'SASTRERIA MIRTO', kind: 'card', category: 'shopping', mcc: '5651', amount: -15_900 },
  ],
  declares: [{ date: '2025-03-10', kind: 'between-jobs', until: '2025-10-31' }],
  does: [{ date: '2025-11-14', accepts: 'duplicate-charged' }],
  silences: [{ from: '2025-03-10', to: '2025-10-31', class: 'offer', because: 'They have told that they are between jobs.' }],
  events: [
    { kind: 'life-moment', date: '2025-03-10', within: 21, about: 'They have told that they are between jobs: what it means for the months ahead can be looked at.' },
    { kind: 'income-late', date: '2025-04-01', rows: ['pay@2025-02'], within: 5, about: 'No salary has come at the end of March.' },
    { kind: 'trial-ending', date: '2025-03-25', rows: ['trial'], within: 26, about: 'The trial of a job board may become its full price after a week.' },
    { kind: 'trial-charged', rows: ['trial', 'jobs@2025-04'], within: 5, about: 'The trial of a job board has become its full price.' },
    { kind: 'refund-arrived', rows: ['course', 'course-back'], within: 5, about: 'The money for the course that was called off is here.' },
    { kind: 'subscription-ended', date: '2025-05-12', rows: ['gym@2025-03'], within: 21, about: 'The gym that was cancelled debits no more.' },
    { kind: 'short-until-payday', date: '2025-08-24', within: 8, about: 'The rent of September will not be covered by what comes in before.' },
    { kind: 'income-changed', rows: ['new-pay@2025-10'], within: 14, about: 'A salary of another employer has come.' },
    { kind: 'charged-twice', rows: ['suit', 'suit+'], within: 2, about: 'The suit was charged again after it was settled.' },
    { kind: 'refund-overdue', date: '2025-11-28', rows: ['suit', 'suit+'], within: 14, about: 'The shop was asked for the second payment, and after two weeks nothing has come.' },
  ],
};
