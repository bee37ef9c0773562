// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Every public call with every option, for the compiler.
 */

import { indexedDbStorage, Oxpecker, OxpeckerError } from 'oxpecker';
import type {
  Answer,
  Arg,
  AttentionChange,
  AttentionState,
  Card,
  CardText,
  ClaimDocument,
  ConsentGrant,
  ConsentReceipt,
  Controller,
  Correction,
  Decided,
  Deleted,
  CreateOptions,
  Duplicate,
  EntryName,
  Feature,
  Forecast,
  ForecastDay,
  Goal,
  IngestReport,
  LearnedRate,
  LifecycleEvent,
  MissingConsent,
  OxpeckerErrorCode,
  OxpeckerStorage,
  PayeeComparison,
  PaymentDraft,
  PaymentVerdict,
  PlannedPayment,
  Portable,
  PrivacyReport,
  ProcessingLog,
  Obstacle,
  Purpose,
  Quiet,
  ResponseKind,
  Reward,
  Revision,
  Series,
  Simulation,
  StorageState,
  StoredState,
  Supported,
  TraceLine,
  Transaction,
  Transfer,
  Withheld,
} from 'oxpecker';
import { type IsolatedOxpecker, Oxpecker as Isolated } from 'oxpecker/isolated';
import { Oxpecker as Script } from 'oxpecker/nowasm';
import { Oxpecker as Slim, type SlimOptions } from 'oxpecker/slim';

