// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The façade: each call checks what the engine cannot know (the moment, the shape of options), asks, and adds texts.
 *
 * In: a way to load the engine. Out: the `Oxpecker` of an entry. May use: every room of the shell.
 * Invariants: no decision about money or people is taken here; nothing is written anywhere.
 */

import { answerWithText, type BareAnswer, Cut } from './answer';
import { attentionOf } from './attention';
import type { AsyncInput, Bytes, CreateOptions, Now, OxpeckerConstructor } from './api';
import type * as api from './api';
import { type Bridge, encodeJson, HEAD, jsonOf } from './call';
import type { Challenges } from './challenges';
import { objectOf, optionsOf, OxpeckerError, refused } from './error';
import { challengesOf } from './challenge-calls';
import { guardOf } from './guard';
import { savingOf } from './saving';
import { ingest, ingestAsync } from './ingest';
import { paced } from './pace';
import type { Method } from './methods';
import { Clock } from './moment';
import { checkOptions } from './options';
import { settle, settled, type Standing } from './packs';
import { bytesOf } from './slices';
import { prepare, spareBytes } from './spare';
import type { StorageState } from './storage/contract';
import { Journal } from './storage/journal';
import { supported } from './supported';
import { canonical, Catalogue, layerOf } from './text';
import { consentOf, contextsOf, correctOf, grantOf, type Lent, privacyOf, trackOf } from './trust';
import type * as types from './types';
import { Watch } from './watch';

// `dispose` is younger than some hosts; the method then lies under a key that nobody asks for.
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? ('@@dispose' as never);

class Instance implements api.Oxpecker {
  readonly #bridge: Bridge;
  readonly #clock: Clock;
  readonly #texts: Catalogue;
  readonly #journal: Journal | undefined;
  readonly #pack: Standing;
  readonly #watch = new Watch();

  readonly consent: api.Consent;
  readonly context: api.Contexts;
  readonly privacy: api.Privacy;
  readonly correct: api.Oxpecker['correct'];
  readonly track: api.Oxpecker['track'];
  readonly attention: api.Attention;
  readonly subscribe = this.#watch.subscribe;
  readonly getSnapshot = this.#watch.getSnapshot;
  readonly challenges: Challenges;
  readonly guard: api.Guard;
  readonly checkPayment: api.Oxpecker['checkPayment'];
  readonly checkDecision: api.Oxpecker['checkDecision'];
  readonly simulate: api.Oxpecker['simulate'];
  readonly goals: api.Goals;
  readonly rewards: api.Rewards;

  constructor(bridge: Bridge, clock: Clock, texts: Catalogue, lent: Pick<Lent, 'controller' | 'configure' | 'journal'>, pack: Standing) {
    if (!bridge) throw refused('new', 'use `await Oxpecker.create()`');
    this.#bridge = bridge;
    this.#clock = clock;
    this.#texts = texts;
    this.#journal = lent.journal;
    this.#pack = pack;
    const moment = (options: api.AtOptions | undefined) => this.#moment(optionsOf(options).now);
    const all: Lent = { ...lent, bridge, texts, moment, watch: this.#watch };
    bridge.watch((method) => {
      // Here or in another tab: what was on its way goes, too.
      if (method === 'erase') bridge.feed?.();
      this.#watch.called(method);
    });
    this.consent = consentOf(all);
    this.context = contextsOf(all);
    this.privacy = privacyOf(all);
    this.correct = correctOf(all);
    this.track = trackOf(all);
    this.attention = attentionOf(all);
    this.challenges = challengesOf(all);
    ({ guard: this.guard, checkPayment: this.checkPayment, checkDecision: this.checkDecision } = guardOf(all));
    ({ simulate: this.simulate, goals: this.goals, rewards: this.rewards } = savingOf(all));
  }

  /** Asks with options that may name the moment, and with more fields. */
  #ask<T>(method: Method, options: { now?: Now | undefined } | undefined, more?: object): T {
    this.#bridge.check();
    const all = optionsOf(options);
    return this.#bridge.ask(method, { ...all, ...more, now: undefined }, undefined, this.#moment(all.now));
  }

  /** The moment of a call, and the pack that is in force then. */
  #moment(now: Now | undefined) {
    const moment = this.#clock.read(now);
    if (this.#bridge.isAlive && this.#pack.follow(moment.instant)) this.#watch.changed();
    return moment;
  }

