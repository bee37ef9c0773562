// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `npx oxpecker lint`: every rule has a pack that it finds and one, close to it, that it leaves alone; and the published
 * JSON Schema takes what the loader takes.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { load, node, packageFolder, root } from './lib/packed.mjs';
import { source } from './lib/sources.mjs';

const folder = mkdtempSync(join(tmpdir(), 'oxpecker-lint-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const cli = join(packageFolder(), 'dist/cli.js');

const { check, RULES } = await source('cli/lint/check');
const { Oxpecker } = await load();

/** What the command would find, without starting it for each pack. */
async function codesOf(pack) {
  const text = typeof pack === 'string' ? pack : JSON.stringify(pack);
  let found = [];
  try {
    (await Oxpecker.create({ pack: text })).free();
  } catch (error) {
    found = error.diagnostics;
  }
  try {
    found = [...found, ...check(JSON.parse(text))];
  } catch {
    // No JSON: the engine has said so.
  }
  return found.map(({ code }) => code);
}

async function lint(pack, ...flags) {
  const file = join(folder, 'pack.json');
  writeFileSync(file, JSON.stringify(pack));
  const found = await node([cli, 'lint', file, '--format', 'json', ...flags]);
  return { ...found, codes: JSON.parse(found.out).diagnostics.map(({ code }) => code) };
}

/** A pack without a fault, and the same with changes. */
const plain = () => ({
  format: 1,
  id: 'bank',
  version: 1,
  issuer: 'A bank',
  languages: ['en', 'ja'],
  actions: ['see', 'close'],
  contexts: [{ id: 'renovation' }, { id: 'hardship' }],
  vetoes: [{ contexts: ['hardship'], classes: ['offer'] }],
  nudges: [
    {
      id: 'refund', about: 'refund-arrived', class: 'care', purpose: 'nudges', topic: 'refunds', when: 'finding.age_days <= 60',
      message: 'refund', surfaces: ['home'], actions: [{ id: 'see', response: 'accepted' }, { id: 'close', response: 'dismissed' }], expiresDays: 14,
    },
  ],
  messages: {
    en: { 'refund.title': 'Your refund has arrived', 'refund.body': '{payee} sent back {amount}.', 'action.see': 'Show it', 'action.close': 'Close' },
    ja: { 'refund.title': 'ご返金が入りました', 'refund.body': '{payee}から{amount}のご返金です。', 'action.see': '確認する', 'action.close': '閉じる' },
  },
});
const changed = (change) => {
  const pack = plain();
  change(pack, pack.nudges[0]);
  return pack;
};
const reward = (rule, body = 'Half of a goal is put by.') =>
  changed((pack) => {
    pack.rewards = [{ id: 'half', kind: 'badge', earnedBy: 'goal-half', ...rule }];
    for (const texts of Object.values(pack.messages)) Object.assign(texts, { 'reward.half.title': 'Half-way', 'reward.half.body': body });
  });
const body = (en, ja) =>
  changed((pack) => {
    if (en) pack.messages.en['refund.body'] = en;
    if (ja) pack.messages.ja['refund.body'] = ja;
  });
const when = (source) => changed((_, nudge) => (nudge.when = source));
const challenge = (more, en = 'A cap', ja = '上限') =>
  changed((pack) => {
    pack.challenges = [{ id: 'cap', kind: 'below-usual', every: 'week', of: ['dining'], ...more }];
    pack.messages.en['challenge.cap.title'] = en;
    pack.messages.ja['challenge.cap.title'] = ja;
  });
const offer = (more) => changed((_, nudge) => Object.assign(nudge, { class: 'offer', benefit: 'finding.amount / 2', ...more }));

/** Each rule: packs that it finds, and packs close to them that it leaves alone. */
const CASES = {
  'tone-shame': [[body('You should have checked.'), body(null, '無駄遣いが続いています。')], [body('You can check it.'), body(null, 'ご確認いただけます。')]],
  'tone-false-urgency': [[body('Act now!'), body(null, '今すぐご確認ください。')], [body('It is due on {date}.'), body(null, '{date}が期日です。')]],
  'dark-countdown': [[body('Only {gapDays} days left.'), body(null, '残り{gapDays}時間です。')], [body('It was {gapDays, plural, one {# day} other {# days}} ago.'), body(null, '{gapDays}日前です。')]],
  'dark-pre-ticked': [[body('You are automatically enrolled.'), body(null, 'お申し出のない限り継続します。')], [body('You can enroll.'), body(null, 'お申し込みいただけます。')]],
  'dark-streak-loss': [[body('Keep your streak.'), body(null, '連続記録が終わります。')], [body('You saved again.'), body(null, '今月も貯蓄されました。')]],
  'dark-prize-draw': [[body('Win a prize.'), body(null, '抽選でプレゼント。')], [body('The price is {amount}.'), body(null, '{amount}です。')]],
  'dark-leaderboard': [[body('You spend more than other customers.'), body(null, '同年代の平均です。')], [body('It is more than your usual amount.'), body(null, 'いつもより多い金額です。')]],
  'dark-celebration': [[body('Congratulations on your new loan!'), body(null, 'ローンのご契約おめでとうございます。')], [body('Congratulations, you have saved {amount}.'), body(null, '{amount}の貯蓄、おめでとうございます。')]],
  'dark-shamed-refusal': [
    [changed((pack) => (pack.messages.en['action.close'] = "No, I don't want to save")), changed((pack) => (pack.messages.ja['action.close'] = 'いいえ、損をします'))],
    [changed((pack) => (pack.messages.en['action.close'] = 'No, thanks')), changed((pack) => (pack.messages.ja['action.close'] = 'いいえ'))],
  ],
  'bare-amount': [[body('It is over €100.'), body(null, '1,000円を超えました。')], [body('It is {amount}.'), body(null, '{amount}です。')]],
  markup: [[body('<b>{payee}</b> sent back {amount}.'), body('{payee} sent back<br/>{amount}.'), body(null, '{payee}&nbsp;{amount}')], [body('{payee} sent back < {amount} & more.'), body('{payee} <3 {amount}; a > b')]],
  'lone-surface': [
    [changed((_, nudge) => (nudge.surfaces = ['hoem']))],
    [changed((_, nudge) => (nudge.surfaces = ['inbox'])), changed((pack, nudge) => ((nudge.surfaces = ['savings']), pack.nudges.push({ ...nudge, id: 'again' })))],
  ],
  'bad-message': [[body('{payee sent back')], [body("{payee} '{'sent'}' back")]],
  'unknown-argument': [
    [body('{surname} sent back {amount}.'), body('{cadence, select, other {x}}'), body('{benefit} less in a year.')],
    [
      body('{payee} of {laterDate} and {date}.'),
      changed((pack, nudge) => {
        Object.assign(nudge, { class: 'offer', benefit: 'finding.amount' });
        for (const language of ['en', 'ja']) pack.messages[language]['refund.body'] = '{benefit}';
      }),
    ],
  ],
  untranslated: [[changed((pack) => delete pack.messages.ja['refund.body']), changed((pack) => (pack.messages.ja['withheld.more'] = 'x'))], [plain()]],
  'unused-message': [[changed((pack) => ['en', 'ja'].forEach((language) => (pack.messages[language]['other.title'] = 'x')))], [changed((pack) => ['en', 'ja'].forEach((language) => (pack.messages[language]['payment.clear.title'] = 'x')))]],
  'never-met': [
    [when('finding.age_days > 5 && finding.age_days < 3'), when('finding.confidence_percent > 100'), when("findings.exists(f, f.family == 'x') && finding.gap_days < 0")],
    [when('finding.age_days > 3 && finding.age_days < 5'), when('finding.age_days > 5 || finding.age_days < 3'), when('finding.confidence_percent > 99')],
  ],
  'always-met': [[when('finding.age_days < 9 && finding.gap_days >= 0'), when('finding.age_days < 9 && finding.age_days < 30')], [when('finding.age_days < 9 && finding.gap_days >= 1')]],
  'protected-attribute': [
    [changed((_, nudge) => (nudge.topic = 'seniors')), body('For women only.'), body(null, 'ご高齢のお客さまへ。'), changed((pack) => pack.contexts.push({ id: 'nationality' })), when("finding.age_days < 9 && features.income_kind != 'zip-code'")],
    [
      changed((_, nudge) => Object.assign(nudge, { topic: 'seniors', justification: 'Agreed with the customer council on 3 March.' })),
      body('A message about your pages and agents.'), when('finding.age_days < 9'),
    ],
  ],
  'offer-without-benefit': [[offer({ benefit: undefined })], [offer({}), plain()]],
  'offer-in-harm': [
    [offer({ when: 'features.shortfall > features.balance' }), offer({ requires: ['hardship'] }), changed((pack, nudge) => Object.assign(nudge, { class: 'offer', benefit: 'finding.amount' }, (pack.vetoes = undefined)))],
    [offer({ when: 'features.balance > features.bills_monthly' }), changed((pack, nudge) => Object.assign(nudge, { class: 'offer', benefit: 'finding.amount', vetoedBy: ['hardship'] }, (pack.vetoes = undefined)))],
  ],
  'no-way-out': [[changed((_, nudge) => nudge.actions.pop())], [plain()]],
  'dismiss-dearer': [[changed((pack) => (pack.messages.en['action.close'] = 'Close this and go on without having looked at it at all'))], [changed((pack) => (pack.messages.en['action.close'] = 'Not this time, thank you'))]],
  'challenge-rewards-spending': [
    [challenge({ levels: [90, 110, 120] }), challenge({}, 'Spend at least a little every day', '使わない週'), challenge({}, 'A cap', 'お買い物をするほどたまります'), challenge({ kind: 'fewer-times', levels: [100, 60, 40] })],
    [challenge({ levels: [100, 90, 75] }), challenge({}, 'Spend less than usual', 'お買い物を控えめに'), challenge({ kind: 'fewer-times', levels: [80, 60, 40] })],
  ],
  'spending-rewarded': [[reward({}, 'Spend 50 more and it is yours.')], [reward({})]],
  // The engine's own.
  'reward-for-spending': [[reward({ minAmount: 50 }), reward({ earnedBy: 'purchases' })], [reward({})]],
  'no-budget': [[reward({ kind: 'voucher' })], [reward({ kind: 'voucher', limit: { count: 1, days: 365 } })]],
  'unknown-field': [[when('features.mood > 1'), changed((pack) => (pack.colour = 'red'))], [when('features.balance > features.fees_90d')]],
  'type-mismatch': [[when("finding.age_days == 'x'"), when('finding.amount > 100')], [when('finding.age_days == 3'), when('finding.amount > features.balance')]],
  'always-true': [[when('1 < 2')], [when('true')]],
  'never-true': [[when('1 > 2 && finding.age_days > 3')], [when('1 < 2 && finding.age_days > 3')]],
  'missing-translation': [[changed((pack) => delete pack.messages.ja['refund.title'])], [plain()]],
  'action-not-listed': [[changed((pack) => pack.actions.pop())], [plain()]],
  'protected-topic': [[changed((_, nudge) => (nudge.topic = 'health'))], [plain()]],
  'class-not-covered': [[changed((_, nudge) => (nudge.purpose = 'journeys'))], [changed((_, nudge) => (nudge.purpose = 'insights'))]],
  'too-costly': [[when(Array(12).fill('series.exists(s, s.days_until_next > finding.age_days && s.count > 3)').join(' && '))], [when('series.exists(s, s.count > 3)')]],
  'duplicate-key': [[JSON.stringify(plain()).replace('"version":1', '"version":1,"version":2')], [plain()]],
  'too-deep': [[JSON.stringify(plain()).replace('"version":1', `"version":1,"x":${'['.repeat(40)}${']'.repeat(40)}`)], [plain()]],
  'too-large': [[JSON.stringify(plain()) + ' '.repeat(300_000)], [JSON.stringify(plain()) + ' '.repeat(3000)]],
  'not-json': [['{'], [plain()]],
};

for (const [code, [found, silent]] of Object.entries(CASES)) {
  test(`lint: ${code}`, async () => {
    for (const pack of found) {
      const codes = await codesOf(pack);
      assert.ok(codes.includes(code), `${code} was not found, but ${codes}: ${JSON.stringify(pack)}`);
    }
    for (const pack of silent) {
      const codes = await codesOf(pack);
      assert.ok(!codes.includes(code), `${code} was found: ${JSON.stringify(pack)}`);
    }
  });
}

test('every rule has its case', () => {
  assert.ok(RULES.length > 18);
  assert.deepEqual(RULES.filter((code) => !CASES[code]), []);
});

test('exit codes, and text for people', async () => {
  const good = await lint(plain());
  assert.deepEqual([good.code, good.err, JSON.parse(good.out)], [0, '', { file: 'pack.json', diagnostics: [] }]);
  const warned = await lint(CASES['always-met'][0][0]);
  assert.deepEqual([warned.code, warned.codes], [0, ['always-met']]);
  const bad = await lint(body('Act now!'));
  assert.equal(bad.code, 1);
  const text = await node([cli, 'lint', join(folder, 'pack.json')]);
  assert.equal(text.code, 1);
  assert.match(text.out, /^error {2}messages\.en\.refund\.body:1\n {7}tone-false-urgency: `Act now`: .*\npack\.json: 1 error, 0 warnings\n$/);
  assert.equal((await node([cli, 'lint', join(folder, 'none.json')])).code, 1);
  assert.equal((await node([cli, 'lint'])).code, 2);
  assert.equal((await node([cli, 'lint', 'a', 'b'])).code, 2);
  assert.equal((await node([cli, 'lint', 'a', '--format', 'xml'])).code, 2);
});

test('the built-in pack has nothing to hear', async () => {
  const { code, codes } = await lint(JSON.parse(readFileSync(join(root, 'src/packs/builtin.json'), 'utf8')));
  assert.deepEqual([code, codes], [0, []]);
});

test('the published schema takes what the loader takes, and refuses what is not of its shape', () => {
  const schema = JSON.parse(readFileSync(join(packageFolder(), 'dist/pack.schema.json'), 'utf8'));
  const validate = new Ajv({ strict: true, strictRequired: false }).compile(schema);
  assert.ok(validate(JSON.parse(readFileSync(join(root, 'src/packs/builtin.json'), 'utf8'))), JSON.stringify(validate.errors));
  assert.ok(validate(plain()), JSON.stringify(validate.errors));
  for (const change of [
    (pack) => delete pack.id,
    (pack) => (pack.colour = 'red'),
    (pack) => (pack.languages = ['ja']),
    (_, nudge) => (nudge.class = 'advert'),
    (_, nudge) => (nudge.expiresDays = 0),
    (_, nudge) => (nudge.actions = []),
    (_, nudge) => (nudge.colour = 'red'),
  ]) {
    assert.ok(!validate(changed(change)), String(change));
  }
});
