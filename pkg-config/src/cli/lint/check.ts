// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the engine does not refuse and a reviewer would: tone, dark patterns, offers, protected attributes, texts.
 *
 * In: a pack as parsed JSON. Out: diagnostics with a severity. May use: the parser of messages, the tables of words.
 * Invariants: every rule is named in `RULES`; the engine's own faults are not repeated here.
 *
 * How to add a rule: 1. its code in `RULES`; 2. its check; 3. a pack that it finds and one that it leaves alone.
 */

import type { Diagnostic } from '../../error';
import { parse, type Pattern, PatternError } from '../../format';
import { contradictions } from './condition';
import { HARM, PROTECTED, SPENDING, WORDS } from './words';

/** A diagnostic, and whether it fails a build. */
export interface Lint extends Diagnostic {
  severity: 'error' | 'warning';
}

/** Every rule of this file; those of the engine come besides. */
export const RULES = [
  ...WORDS.map(({ code }) => code),
  'bad-message', 'markup', 'lone-surface', 'unknown-argument', 'untranslated', 'unused-message', 'never-met', 'always-met', 'protected-attribute',
  'offer-without-benefit', 'offer-in-harm', 'no-way-out', 'dismiss-dearer',
  'spending-rewarded', 'challenge-rewards-spending',
] as const;

interface Nudge {
  id?: string;
  about?: string;
  class?: string;
  topic?: string;
  when?: string;
  quiet?: { when?: string; reason?: string }[];
  message?: string;
  actions?: { id?: string; response?: string }[];
  benefit?: string;
  requires?: string[];
  vetoedBy?: string[];
  surfaces?: string[];
  justification?: string;
}

export interface PackDocument {
  rewards?: { id?: string }[];
  nudges?: Nudge[];
  challenges?: { id?: string; kind?: string; levels?: number[] }[];
  messages?: Record<string, Record<string, string>>;
  contexts?: { id?: string }[];
  vetoes?: { contexts?: string[]; classes?: string[] }[];
}

/** What a card of any family gives its message, and what some families give besides. */
const ARGUMENTS = ['amount', 'payee', 'date', 'laterDate', 'gapDays'];
const OF_CYCLES = ['cadence'];
const OF_REFUNDS = ['kind', 'count'];
const OF_NEWS = ['was', 'total', 'cadence', 'kind', 'count', 'day'];
const OF_CHALLENGES = ['amount', 'was', 'total', 'kind', 'count', 'day', 'gapDays', 'challenge'];
const OF_JOURNEYS = ['struggle', 'abandoned', 'handoff'];
const WITHOUT_SERIES = ['duplicate'];
/** Those of the built-in pack. */
const SURFACES = ['home', 'inbox', 'transactions', 'payment'];
/** Answers that say no, as plainly as `accepted` says yes. */
const REFUSALS = ['dismissed', 'snoozed', 'not-relevant', 'never-topic', 'not-a-duplicate', 'cancelled'];

function argumentsOf(pattern: Pattern, found = new Set<string>()): Set<string> {
  for (const part of pattern) {
    if (typeof part === 'string' || part.kind === 'count') continue;
    found.add(part.name);
    if (part.kind !== 'slot') for (const inner of part.cases.values()) argumentsOf(inner, found);
  }
  return found;
}

/** Looks at a whole pack. */
export function check(pack: PackDocument): Lint[] {
  const lints: Lint[] = [];
  const add = (severity: Lint['severity'], path: string, code: string, message: string, column = 0) => lints.push({ severity, path, column, code, message });
  const messages = pack.messages ?? {};
  const nudges = pack.nudges ?? [];
  checkTexts(messages, add);
  checkLanguages(pack, messages, add);
  checkRewards(pack, messages, add);
  nudges.forEach((nudge, at) => {
    const path = `nudges[${at}]`;
    checkArguments(nudge, path, messages, add);
    checkConditions(nudge, path, add);
    checkProtected(nudge, path, messages, add);
    checkOffer(nudge, path, pack, add);
    checkActions(nudge, path, messages, add);
    checkSurfaces(nudge, path, pack, add);
  });
  checkChallenges(pack, messages, add);
  (pack.contexts ?? []).forEach(({ id = '' }, at) => {
    if (PROTECTED.test(id)) add('error', `contexts[${at}].id`, 'protected-attribute', 'a protected attribute is no context that a rule may ask for');
  });
  return lints;
}

