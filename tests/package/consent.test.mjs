// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Consent, receipts, the report in words, taking along and erasing, from the tarball.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throwsCode } from './lib/code.mjs';
import { load } from './lib/packed.mjs';
import { eventful, granted, now, row } from './lib/rows.mjs';
import { source } from './lib/sources.mjs';

const { Oxpecker } = await load();
const { canonicalJson } = await source('consent/canonical');

const controller = {
  id: 'lei:5299000J2N45DDNE4Y28',
  name: 'Example Bank',
  address: '1 Example Street, Paris',
  contact: 'privacy@bank.example',
  jurisdiction: 'FR',
  authority: 'CNIL',
  principal: 'customer-7f3a',
};

/** The 25 fields that ISO/IEC TS 27560:2023 makes mandatory, and where the profile of DPV-27560 puts them. */
const ISO = {
  'schema version': 'dct:conformsTo',
  'record id': 'dpv:hasRecordOfActivity dct:identifier',
  'receipt id': 'dct:identifier',
  'pii principal id': 'dpv:hasRecordOfActivity dpv:hasDataSubject dct:identifier',
  'privacy notice': 'dpv:hasRecordOfActivity dpv:hasNotice dct:identifier',
  language: 'dpv:hasRecordOfActivity dct:language',
  purpose: 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasPurpose',
  'pii information': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasPersonalData',
  'pii controllers': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController',
  'storage locations': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasStorageCondition 0 dpv:hasLocation',
  'retention period': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasStorageCondition 1 dct:description',
  jurisdiction: 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasJurisdiction',
  'recipient third parties': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasRecipient',
  'withdrawal method': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasConsentControl dct:description',
  'pii type': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasPersonalData 0 @type',
  'party id': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController dct:identifier',
  'party address': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController dpv:hasAddress',
  'party name': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController dpv:hasName',
  'party contact': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController dpv:hasContact',
  'party type': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController dpv:hasEntity',
  'event time': 'dpv:hasRecordOfActivity dpv:hasConsentStatus 0 dct:date',
  'validity duration': 'dpv:hasRecordOfActivity dpv:hasConsentStatus 0 dct:valid',
  'entity id': 'dpv:hasRecordOfActivity dpv:hasConsentStatus 0 dpv:isImplementedByEntity',
  'event type': 'dpv:hasRecordOfActivity dpv:hasConsentStatus 0 dpv:hasLegalBasis',
  'event state': 'dpv:hasRecordOfActivity dpv:hasConsentStatus 0 dpv:hasConsentStatus',
};

/** The ten that the GDPR makes mandatory besides. */
const GDPR = {
  'lawful basis': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasLegalBasis',
  'collection method': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataSource dct:identifier',
  'processing method': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasProcessing 0',
  'processing location': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasLocation',
  'geographic restrictions': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasRule dct:description',
  'privacy rights': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasRight 0',
  'authority party': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasAuthority',
  'pii optional': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasPersonalData 0 dpv:hasNecessity',
  'special pii category': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasPersonalData 3 @type',
  'party role': 'dpv:hasRecordOfActivity dpv:hasProcess dpv:hasDataController @type',
};

const at = (receipt, path) => path.split(' ').reduce((value, key) => value?.[key], receipt);

async function decided() {
  const ox = await Oxpecker.create({ timeZone: 'Europe/Paris', controller });
  const notice = { notice: 'privacy-2026-03', noticeHash: 'sha256-47DEQpj8', language: 'en', expiresAt: '2027-10-31T12:00:00Z' };
  ox.consent.grant('insights', { ...notice, now });
  ox.consent.refuse('offers', { ...notice, now });
  ox.consent.grant('nudges', { ...notice, now });
  ox.consent.withdraw('nudges', { now: '2026-11-01T09:00:00+01:00' });
  return ox;
}

