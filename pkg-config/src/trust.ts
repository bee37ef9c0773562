// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The customer's side: consent, declared contexts, what is known, and erasing it.
 *
 * In: the bridge, the clock, the texts. Out: the three objects of the façade. Invariants: nothing is decided here; a
 * receipt is built from the engine's ledger and from nothing else; after `erase()` no memory holds what was there.
 */

import type { AtOptions, Consent, Contexts, DecisionOptions, Privacy } from './api';
import { type Bridge, encodeJson } from './call';
import { receiptOf } from './consent/receipt';
import { must, objectOf, optionsOf, refused } from './error';
import { identityOf } from './identity';
import { ingest } from './ingest';
import type { Moment } from './moment';
import type { Journal } from './storage/journal';
import type { Catalogue } from './text';
import { withText } from './text';
import type * as types from './types';
import type { Watch } from './watch';

interface Status {
  granted: types.Purpose[];
  missing: types.MissingConsent[];
  ledger: types.ConsentLine[];
  events: types.ConsentLine[];
}

/** What the façade lends. */
export interface Lent {
  bridge: Bridge;
  texts: Catalogue;
  controller: types.Controller | undefined;
  journal: Journal | undefined;
  /** Who watches for changes. */
  watch: Watch;
  /** The moment of a call. */
  moment(options: AtOptions | undefined): Moment;
  /** Tells a fresh engine the host's settings; nothing is granted. */
  configure(): void;
}

const ms = (text: string | undefined, field: string): number | undefined => {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (!Number.isFinite(at)) throw refused(field, 'it must be RFC 3339 with an offset');
  return at;
};

/** A grant as the engine takes it. */
export const grantOf = (given: Partial<types.ConsentGrant>, field: string) => {
  const { expiresAt, ...grant } = objectOf(given, field);
  return { ...grant, expires: ms(expiresAt, 'expiresAt') };
};

/** What only looks; everything else of the family changes what later answers say. */
const LOOKS = /^(contexts|report|export|log|attention|learned|guard|decision|simulate|goals|goal-if|rewards|challenges|challenge-proposals)$/;

/** A call of the family that shares one door of the engine. */
export function tell<T>({ bridge, moment, watch }: Lent, what: string, options?: AtOptions, more?: object, field?: string): T {
  const looks = LOOKS.test(what);
  bridge.still(!looks && bridge.erasing);
  const answer = bridge.ask<T>('tell', { ...more, do: what, now: undefined }, field, moment(options));
  if (!looks) watch.changed();
  return answer;
}

export function consentOf(lent: Lent): Consent {
  const status = (options?: AtOptions) => {
    lent.bridge.check();
    return lent.bridge.ask<Status>('consent', {}, undefined, lent.moment(options));
  };
  const decide = (what: string, purpose: types.Purpose, options?: DecisionOptions) => {
    const { now, ...notice } = optionsOf(options);
    return tell<types.Decided>(lent, what, { now }, { ...grantOf(notice, 'options'), purpose }, 'purpose');
  };
  return {
    list: (options) => status(options).granted,
    missing: (options) => status(options).missing,
    ledger: (options) => status(options).ledger,
    grant: (purpose, options) => decide('grant', purpose, options),
    refuse: (purpose, options) => decide('refuse', purpose, options),
    withdraw: (purpose, options) => {
      const decided = decide('withdraw', purpose, options);
      lent.journal?.forget();
      return decided;
    },
    receipts: (options) => {
      const { controller } = lent;
      if (!controller) throw refused('controller', 'receipts name who asked: pass it to `create()`');
      const { ledger, events } = status(options);
      const host = ledger.filter((line) => line.byHost);
      const lines = [...host, ...events, ...ledger.filter((line) => line.state === 'expired' && !line.byHost)];
      return lines.map((line) => {
        const history = lines.filter((other) => other.purpose === line.purpose);
        return receiptOf(line, history.slice(0, history.indexOf(line) + 1), controller);
      });
    },
  };
}

export function contextsOf(lent: Lent): Contexts {
  return {
    declare: (context, options) => tell(lent, 'declare', options, context, 'context'),
    revoke: (kind, options) => ({ revoked: tell<{ id: string }>(lent, 'revoke', options, { kind }, 'kind').id !== '' }),
    list: (options) => tell(lent, 'contexts', options),
  };
}

/** The one subject and the one thing about it, as the engine takes them. */
function sorted(correction: types.Correction) {
  const given = Object.entries(correction ?? {});
  const one = (names: readonly string[]) => {
    const found = given.filter(([name]) => names.includes(name));
    if (found.length !== 1 || given.length !== 2) throw refused('correction', 'it has one subject and one thing about it');
    return found[0] as [string, unknown];
  };
  const [by, subject] = one(['series', 'payee', 'transaction', 'topic']);
  const [thing, value] = one(['kind', 'name', 'category', 'known', 'never', 'recurs', 'joins', 'ended']);
  const about = { kind: 'series', name: 'payee', known: 'known-payee', never: 'never-topic', joins: 'joined' }[thing] ?? thing;
  if (typeof value === 'boolean' && value !== true) throw refused('correction', 'take a correction back with `undo`');
  return { by, subject, about, value: value === true ? '' : value };
}