  ingest(input: api.Input): types.IngestReport {
    this.#bridge.idle();
    return ingest(this.#bridge, input);
  }

  async ingestAsync(input: AsyncInput, options?: api.IngestAsyncOptions): Promise<types.IngestReport> {
    this.#bridge.idle();
    return ingestAsync(this.#bridge, input, optionsOf(options));
  }

  async prepare(options?: api.AtOptions): Promise<void> {
    this.#bridge.check();
    const moment = this.#moment(optionsOf(options).now);
    const pace = paced();
    while (!this.#bridge.ask<{ done: boolean }>('prepare', {}, undefined, moment).done) await pace();
  }

  remove(ids: readonly string[]): { removed: number } {
    this.#bridge.idle();
    return this.#bridge.ask('remove', { ids }, 'ids');
  }

  duplicates(options?: api.DuplicatesOptions): types.Duplicate[] {
    return this.#ask('duplicates', options);
  }

  series(options?: api.AtOptions): types.Series[] {
    return this.#ask('series', options);
  }

  transfers(options?: api.AtOptions): types.Transfer[] {
    return this.#ask('transfers', options);
  }

  findings(options?: api.AtOptions): types.Finding[] {
    return this.#ask('findings', options);
  }

  features(options?: api.AtOptions): types.Feature[] {
    return this.#ask('features', options);
  }

  forecast(options: api.ForecastOptions): types.Forecast {
    return this.#ask('forecast', options);
  }

  evaluate(options: api.EvaluateOptions): types.Answer {
    this.#bridge.check();
    // A copy: a date has another form as JSON.
    const all = { ...optionsOf(options) };
    const answer = this.#bridge.ask<BareAnswer | Cut>('evaluate', all, undefined, this.#moment(all.now), Cut.of, HEAD);
    const head = answer instanceof Cut ? answer.head : JSON.stringify({ cards: answer.cards.map(({ id }) => id) });
    // A preview is shown to whoever writes the pack.
    if (options.preview == null) this.#watch.evaluated(options.surface, head, () => answer.cards);
    return answerWithText(this.#texts, answer);
  }

  respond(id: string, response: types.ResponseKind, options?: api.RespondOptions): void {
    this.#bridge.still();
    const { changed } = this.#ask<{ changed: boolean }>('respond', options, { id, response });
    if (changed) this.#watch.responded(id, response);
  }

  comparePayees(a: string, b: string): types.PayeeComparison {
    return this.#bridge.ask('compare_payees', { a, b }, 'a, b');
  }

  stats(): types.Stats {
    return { ...this.#bridge.read<types.Stats>('stats'), spareBytes };
  }

  snapshot(): api.Snapshot {
    const snapshot = this.#bridge.send('snapshot') as api.Snapshot;
    prepare(this.#bridge, snapshot.length);
    return snapshot;
  }

  async saved(): Promise<void> {
    if (!this.#journal) throw new OxpeckerError('STORAGE_UNAVAILABLE');
    return this.#journal.saved();
  }

  storageState(): StorageState {
    return this.#journal?.state() ?? { state: 'none', restored: false };
  }

  packState(): api.PackState {
    const state = this.#pack.state();
    return { ...state, keyIds: [...state.keyIds] };
  }

  free(): void {
    this.#bridge.free();
    void this.#journal?.close();
  }

  [DISPOSE](): void {
    this.free();
  }
}

type Parts = ConstructorParameters<typeof Instance>;

async function open(load: () => Promise<Bridge>, options: CreateOptions, saved?: Uint8Array): Promise<Parts> {
  const locale = canonical(options.locale ?? 'en', 'locale');
  const clock = new Clock(options.timeZone);
  const { consent = [], pack = null, retentionMonths = null, messages = {}, controller } = options;
  checkOptions(options);
  const grants = consent.map((grant) => (typeof grant === 'string' ? { purpose: grant } : grantOf(grant, 'consent')));
  const bridge = await load();
  let journal: Journal | undefined;
  try {
    const packText = pack === null || typeof pack === 'string' ? pack : jsonOf(pack, 'pack');
    const isTrusting = options.packKeys === undefined;
    journal = options.storage == null ? undefined : await Journal.load(options.storage, options.onChange);
    const configure = (consent: object[], at = bridge) => void at.ask('configure', { consent, pack: isTrusting ? packText : null, retentionMonths });
    configure(journal?.isInDoubt ? [] : grants);
    if (saved) bridge.send('restore', saved);
    if (journal?.attach(bridge, saved !== undefined || grants.length > 0) === false) {
      // Half of a memory is none: what the storage gave is taken back.
      bridge.send('erase');
      configure([]);
    }
    const standing = isTrusting
      ? settled({ source: packText === null ? 'built-in' : 'given', keyIds: [] })
      : await settle(bridge, packText, options, clock.instant());
    if (standing.news) journal?.keep();
    const layer = (locales: readonly string[], at = bridge) => layerOf(at.send('catalogue', encodeJson({ locales }, 'locale')));
    const texts = new Catalogue(locale, objectOf(messages, 'messages'));
    const renew = () => {
      const english = layer(['en']);
      texts.renew(english, locale === 'en' ? english : layer(texts.chain));
    };
    renew();
    bridge.open = (fresh) => {
      configure([], fresh);
      layer(['en'], fresh);
    };
    if (saved) prepare(bridge, saved.length);
    // The storage is the state to come back to, and the feed brings the rows.
    if (journal) bridge.watch((method) => method === 'ingest_finish' && prepare(bridge));
    const again = () => {
      configure([]);
      standing.again();
      renew();
    };
    const follow = (instant: number) => {
      const moves = standing.follow(instant);
      if (moves) renew();
      return moves;
    };
    return [bridge, clock, texts, { controller, journal, configure: again }, { follow, state: standing.state }];
  } catch (error) {
    bridge.free();
    await journal?.close();
    throw error;
  }
}

/** The `Oxpecker` of an entry, which differs from the others only in where the engine comes from. */
export function define<Options extends CreateOptions>(
  load: (options: Options) => Promise<Bridge>,
): OxpeckerConstructor<Options> {
  const make = async (options: Options | undefined, saved?: Uint8Array): Promise<api.Oxpecker> => {
    const chosen = optionsOf(options);
    return new Entry(...(await open(() => load(chosen), chosen, saved)));
  };
  class Entry extends Instance {
    static override readonly name = 'Oxpecker';
    static readonly supported = supported;
    static readonly create = (options?: Options) => make(options);
    static readonly restore = async (snapshot: Bytes, options?: Options) => make(options, bytesOf(snapshot, 'snapshot'));
  }
  return Entry as unknown as OxpeckerConstructor<Options>;
}

/** One instance with its texts, for the worker of the isolated entry. */
export async function openWithTexts(load: () => Promise<Bridge>, options: CreateOptions, saved?: Uint8Array): Promise<{ ox: api.Oxpecker; texts: Catalogue }> {
  const parts = await open(load, options, saved);
  return { ox: new Instance(...parts), texts: parts[2] };
}
