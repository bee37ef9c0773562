// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A customer made by code: so many rows of three years, what repeats in them, and what was charged twice by mistake.
 *
 * In: how many rows, a seed. Out: the rows in the order of their days, and what was planted, by which the harness sees
 * that whoever was fast has done the work. The data is kind to simple rules (no habits of one fixed price), so that
 * plain JavaScript can find what is there as well.
 */
import { seeded } from './seeded.mjs';

const DAY = 86_400_000;
const LAST = Math.round(Date.UTC(2026, 9, 31) / DAY);
export const FIRST_WORDS = ['Amber', 'Birch', 'Cedar', 'Delta', 'Elm', 'Falcon', 'Garnet', 'Harbor', 'Iris', 'Juniper', 'Kestrel', 'Lumen', 'Maple', 'Nordic', 'Onyx', 'Poppy', 'Quartz', 'Raven', 'Saffron', 'Tundra', 'Umber', 'Violet', 'Willow', 'Yarrow', 'Zephyr', 'Élan', 'Ørsta', 'Jäger', 'Peña', 'Łódka'];
export const TRADES = [
  ['Grocer', 'groceries'], ['Bakery', 'groceries'], ['Butcher', 'groceries'], ['Deli', 'groceries'], ['Bistro', 'dining'], ['Noodles', 'dining'],
  ['Espresso', 'dining'], ['Cabs', 'transport'], ['Parking', 'transport'], ['Fuel', 'fuel'], ['Outfitters', 'shopping'], ['Hardware', 'shopping'],
  ['Books', 'shopping'], ['Cycles', 'shopping'], ['Pharmacy', 'health'], ['Optics', 'health'], ['Cinema', 'entertainment'], ['Records', 'entertainment'],
  ['Hotels', 'travel'], ['Airlines', 'travel'], ['Florist', 'other'], ['Repairs', 'other'],
];
const BILLS = [['Power', 'utilities'], ['Water', 'utilities'], ['Mobile', 'telecom'], ['Fiber', 'telecom'], ['Mutual', 'insurance'], ['Video', 'subscriptions'], ['Tunes', 'subscriptions'], ['Fitness', 'subscriptions'], ['Gazette', 'subscriptions'], ['Storage', 'subscriptions']];
export const TOWNS = ['ROTTERDAM', 'LYON', 'PORTO', 'GDANSK', 'BOLOGNA', 'LEEDS', 'MALMO', 'GRAZ'];
const FEES = [['LATE PAYMENT FEE', 'fee_late'], ['OVERDRAFT FEE', 'fee_overdraft'], ['FOREIGN FEE', 'fee_foreign'], ['CASH MACHINE FEE', 'fee_atm']];
const CLUBS = 40;