export const correctOf = (lent: Lent) => (correction: types.Correction, options?: AtOptions) =>
  tell<{ id: string }>(lent, 'correct', options, sorted(correction), 'correction');

/** Events of journeys. */
export const trackOf = (lent: Lent) => (event: string, options?: AtOptions) => ({
  tracked: tell<{ changed: boolean }>(lent, 'track', options, { event }, 'event').changed,
});

const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** Sentences behind each other; behind a full stop of its own width Japanese sets no space. */
const joined = (sentences: string[]) => sentences.reduce((all, next) => all + (!all || !next || all.endsWith('。') ? '' : ' ') + next);

/** The report in words, in the order of `known`. */
function words(texts: Catalogue, report: Omit<types.PrivacyReport, 'text'>): types.PrivacyReport['text'] {
  const { retention, transactions, known } = report;
  const number = (value: number): types.Arg => ({ type: 'number', value });
  const text = (value: string): types.Arg => ({ type: 'text', value });
  const date = (value: string): types.Arg => ({ type: 'date', value });
  const { months, nextDeletion } = retention;
  // A host names its own circumstances; one without a name is told in its own word.
  const circumstance = (kind: string) => (texts.has(`context.${kind}`) ? texts.text(`context.${kind}`, {}) : kind.replaceAll('-', ' '));
  const sentence = ({ sort, kind, label, purpose, transactions, until }: types.Known) => {
    const named = sort === 'challenge' ? texts.text(`challenge.${kind}.title`, {}) : sort === 'setting' || sort === 'learned' ? texts.name('topic', label) : label;
    const args = { label: text(named), kind: text(sort === 'context' ? circumstance(kind) : kind), count: number(transactions.length), purpose: text(texts.text(`purpose.${purpose}`, {})) };
    const more = until === null ? '' : texts.text('privacy.until', { date: date(until) });
    return joined([texts.text(`privacy.${sort}`, args), more, texts.text('privacy.purpose', args)]);
  };
  return {
    title: texts.text('privacy.title', {}),
    rows: texts.text('privacy.rows', { count: number(transactions) }),
    kept:
      months === null || nextDeletion === null
        ? texts.text('privacy.kept', {})
        : texts.text('privacy.kept-months', { count: number(months), date: date(nextDeletion) }),
    known: known.map(sentence),
  };
}

/** The report with its words. */
export const reportWithText = (texts: Catalogue, report: Omit<types.PrivacyReport, 'text'>): types.PrivacyReport =>
  withText(report, () => words(texts, report));

export function privacyOf(lent: Lent): Privacy {
  const { bridge } = lent;
  return {
    report: (options) => reportWithText(lent.texts, { ...tell<Omit<types.PrivacyReport, 'text' | 'engine'>>(lent, 'report', options), engine: identityOf(bridge) }),
    log: (options) => ({ ...tell<Omit<types.ProcessingLog, 'answers'>>(lent, 'log', options), answers: bridge.answered.lines() }),
    export: (options) => ({
      format: 'oxpecker-export',
      version: 1,
      ...tell<Pick<types.Portable, 'accounts' | 'transactions'>>(lent, 'export', options),
      choices: toBase64(bridge.send('choices')),
      consent: bridge.ask<Status>('consent', {}, undefined, lent.moment(options)).ledger,
      log: { ...tell<Omit<types.ProcessingLog, 'answers'>>(lent, 'log', options), answers: [] },
    }),
    import: (portable) => {
      bridge.idle();
      const { format, version, accounts, transactions, choices } = Object(portable) as types.Portable;
      const isOurs = format === 'oxpecker-export' && version === 1 && Array.isArray(accounts) && Array.isArray(transactions);
      must(isOurs, 'portable', 'an export of this package');
      let image: Uint8Array;
      try {
        image = fromBase64(choices);
      } catch {
        throw refused('portable', 'its choices are damaged');
      }
      const rows = encodeJson({ accounts, transactions }, 'portable');
      // The image first: it is refused whole, while rows that do not fit are named in the report.
      bridge.send('restore', image);
      const report = ingest(bridge, rows);
      lent.journal?.forget();
      return report;
    },
    erase: async () => {
      const deleted = bridge.read<types.Deleted[]>('erase');
      bridge.erasing++;
      try {
        await lent.journal?.erase();
      } finally {
        await bridge.renew().then(lent.configure).finally(() => bridge.erasing--);
      }
      return deleted;
    },
  };
}