test('a receipt has all 25 fields of ISO/IEC TS 27560 and the ten of the GDPR', async (t) => {
  const ox = await decided();
  const receipts = ox.consent.receipts({ now });
  assert.deepEqual(receipts.map(({ purpose, state }) => `${purpose} ${state}`), ['insights given', 'offers refused', 'nudges given', 'nudges withdrawn']);
  assert.deepEqual([Object.keys(ISO).length, Object.keys(GDPR).length], [25, 10]);
  for (const { receipt } of receipts) {
    const missing = Object.entries({ ...ISO, ...GDPR }).filter(([, path]) => at(receipt, path) === undefined || at(receipt, path) === '');
    assert.deepEqual(missing, []);
  }
  t.diagnostic(`fields ${Object.keys(ISO).length}/25 and ${Object.keys(GDPR).length}/10`);
  const [given, , , withdrawn] = receipts.map(({ receipt }) => receipt);
  assert.equal(at(given, ISO['event state']), 'dpv:ConsentGiven');
  assert.equal(at(given, ISO['event time']), '2026-10-31T11:00:00.000Z');
  assert.equal(at(given, ISO['validity duration']), '2027-10-31T12:00:00.000Z');
  assert.deepEqual(at(withdrawn, 'dpv:hasRecordOfActivity dpv:hasConsentStatus').map((event) => event['dpv:hasConsentStatus']), ['dpv:ConsentGiven', 'dpv:ConsentWithdrawn']);
  assert.equal(new Set(receipts.map(({ receipt }) => receipt['dct:identifier'])).size, 4);
  ox.free();
});

test('canonical JSON is sorted, tight and stable', async () => {
  const ox = await decided();
  for (const { receipt, canonical } of ox.consent.receipts({ now })) {
    assert.deepEqual(JSON.parse(canonical), receipt);
    assert.equal(canonicalJson(JSON.parse(canonical)), canonical);
  }
  assert.equal(canonicalJson({ b: [1e21, null, { z: '\u20ac', a: '\n"' }], '\u20ac': 1, a: undefined, '\r': 0.002 }), '{"\\r":0.002,"b":[1e+21,null,{"a":"\\n\\"","z":"€"}],"€":1}');
  ox.free();
});

test('receipts need to know who asked', async () => {
  const ox = await Oxpecker.create(granted);
  throwsCode(() => ox.consent.receipts(), 'INVALID_ARGUMENT');
  throwsCode(() => ox.consent.grant('everything'), 'INVALID_ARGUMENT');
  throwsCode(() => ox.context.declare({ kind: 'renovation' }, { now }), 'CONSENT_MISSING');
  throwsCode(() => ox.correct({ payee: 'Corner Shop' }, { now }), 'INVALID_ARGUMENT');
  throwsCode(() => ox.correct({ payee: 'Corner Shop', known: true, name: 'x' }, { now }), 'INVALID_ARGUMENT');
  throwsCode(() => ox.correct({ payee: 'Nobody', known: true }, { now }), 'UNKNOWN_ID');
  ox.free();
});

test('granting opens, withdrawing deletes, and cards say under which grant', async () => {
  const ox = await Oxpecker.create({ timeZone: 'Europe/Paris' });
  const { event } = ox.consent.grant('nudges', { now });
  ox.ingest(eventful());
  const { cards } = ox.evaluate({ surface: 'home', now });
  assert.ok(cards.length > 0);
  for (const { uses } of cards) assert.deepEqual([...new Set(uses.map(({ purpose, grant }) => `${purpose} ${grant}`))], [`nudges ${event.id}`]);
  assert.deepEqual(ox.consent.list({ now }), ['nudges']);
  const { deleted } = ox.consent.withdraw('nudges', { now });
  assert.deepEqual(deleted, [{ kind: 'transactions', count: eventful().length }]);
  assert.deepEqual(ox.evaluate({ surface: 'home', now }).cards, []);
  assert.deepEqual(ox.consent.ledger({ now }).map(({ purpose, state }) => [purpose, state]), [['nudges', 'withdrawn']]);
  ox.free();
});

for (const locale of ['en', 'ja']) {
  test(`${locale}: the report is plain words`, async () => {
    const ox = await Oxpecker.create({ ...granted, locale, consent: [...granted.consent, 'life-events'], retentionMonths: 12 });
    ox.ingest([...eventful(), row('pills-1', { mcc: '5912' }), row('pills-2', { mcc: '5912' })]);
    ox.context.declare({ kind: 'between-jobs', until: '2026-12-31' }, { now });
    ox.correct({ payee: 'Corner Shop', known: true }, { now });
    ox.correct({ topic: 'refunds', never: true }, { now });
    ox.checkPayment({ accountId: 'current', amount: '-1.00', currency: 'EUR' }, { now });
    ox.respond(ox.evaluate({ surface: 'home', now }).cards[0].id, 'dismissed', { now });
    const { known, text } = ox.privacy.report({ now });
    assert.equal(text.known.length, known.length);
    assert.ok(known.length > 5);
    for (const sentence of [text.title, text.rows, text.kept, ...text.known]) {
      assert.doesNotMatch(sentence, /privacy\.|purpose\.|payee\.|\{|\}|undefined/);
      assert.doesNotMatch(sentence, /dismissed|known-payee|never-topic|between-jobs|context\./, 'no code is shown');
      assert.doesNotMatch(sentence, /。 |  | $/, 'no space behind a Japanese full stop');
      if (locale === 'ja') assert.match(sentence, /[\u3040-\u30ff\u4e00-\u9fff]/);
    }
    ox.free();
  });
}

