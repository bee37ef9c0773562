// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the check found, drawn: a file of its own, loaded when a visitor presses the button and not before.
 *
 * Out: `look()`, `draw()`, `summary()`. Invariants: an outcome is a word, never a color alone.
 */
import { h, type Child } from '../dom.js';
import type { Language } from '../model.js';
import type { Outcome } from './attempt.js';
import type { Found, Import } from './look.js';
import { wordsOf } from './words.js';

export { look } from './look.js';

type Words = ReturnType<typeof wordsOf>;

/** The line of `SHA256SUMS`; the build puts it in its place. */
declare const ENGINE_SHA256: string;

/** Whether what is allowed was seen to get through. */
const isSeen = ({ controls }: Found) => controls.size > 0 && [...controls.values()].every((each) => each === 'through');

/** What is read out, and stands first. */
export function summary(found: Found, language: Language): string[] {
  const words = wordsOf(language);
  const all = [...found.tries.values()];
  const count = (outcomes: readonly (Outcome | null)[]) => {
    const of = (kind: Outcome) => outcomes.filter((each) => each === kind).length;
    return [of('stopped') + of('through') + of('unsure'), of('stopped'), of('through'), of('unsure')] as const;
  };
  return [
    isSeen(found) ? words.controlGood : words.controlBad,
    words.sumPage(...count(all.map(({ page }) => page))),
    all.some(({ worker }) => worker === null) ? words.sumNoWorker : words.sumWorker(...count(all.map(({ worker }) => worker))),
  ];
}

export function draw(found: Found, language: Language): Child[] {
  const words = wordsOf(language);
  return [engine(found, words, language), ways(found, words, language), limits(words)].map((parts) => h('section', { class: 'panel' }, ...parts));
}

function engine({ imports, bytes, sha256, loader }: Found, words: Words, language: Language): Child[] {
  const title = h('h2', { id: 'check-engine' }, words.engine);
  if (!imports) return [title, h('p', { class: 'note note-bad' }, words.engineNone)];
  const compared = (label: string, other: string) => {
    const isSame = sha256 === other;
    return h('li', { class: isSame ? '' : 'note note-bad' }, label, ': ', h('b', { 'data-same': String(isSame) }, isSame ? words.hashSame : words.hashOther));
  };
  return [
    title,
    h('p', { class: 'lead' }, words.engineLead(new Intl.NumberFormat(language).format(bytes), imports.length)),
    h('ul', { class: 'check-imports' }, ...imports.map((each) => imported(each, words))),
    h('h3', {}, words.hash),
    sha256 === null ? h('p', { class: 'note note-bad' }, words.hashNone) : h('p', {}, h('code', { id: 'check-sha256' }, sha256)),
    sha256 !== null && h('ul', {}, compared(words.hashLoader, loader.verified ? loader.sha256 : ''), compared(words.hashSums, ENGINE_SHA256)),
  ];
}

function imported({ name, kind, source }: Import, words: Words): HTMLElement {
  const known = kind === 'function' ? words.known[name] : undefined;
  return h(
    'li',
    {},
    h('h3', {}, h('code', {}, name)),
    known
      ? h('dl', {}, h('dt', {}, words.can), h('dd', {}, known[0]), h('dt', {}, words.cannot), h('dd', {}, known[1]))
      : h('p', { class: 'note note-bad' }, words.unknown),
    h('details', {}, h('summary', {}, words.source), h('pre', { tabindex: 0, role: 'region', 'aria-label': `${words.source}: ${name}` }, h('code', {}, source))),
  );
}

function ways(found: Found, words: Words, language: Language): Child[] {
  const cell = (outcome: Outcome | null) => h('td', { 'data-outcome': outcome ?? 'untold' }, words.outcomes[outcome ?? 'untold']);
  const head = (text: string) => h('th', { scope: 'col' }, text);
  return [
    h('h2', { id: 'check-ways' }, words.ways),
    ...summary(found, language).map((line, at) => h('p', at === 0 ? { id: 'check-control', 'data-seen': String(isSeen(found)) } : {}, line)),
    h('p', {}, words.sumOpen),
    h(
      'table',
      { 'aria-labelledby': 'check-ways' },
      h('thead', {}, h('tr', {}, head(words.way), head(words.inPage), head(words.inWorker))),
      h('tbody', {}, ...[...found.tries].map(([name, { page, worker }]) => h('tr', {}, h('th', { scope: 'row' }, h('code', {}, name)), cell(page), cell(worker)))),
    ),
    h('p', { class: 'fine' }, words.legend),
    found.policies.length > 0 &&
      h('details', { id: 'check-policies' }, h('summary', {}, words.policies), ...found.policies.map((policy) => h('p', { class: 'fine' }, h('code', {}, policy)))),
  ];
}

function limits(words: Words): Child[] {
  return [
    h('h2', {}, words.limits),
    h('p', {}, words.limitsPage),
    h('dl', { class: 'check-commands' }, ...words.commands.flatMap(([command, about]) => [h('dt', {}, h('code', {}, command)), h('dd', {}, about)])),
    h('p', {}, words.limitsForward),
  ];
}