export const now = '2026-10-31T12:00:00Z';
/** The civil day of `now`, in days since 1970. */
export const today = LAST;
export const dayText = (day) => new Date(day * DAY).toISOString().slice(0, 10);
export const amountText = (cents) => `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;

/** How a shop is written on statements: a few spellings that stay, and now and then one with a code of its own. */
function spellings(name, { pick, below, digits, code }) {
  const upper = name.toUpperCase();
  const kept = [upper, `${upper} ${digits(4)}`, `${upper} ${pick(TOWNS)}`, name].slice(0, 1 + below(4));
  return () => (below(10) === 0 ? `${upper} *${code(6)}` : pick(kept));
}

/** The days of something that comes each month on one day, or every so many days. */
function daysOf(cycle, first, random) {
  const days = [];
  const start = new Date(first * DAY);
  for (let turn = 0; ; turn++) {
    const day = cycle === 30
      ? Math.round(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + turn, Math.min(27, start.getUTCDate())) / DAY) + (random.chance(150) ? 1 : 0)
      : first + turn * cycle;
    if (day > LAST) return days;
    days.push(day);
  }
}

export function customer(count, seed = 20_261_031) {
  const random = seeded(seed + count);
  const { below, pick, chance, next, code, digits } = random;
  const span = count <= 2000 ? 365 : 1095;
  const begin = LAST - span + 1;
  const accounts = Array.from({ length: count <= 2000 ? 2 : 4 }, (_, at) => `acc-${at}-${code(8)}`);
  const drafts = [];
  const planted = { series: 0, twice: [] };
  const iban = () => `${pick(['DE', 'FR', 'NL', 'ES'])}${digits(20)}`;
  let taken = 0;
  const fresh = (words) => `${pick(FIRST_WORDS)} ${words}${taken++ < 20 ? '' : ` ${code(5).replaceAll(/\d/g, 'Q')}`}`;

  const repeat = (name, cycle, cents, category, kind, spread) => {
    const days = daysOf(cycle, begin + below(Math.min(cycle, 28)), random);
    if (days.length < 4) return;
    planted.series++;
    const [account, holder] = [accounts[0], iban()];
    for (const day of days) {
      const amount = Math.round(cents * (1 + (next() * 2 - 1) * spread));
      drafts.push({ day, account, cents: amount, name, holder, reference: `contract ${holder.slice(-6)}`, category, kind });
    }
  };
  repeat('Lakeside Works Payroll', 30, 312_000, 'salary', 'transfer', 0);
  repeat('Hill Homes', 30, -104_000, 'rent', 'standing_order', 0);
  const bills = Math.min(8 + Math.floor(count / 1500), 250);
  for (let at = 0; at < bills; at++) {
    const [word, category] = pick(BILLS);
    repeat(fresh(word), pick(span > 500 ? [30, 30, 30, 30, 91, 7] : [30, 30, 30, 7]), -Math.round(600 + 9000 * next()), category, chance(700) ? 'direct_debit' : 'card', category === 'utilities' ? 0.06 : 0);
  }

  const shops = Array.from({ length: Math.round(4 * Math.sqrt(count)) + 40 }, () => {
    const [word, category] = pick(TRADES);
    const name = fresh(word);
    return { write: spellings(name, random), category, usual: Math.exp(6 + 2.4 * next()) };
  });
  const clubs = Array.from({ length: CLUBS }, () => ({ name: `${pick(FIRST_WORDS)} ${pick(FIRST_WORDS)} Club`, holder: iban() }));
  // Charged twice by mistake: a shop where one goes seldom, an amount worth asking about, the same order on both.
  const mistakes = Math.min(Math.ceil(count / 300), shops.length >> 2);
  for (let pair = 0; pair < mistakes && drafts.length + 2 <= count; pair++) {
    const { write, category } = shops[shops.length - 1 - pair];
    // The first of them is news, so that there is a card.
    const [day, gap] = [pair === 0 ? LAST - 3 : begin + below(span - 1), below(2)];
    const charge = { account: pick(accounts), cents: -(4000 + below(40_000)), name: write(), reference: `order ${code(8)}`, category, kind: 'card', pair };
    drafts.push({ ...charge, day }, { ...charge, day: day + gap });
  }
  while (drafts.length < count) {
    const [day, lot] = [begin + below(span), below(1000)];
    const account = pick(accounts);
    if (lot < 15) {
      const [name, category] = pick(FEES);
      drafts.push({ day, account, cents: -(150 + below(2500)), name, category, kind: 'fee' });
    } else if (lot < 45) {
      drafts.push({ day, account, cents: -(20 + below(180)) * 100, name: `CASH ${pick(TOWNS)}`, category: 'cash', kind: 'cash' });
    } else if (lot < 75) {
      const { name, holder } = pick(clubs);
      drafts.push({ day, account, cents: (chance(500) ? 1 : -1) * (500 + below(40_000)), name, holder, reference: `note ${code(7)}`, category: 'transfer', kind: 'transfer' });
    } else {
      // Few shops are visited often, many seldom.
      const shop = shops[Math.floor(shops.length * next() ** 2.2)];
      drafts.push({ day, account, cents: -Math.max(90, Math.round(shop.usual * Math.exp(next() - 0.5))), name: shop.write(), reference: chance(400) ? `order ${code(8)}` : undefined, category: chance(930) ? shop.category : undefined, kind: 'card' });
    }
  }
  drafts.length = count;
  drafts.sort((a, b) => a.day - b.day);
  const rows = drafts.map(({ day, account, cents, name, holder, reference, category, kind }, at) => ({
    id: `row-${String(at).padStart(7, '0')}-${code(6)}`,
    accountId: account,
    bookedAt: dayText(day),
    amount: amountText(cents),
    currency: 'EUR',
    counterpartyName: name,
    ...(holder && { counterpartyAccount: holder }),
    ...(reference && { reference }),
    ...(category && { category }),
    kind,
  }));
  drafts.forEach(({ pair }, at) => {
    if (pair !== undefined) (planted.twice[pair] ??= []).push(rows[at].id);
  });
  return { rows, planted };
}

/** One more purchase on the last day, as a feed brings it; `at` tells them apart. */
export const oneMore = (rows, at) => ({
  id: `more-${at}`,
  accountId: rows[rows.length - 1].accountId,
  bookedAt: dayText(LAST),
  amount: amountText(-(1000 + at * 7)),
  currency: 'EUR',
  counterpartyName: at % 2 ? rows[rows.length - 1 - (at % 50)].counterpartyName : `New Corner Shop ${at}`,
  category: 'shopping',
  kind: 'card',
});