/** A limit above the usual is an invitation, and so is a text that asks for purchases. */
function checkChallenges({ challenges = [] }: PackDocument, messages: Texts, add: Add): void {
  challenges.forEach(({ id = '', kind = '', levels = [] }, at) => {
    const most = { 'below-usual': 100, 'fewer-times': 99 }[kind] ?? Infinity;
    if (levels.some((level) => level > most)) add('error', `challenges[${at}].levels`, 'challenge-rewards-spending', 'more than usual is no challenge');
    for (const [language, texts] of Object.entries(messages)) {
      for (const part of ['title', 'body']) {
        const key = `challenge.${id}.${part}`;
        const found = SPENDING.exec(texts[key] ?? '');
        if (found) add('error', `messages.${language}.${key}`, 'challenge-rewards-spending', `\`${found[0]}\`: no challenge asks for spending or borrowing`, found.index + 1);
      }
    }
  });
}

/** A bank names its own surfaces, so that a slip is told by its being alone. */
function checkSurfaces({ surfaces = [] }: Nudge, path: string, { nudges = [] }: PackDocument, add: Add): void {
  surfaces.forEach((surface, at) => {
    const users = nudges.filter((nudge) => nudge.surfaces?.includes(surface)).length;
    if (!SURFACES.includes(surface) && users === 1) add('warning', `${path}.surfaces[${at}]`, 'lone-surface', `no other nudge is shown on \`${surface}\`, and the built-in pack knows ${SURFACES.join(', ')}`);
  });
}

type Add = (severity: Lint['severity'], path: string, code: string, message: string, column?: number) => void;
type Texts = Record<string, Record<string, string>>;

function checkTexts(messages: Texts, add: Add): void {
  for (const [language, texts] of Object.entries(messages)) {
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== 'string') continue;
      const path = `messages.${language}.${key}`;
      try {
        parse(text);
      } catch (error) {
        add('error', path, 'bad-message', (error as Error).message, error instanceof PatternError ? error.column : 0);
      }
      const markup = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/i.exec(text);
      if (markup) add('error', path, 'markup', `\`${markup[0]}\`: a text is shown as it stands, and so would this be`, markup.index + 1);
      for (const { code, hint, en, ja } of WORDS) {
        // Words of the other language may stand in a text too.
        const found = en.exec(text) ?? ja.exec(text);
        if (found) add('error', path, code, `\`${found[0]}\`: ${hint}`, found.index + 1);
      }
    }
  }
}

function checkLanguages({ nudges = [] }: PackDocument, messages: Texts, add: Add): void {
  const english = messages['en'] ?? {};
  for (const [language, texts] of Object.entries(messages)) {
    for (const key of Object.keys(english)) if (!(key in texts)) add('error', `messages.${language}.${key}`, 'untranslated', 'there is a text in `en` and none here');
    for (const key of Object.keys(texts)) if (!(key in english)) add('error', `messages.en.${key}`, 'untranslated', `there is a text in \`${language}\` and none here`);
  }
  const used = new Set(nudges.flatMap(({ message = '', actions = [], quiet = [] }) => [
    `${message}.title`, `${message}.body`, ...actions.map(({ id }) => `action.${id}`), ...quiet.map(({ reason }) => `withheld.${reason}`),
  ]));
  for (const key of Object.keys(english)) {
    // The package itself asks for these families of keys.
    if (!used.has(key) && /\.(title|body)$/.test(key) && !/^(payment|privacy|challenge|journey|reward)\./.test(key)) add('warning', `messages.en.${key}`, 'unused-message', 'no nudge says it');
  }
}

function checkArguments({ message, about = '', benefit }: Nudge, path: string, messages: Texts, add: Add): void {
  const more = about === 'twice-in-cycle' ? OF_CYCLES : about === 'refund-arrived' ? OF_REFUNDS : OF_NEWS;
  const named = OF_JOURNEYS.includes(about) ? ['journey'] : about === 'cheaper-tariff' ? ['tariff'] : [];
  const own = about === 'challenge' ? OF_CHALLENGES : WITHOUT_SERIES.includes(about) ? ARGUMENTS : [...ARGUMENTS, ...more, ...named];
  const given = benefit === undefined ? own : [...own, 'benefit'];
  for (const [language, texts] of Object.entries(messages)) {
    for (const part of ['title', 'body']) {
      const text = texts[`${message}.${part}`];
      let used: Set<string>;
      try {
        used = argumentsOf(parse(text ?? ''));
      } catch {
        continue;
      }
      for (const name of used) {
        if (!given.includes(name)) add('error', `messages.${language}.${message}.${part}`, 'unknown-argument', `\`{${name}}\` is not given by ${path}; given: ${given.join(', ')}`);
      }
    }
  }
}