test('a payee that must not be named is a payee', async () => {
  const ox = await Oxpecker.create(granted);
  ox.ingest([row('p-1', { mcc: '8011', counterpartyName: 'Planted Clinic', bookedAt: '2026-10-29' }), row('p-2', { mcc: '8011', counterpartyName: 'Planted Clinic', bookedAt: '2026-10-29' })]);
  const [card] = ox.evaluate({ surface: 'home', now }).cards;
  assert.match(card.text.body, /^You paid a payee /);
  assert.doesNotMatch(JSON.stringify([card, ox.duplicates({ now }), ox.privacy.report({ now }), ox.privacy.log()]), /Planted|8011|health/i);
  ox.free();
});

test('what is taken along comes in again', async () => {
  const ox = await Oxpecker.create({ timeZone: 'Europe/Paris' });
  for (const purpose of ['insights', 'nudges', 'payment-guard', 'life-events']) ox.consent.grant(purpose, { now });
  ox.ingest(eventful());
  ox.context.declare({ kind: 'renovation' }, { now });
  ox.respond(ox.evaluate({ surface: 'home', now }).cards[0].id, 'not-a-duplicate', { now });
  const portable = JSON.parse(JSON.stringify(ox.privacy.export({ now })));
  const twin = await Oxpecker.create({ timeZone: 'Europe/Paris' });
  assert.equal(twin.privacy.import(portable).added, eventful().length);
  const said = (one) => JSON.stringify([one.evaluate({ surface: 'home', now }), one.duplicates({ now, includeSettled: true }), one.series({ now }), one.context.list({ now }), one.consent.ledger({ now })]);
  assert.equal(said(twin), said(ox));
  throwsCode(() => twin.privacy.import({ ...portable, format: 'other' }), 'INVALID_ARGUMENT');
  throwsCode(() => twin.privacy.import({ ...portable, choices: 'T1hQSw==' }), 'SNAPSHOT_CORRUPT');
  ox.free();
  twin.free();
});

test('erasing leaves no planted name in any memory of the engine', { skip: process.env.OXPECKER_ENTRY && 'it looks into what WebAssembly made' }, async (t) => {
  const memories = [];
  const { instantiate } = WebAssembly;
  t.after(() => (WebAssembly.instantiate = instantiate));
  WebAssembly.instantiate = async (...args) => {
    const instance = await instantiate.apply(WebAssembly, args);
    memories.push(instance.exports.memory);
    return instance;
  };
  const ox = await Oxpecker.create({ ...granted, consent: [...granted.consent, 'life-events'] });
  ox.ingest([...eventful(), ...Array.from({ length: 1000 }, (_, i) => row(`x${i}`, { counterpartyName: `Zzplanted Merchant ${i}`, reference: `zzplanted note ${i}` }))]);
  ox.context.declare({ kind: 'renovation', note: 'zzplanted words' }, { now });
  ox.series({ now });
  ox.snapshot();
  const planted = () => memories.filter(({ buffer }) => Buffer.from(buffer).toString('latin1').toLowerCase().includes('zzplanted')).length;
  assert.equal(planted(), 1);
  const start = performance.now();
  const deleted = await ox.privacy.erase();
  t.diagnostic(`erased in ${(performance.now() - start).toFixed(1)} ms`);
  assert.equal(memories.length, 2);
  assert.equal(planted(), 0);
  assert.deepEqual(deleted.find(({ kind }) => kind === 'transactions'), { kind: 'transactions', count: eventful().length + 1000 });
  assert.deepEqual([ox.stats().transactions, ox.consent.list({ now }), ox.context.list({ now })], [0, [], []]);
  assert.deepEqual(ox.evaluate({ surface: 'home', now }), { cards: [], quiet: [], withheld: [] });
  ox.consent.grant('insights', { now });
  ox.ingest(eventful());
  assert.ok(ox.duplicates({ now }).length > 0, 'the instance lives on');
  ox.free();
});