const grant: ConsentGrant = { purpose: 'insights', grantedAt: '2026-01-01T00:00:00Z', notice: 'n-1', language: 'en' };
const controller: Controller = { id: 'lei', name: 'Bank', address: 'Street', contact: 'mail', jurisdiction: 'FR' };
const options: CreateOptions = {
  controller,
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  consent: ['nudges', grant],
  pack: undefined,
  messages: { en: { 'action.not-a-duplicate': 'Both were meant' } },
  storage: undefined,
  retentionMonths: 36,
};
const own: OxpeckerStorage = {
  persistRows: true,
  load: async () => ({ head: new Uint8Array(1), entries: [{ seq: 1, body: new Uint8Array(1) }] }),
  append: async (bodies) => bodies.length,
  compact: async (head, uptoSeq, { forget = false } = {}) => void [head, uptoSeq, forget],
  subscribe: (listener: (added: StoredState) => void) => () => listener({ entries: [], erased: true }),
  erase: async () => {},
};
const sealed: OxpeckerStorage = indexedDbStorage({ name: 'c', persistRows: false, keyProvider: () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']) });
const slim: SlimOptions = { ...options, wasm: new URL('https://bank.example/engine.wasm') };

export async function everyCall(file: File, response: Response, signal: AbortSignal): Promise<Oxpecker> {
  const ox: Oxpecker = await Oxpecker.create(options);
  const rows: Transaction[] = [{ id: 't', accountId: 'a', bookedAt: '2026-10-01', amount: '-1.00', currency: 'EUR', reference: null }];
  const reports: IngestReport[] = [
    ox.ingest(new Uint8Array(1)),
    ox.ingest(new ArrayBuffer(1)),
    ox.ingest('[]'),
    ox.ingest(rows),
    ox.ingest({ accounts: [{ id: 'a', type: 'current' }], transactions: rows }),
    await ox.ingestAsync(file, { signal, onProgress: ({ bytes, totalBytes, rows }) => void [bytes, totalBytes ?? 0, rows] }),
    await ox.ingestAsync(response),
    await ox.ingestAsync(file.stream()),
    await ox.ingestAsync(new Uint8Array(1), {}),
  ];
  await ox.prepare();
  await ox.prepare({ now: new Date() });
  const problem: string | undefined = reports[0]?.problems[0]?.code;
  const removed: number = ox.remove(['t']).removed;
  const duplicates: Duplicate[] = ox.duplicates({ now: new Date(), since: '2026-01-01', includeSettled: true });
  const series: Series[] = ox.series();
  const transfers: Transfer[] = ox.transfers({ now: '2026-10-31T12:00:00Z' });
  const forecast: Forecast = ox.forecast({ accountId: 'a', days: 30, now: new Date() });
  const together: Forecast = ox.forecast({ currency: 'EUR', days: 30 });
  const features: Feature[] = ox.features({ now: new Date() });
  const lowest: ForecastDay | undefined = forecast.lowest;
  const planned: PlannedPayment[] = [...forecast.certain, ...forecast.expected];
  const tried: Simulation = ox.simulate({ accountId: 'a', days: 30, now: new Date(), changes: [{ kind: 'purchase', amount: '1.00', date: '2026-11-01', every: 'monthly', until: '2027-01-01' }, { kind: 'amount', series: 's', amount: '2.00' }, { kind: 'ended', series: 's' }, { kind: 'moved', series: 's', date: '2026-11-03' }] });
  const goal: string = ox.goals.set({ name: 'Roof', amount: '900.00', currency: 'EUR', by: '2027-01-01', priority: 1, accountId: 'a', from: 'transfers' }, { now: new Date() }).id;
  ox.goals.pause(goal, { until: '2026-12-01' });
  ox.goals.resume(goal);
  const aims: Goal[] = [...ox.goals.list(), ...ox.goals.whatIf({ id: goal, by: null, amount: '1.00' }).after];
  const rewards: Reward[] = ox.rewards.list({ now: new Date() });
  const document: ClaimDocument = ox.rewards.claim('reward-0');
  ox.rewards.settle(document.id, 'confirmed');
  void [tried.differs?.from, aims[0]?.plan?.reached.latest, rewards[0]?.text.title, ox.goals.remove(goal).removed];
  const draft: PaymentDraft = { accountId: 'a', amount: '-1.00', currency: 'EUR', counterpartyName: 'X' };
  const verdict: PaymentVerdict = ox.checkPayment(draft, { now: new Date() });
  const answer: Answer = ox.evaluate({ surface: 'home', slots: 2, now: new Date(), preview: 'refund-arrived', trace: true, bucket: 7 });
  const line: TraceLine | undefined = answer.trace?.[0];
  const change: AttentionChange = { perWeek: 3, minGapHours: null, quietHours: { from: '22:00', to: '07:00' }, topics: { refunds: false } };
  const states: AttentionState[] = [ox.attention.get({ now: new Date() }), ox.attention.set(change), ox.attention.set({ quietHours: 'off' })];
  const rates: LearnedRate[] = ox.attention.learned();
  ox.attention.forget({ now: new Date() });
  const { subscribe, getSnapshot } = ox;
  const events: LifecycleEvent[] = [];
  const unsubscribe: () => void = subscribe((event) => void events.push(event));
  const revision: Revision = getSnapshot();
  const shownOn: string[] = events.map((event) => (event.type === 'will-show' ? event.surface : event.type));
  unsubscribe();
  void [line?.conditions[0]?.holds, states[0]?.topics[0]?.text.name, rates, revision.revision, shownOn, answer.cards[0]?.text.timing];
  const card: Card | undefined = answer.cards[0];
  const quiet: Quiet | undefined = answer.quiet[0];
  const withheld: Withheld | undefined = answer.withheld[0];
  const words: (string | undefined)[] = [card?.text.title, quiet?.text.reason, withheld?.text.change, verdict.text.because[0]];
  const text: CardText = verdict.text;
  const label: string | undefined = text.actions[0]?.label;
  const response_: ResponseKind | null | undefined = card?.actions[0]?.response;
  ox.respond(verdict.id, response_ ?? 'snoozed', { now: new Date(), until: '2026-11-07' });
  const compared: PayeeComparison = ox.comparePayees('A', 'B');
  const purposes: Purpose[] = ox.consent.list();
  const missing: MissingConsent[] = ox.consent.missing();
  const decisions: Decided[] = [
    ox.consent.grant('insights', { notice: 'n-2', noticeHash: 'ab', language: 'en', controller: 'bank', expiresAt: '2027-01-01T00:00:00Z', now: new Date() }),
    ox.consent.refuse('offers'),
    ox.consent.withdraw('nudges', { now: '2026-10-31T12:00:00Z' }),
  ];
  const receipts: ConsentReceipt[] = ox.consent.receipts();
  const standing: string | undefined = ox.consent.ledger()[0]?.state;
  const declared: string = ox.context.declare({ kind: 'renovation', until: '2026-12-31', note: 'kitchen' }, { now: new Date() }).id;
  const kinds: string[] = ox.context.list().map(({ kind }) => kind);
  const { revoked } = ox.context.revoke('renovation');
  const corrections: Correction[] = [{ payee: 'X', known: true }, { topic: 'refunds', never: true }, { series: 's', kind: 'none' }, { series: 's', joins: 't' }, { series: 's', ended: true }, { transaction: 'x', recurs: 'monthly' }];
  const { tracked }: { tracked: boolean } = ox.track('change-address.begun', { now: new Date() });
  if (tracked) ox.track('change-address.upload.failed');
  const corrected: string[] = corrections.map((correction) => ox.correct(correction, { now: new Date() }).id);
  const report: PrivacyReport = ox.privacy.report();
  const log: ProcessingLog = ox.privacy.log();
  const portable: Portable = ox.privacy.export();
  const again: IngestReport = ox.privacy.import(portable);
  const erased: Deleted[] = await ox.privacy.erase();
  void [decisions, receipts, standing, declared, kinds, revoked, corrected, report.text.known, log.dropped, again, erased];
  const { transactions, memoryBytes, spareBytes } = ox.stats();
  const saved = ox.snapshot();
  const blob = new Blob([saved]);
  const key: Arg['type'] = 'money';
  void [problem, removed, duplicates, series, transfers, lowest, planned, words, label, compared, purposes, missing, transactions, memoryBytes, spareBytes, blob, key];
  await ox.saved();
  const { state, code, restored }: StorageState = ox.storageState();
  await ox.privacy.erase();
  for (const storage of [own, sealed]) void [await Oxpecker.create({ storage }), state, code, restored];
  ox.free();
  using other = await Oxpecker.restore(saved, options);
  const slimmer: Oxpecker = await Slim.create(slim);
  const unknown: unknown = slimmer;
  if (unknown instanceof Oxpecker) unknown.free();
  for (const wasm of [response, fetch('/engine.wasm'), '/engine.wasm', saved, {} as WebAssembly.Module]) await Slim.restore(saved, { wasm });
  return other;
}

export function told(error: unknown): OxpeckerErrorCode | undefined {
  if (!(error instanceof OxpeckerError)) return undefined;
  void [error.at, error.field, error.diagnostics?.[0]?.path];
  return error.code;
}

/** Which entry this page can use, asked of any of them. */
export async function fitting(): Promise<Oxpecker | undefined> {
  const { entry, entries, missing }: Supported = await Script.supported();
  const obstacle: Obstacle | null = entries['oxpecker/isolated'];
  const names = Object.keys(entries) as EntryName[];
  void [obstacle === 'WASM_BLOCKED', missing.join(), names, (await Isolated.supported()).entry];
  return entry === 'oxpecker/nowasm' ? Script.create(options) : undefined;
}

/** Each call has a promise, and nothing else of it is another. */
export async function isolated(near: Oxpecker, worker: Worker, signal: AbortSignal): Promise<IsolatedOxpecker> {
  const far: IsolatedOxpecker = await Isolated.create({ worker, consent: ['nudges'], storage: { name: 'c' } });
  const answer: Answer = await far.evaluate({ surface: 'home' });
  const listed: Purpose[] = await far.consent.list({ now: new Date() });
  const erased: Deleted[] = await far.privacy.erase();
  const report: IngestReport = await far.ingestAsync(new Uint8Array(1), { signal, onProgress: ({ rows }) => void rows });
  const stop: () => void = far.subscribe(() => {});
  const revision: Revision = far.getSnapshot();
  // @ts-expect-error an answer that is not awaited
  const early: Answer = far.evaluate({ surface: 'home' });
  // @ts-expect-error a function cannot cross
  void Isolated.create({ packVerify: () => true });
  void [answer, listed, erased, report, revision, early, far.isolatedBy === 'frame'];
  stop();
  return Isolated.restore(near.snapshot(), { worker: new URL('https://bank.example/isolated.worker.js') });
}