const conditionsOf = ({ when = '', quiet = [] }: Nudge): [string, string][] => [
  ['when', when],
  ...quiet.map(({ when = '' }, at): [string, string] => [`quiet[${at}].when`, when]),
];

function checkConditions(nudge: Nudge, path: string, add: Add): void {
  for (const [field, source] of conditionsOf(nudge)) {
    for (const { code, message } of contradictions(source)) add(code === 'never-met' ? 'error' : 'warning', `${path}.${field}`, code, message);
  }
}

function checkProtected(nudge: Nudge, path: string, messages: Texts, add: Add): void {
  if ((nudge.justification ?? '').trim().length >= 20) return;
  const words: [string, string][] = [
    ['id', nudge.id ?? ''],
    ['topic', nudge.topic ?? ''],
    ...conditionsOf(nudge).map(([field, source]): [string, string] => [field, [...source.matchAll(/'([^']*)'/g)].map(([, word]) => word).join(' ')]),
    ...(nudge.requires ?? []).map((context, at): [string, string] => [`requires[${at}]`, context]),
    ...Object.values(messages).flatMap((texts) => ['title', 'body'].map((part): [string, string] => ['message', texts[`${nudge.message}.${part}`]?.replace(/\{\w+, *(plural|select|selectordinal),/g, '') ?? ''])),
  ];
  for (const [field, text] of words) {
    const found = PROTECTED.exec(text);
    if (found) {
      add('error', `${path}.${field}`, 'protected-attribute', `\`${found[0].trim()}\` speaks of what is protected, or stands for it; leave it out, or write a \`justification\` of 20 signs or more`);
      return;
    }
  }
}

function checkOffer(nudge: Nudge, path: string, { vetoes = [] }: PackDocument, add: Add): void {
  if (nudge.class !== 'offer') return;
  if (!nudge.benefit) add('error', `${path}.benefit`, 'offer-without-benefit', "an offer says in money what the customer gains, of the customer's own numbers");
  const reasons = [...conditionsOf(nudge).slice(0, 1).map(([, source]) => source), ...(nudge.requires ?? []), nudge.about ?? ''];
  // Under "not so" the same words protect; telling the two apart is a reviewer's work, so `vetoedBy` is the place.
  const found = reasons.map((reason) => HARM.exec(reason)).find(Boolean);
  if (found) add('error', path, 'offer-in-harm', `\`${found[0]}\`: nothing is sold to a customer in trouble; use \`vetoedBy\``);
  const isVetoed = (nudge.vetoedBy ?? []).some((context) => HARM.test(context)) || vetoes.some(({ contexts = [], classes = [] }) => contexts.some((context) => HARM.test(context)) && (!classes.length || classes.includes('offer')));
  if (!isVetoed) add('error', `${path}.vetoedBy`, 'offer-in-harm', 'no context of hardship silences this offer; name one in `vetoedBy` or in `vetoes`');
}

/** The engine knows no rule that counts spending; a text that promises one would be as bad. */
function checkRewards({ rewards = [] }: PackDocument, messages: Texts, add: Add): void {
  for (const [at, { id = '' }] of rewards.entries()) {
    for (const texts of Object.values(messages)) {
      const found = /\b(?:spend(?:ing)?|purchase|buy|shop(?:ping)?)\b|お買い物|ご購入|ご利用金額/i.exec(`${texts[`reward.${id}.title`]} ${texts[`reward.${id}.body`]}`);
      if (found) add('error', `rewards[${at}]`, 'spending-rewarded', `\`${found[0]}\`: no reward depends on spending`);
    }
  }
}

function checkActions({ actions = [] }: Nudge, path: string, messages: Texts, add: Add): void {
  const place = (refuses: boolean) => actions.findIndex(({ response = '' }) => REFUSALS.includes(response) === refuses && response !== '');
  const [yes, no] = [place(false), place(true)];
  if (yes >= 0 && no < 0) add('error', `${path}.actions`, 'no-way-out', `none of the actions says no: one needs a response of ${REFUSALS.join(', ')}`);
  if (yes < 0 || no < 0) return;
  for (const [language, texts] of Object.entries(messages)) {
    const [accept, dismiss] = [yes, no].map((at) => [...(texts[`action.${actions[at]?.id}`] ?? '')].length) as [number, number];
    if (dismiss > 2 * accept + 12) add('error', `messages.${language}.action.${actions[no]?.id}`, 'dismiss-dearer', 'to say no takes much more reading than to say yes');
  }
}
