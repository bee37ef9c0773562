// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The sample customer in Japan: Tokyo time, yen, payees in the half-width katakana of the bank wire.
 * Every merchant and account number is invented.
 *
 * Amounts are whole yen, money out is negative.
 */
import type { Story } from './story.js';

const LANDLORD = '0999-101-1000041';
const BUILDER = '0999-205-2000063';
const SCHOOL = '0999-318-3000005';
const GARDENER = '0999-412-4000017';

export const JAPAN: Story = {
  prefix: 'jp',
  seed: 31_337,
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  decimals: 0,
  balances: { current: 684_210, savings: 2_150_000 },
  bills: [
    { name: 'ｶ)ﾋｶﾞｼﾔﾏｾｲｷ', kind: 'transfer', category: 'salary', on: { day: 25 }, amount: 318_400, raised: { monthsAgo: 7, amount: 326_900 }, reference: 'ｷﾕｳﾖ', beforeWeekend: true },
    { name: 'ﾏﾂﾖｲﾌﾄﾞｳｻﾝ(ｶ', account: LANDLORD, kind: 'standing_order', category: 'rent', on: { day: 27 }, amount: -98_000, reference: 'ﾔﾁﾝ' },
    { name: 'ﾕﾒｶｹﾋﾟｱﾉｷﾖｳｼﾂ', account: SCHOOL, kind: 'standing_order', category: 'education', on: { daysAgo: -3 }, amount: -8_800, reference: 'ｹﾞﾂｼﾔ' },
    { name: 'ｱｻｷﾞﾘﾃﾞﾝﾘﾖｸ', kind: 'direct_debit', category: 'utilities', on: { day: 12 }, amount: [-11_480, -5_920] },
    { name: 'ﾐｿﾗｶﾞｽｷﾖｳｷﾕｳ', kind: 'direct_debit', category: 'utilities', on: { day: 20 }, amount: [-6_210, -2_840] },
    { name: 'ﾂﾊﾞｻﾓﾊﾞｲﾙﾃﾚｺﾑ', kind: 'direct_debit', category: 'telecom', on: { day: 10 }, amount: -2_728, raised: { monthsAgo: 4, amount: -2_970 } },
    { name: 'ﾋﾉｷﾉﾓﾘﾎｹﾝ', kind: 'direct_debit', category: 'insurance', on: { day: 18 }, every: 3, amount: -12_600 },
    { name: 'ｺﾓﾚﾋﾞﾄﾞｳｶﾞ', kind: 'card', category: 'subscriptions', mcc: '5815', on: { day: 8 }, amount: -1_490 },
    { name: 'ｼﾞﾑ ｱｵｹﾔｷ', kind: 'card', category: 'subscriptions', mcc: '7997', on: { daysAgo: 10 }, amount: -7_700, againAfter: 6 },
    { name: 'ﾁﾖｷﾝ', kind: 'standing_order', category: 'savings', on: { day: 28 }, amount: -30_000, into: 'ﾌﾂｳﾖｷﾝ' },
  ],
  habits: [
    { names: ['ｽ-ﾊﾟ-ﾊﾅﾐｽﾞｷﾄﾞｳ', 'ｱｵﾑｷﾞｼﾖｳﾃﾝ'], kind: 'card', category: 'groceries', mcc: '5411', perWeek: 2.6, amounts: { low: 1_040, high: 7_900, step: 1 } },
    { names: ['喫茶 月と椿', '珈琲 こもれび堂'], kind: 'card', category: 'restaurants', mcc: '5814', perWeek: 2.4, amounts: [380, 450, 520, 980] },
    { names: ['ﾎｼｸｽﾞﾃﾂﾄﾞｳ'], kind: 'card', category: 'transport', mcc: '4111', perWeek: 4.5, amounts: [180, 210, 210, 340] },
    { names: ['حلويات نجمة الواحة'], kind: 'card', category: 'groceries', mcc: '5462', perWeek: 0.4, amounts: { low: 480, high: 1_600, step: 10 } },
    { names: ['ATM ﾓﾐｼﾞｻﾞｶｼﾃﾝ'], kind: 'cash', category: 'cash', mcc: '6011', perWeek: 0.4, amounts: [10_000, 20_000, 30_000] },
  ],
  singles: [
    { name: 'ｶ)ﾐﾅﾄﾃﾞﾝｷ', kind: 'card', category: 'shopping', mcc: '5732', amount: -12_800, daysAgo: 2, time: '18:42:10' },
    { name: 'ｶ)ﾐﾅﾄﾃﾞﾝｷ', kind: 'card', category: 'shopping', mcc: '5732', amount: -12_800, daysAgo: 2, time: '18:44:03' },
    { name: 'ﾎﾝﾉﾅﾐｷｼﾖﾎﾞｳ', kind: 'card', category: 'shopping', mcc: '5942', amount: -3_960, daysAgo: 12, time: '12:07:31' },
    { name: 'ﾎﾝﾉﾅﾐｷｼﾖﾎﾞｳ', kind: 'card', category: 'shopping', mcc: '5942', amount: -3_960, daysAgo: 12, time: '12:08:02' },
    { name: 'ﾎﾝﾉﾅﾐｷｼﾖﾎﾞｳ', kind: 'refund', category: 'shopping', mcc: '5942', amount: 3_960, daysAgo: 1, time: '09:30:00', reference: 'ﾍﾝｷﾝ' },
    { name: 'ﾔﾏﾌﾞｷｿｳｺｳﾑﾃﾝ(ｶ', account: BUILDER, kind: 'transfer', category: 'home', amount: -38_500, daysAgo: 5, reference: 'NO.2207' },
    { name: '喫茶 月と椿', kind: 'card', category: 'restaurants', mcc: '5814', amount: -450, daysAgo: 0, time: '08:14:00', status: 'pending' },
  ],
  tries: {
    paid: { counterpartyName: 'ヤマブキソウコウムテン（カ', counterpartyAccount: BUILDER, amount: '-38500', reference: 'No.2207' },
    fresh: { counterpartyName: 'ニワシ フウリン', counterpartyAccount: GARDENER, amount: '-16500', reference: 'ミツモリ 14' },
    due: { counterpartyName: 'ユメカケピアノキョウシツ', counterpartyAccount: SCHOOL, amount: '-8800', reference: 'ゲッシャ' },
  },
};
