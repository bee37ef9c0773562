// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What `evaluate` found, laid out for a person or as JSON, and the lines that other commands are laid out with.
 *
 * Invariants: names from a bank's rows reach a terminal without control characters, so that none can move its cursor.
 */

import type { Answer, Card, Duplicate, IngestReport, MissingConsent } from '../types';

/** Everything that the command shows. */
export interface Found {
  file: string;
  report: IngestReport;
  answer: Answer;
  duplicates: Duplicate[];
  missing: MissingConsent[];
  hint: string | undefined;
}

const PROBLEMS_SHOWN = 10;
const WIDTH = 88;

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
/** A text that cannot move a cursor. */
export const safe = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replace(control, '\ufffd');
const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

// Words with the space after them; scripts without spaces break after each sign, but not before a closing one.
const PIECES = /[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60][、。，．）」』！？ー]*|[^\s\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]+\s*|\s+/g;
const columns = (text: string) => text.length + (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0);

/** Lines of at most `WIDTH` columns under an indent. */
export function wrapped(text: string, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const [piece] of safe(text).matchAll(PIECES)) {
    if (!empty && columns(line) + columns(piece.trimEnd()) > WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += piece;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Numbers of each word, most frequent first. */
function tally(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, times]) => `${times} ${safe(word)}`)
    .join(', ');
}

function cardLines({ class: kind, text, evidence }: Card, why: string[]): string[] {
  const rows = evidence.transactions;
  return [
    '',
    ...wrapped(text.title, '    ', `  ${kind.toUpperCase()}  `),
    ...wrapped(text.body, '    '),
    ...why.flatMap((reason) => wrapped(reason, '        ', '      · ')),
    ...(text.actions.length ? wrapped(text.actions.map(({ label }) => `[${label}]`).join(' '), '      ') : []),
    ...wrapped(`rows ${rows.slice(0, 4).join(', ')}${rows.length > 4 ? ` and ${rows.length - 4} more` : ''}`, '      '),
  ];
}

function reportLines({ added, updated, unchanged, rejected, problems }: IngestReport): string[] {
  const known = [updated && `${updated} updated`, unchanged && `${unchanged} seen twice`].filter(Boolean);
  const first = `${count(added, 'transaction')} read${known.length ? `, ${known.join(', ')}` : ''}`;
  if (!problems.length) return [first];
  return [
    `${first}, ${count(rejected, 'row')} skipped:`,
    ...problems.slice(0, PROBLEMS_SHOWN).map(({ row, code, field }) => `  ${row < 0 ? 'account' : `row ${row}`}  ${safe(field) || '(whole row)'}  ${code}`),
    ...(problems.length > PROBLEMS_SHOWN ? [`  and ${problems.length - PROBLEMS_SHOWN} more: ${tally(problems.map(({ code }) => code))}`] : []),
  ];
}

/** For people. */
export function asText({ file, report, answer, duplicates, missing, hint }: Found): string {
  const { cards, quiet, withheld } = answer;
  return [
    safe(file),
    ...reportLines(report),
    ...(hint ? [hint] : []),
    '',
    cards.length ? `${count(cards.length, 'card')} to show` : 'No card to show: nothing is worth interrupting for.',
    ...cards.flatMap((card) => cardLines(card, card.text.because)),
    ...(quiet.length ? ['', 'Noticed, and deliberately not shown'] : []),
    ...quiet.flatMap((card) => cardLines(card, [card.text.reason])),
    '',
    `Held back: ${withheld.length ? tally(withheld.map(({ text }) => text.reason)) : 'nothing'}`,
    `Duplicates: ${duplicates.length ? `${count(duplicates.length, 'pair')} (${tally(duplicates.map(({ state }) => state))})` : 'none'}`,
    ...(missing.length ? wrapped(missing.map(({ call, purpose }) => `${call} (${purpose})`).join(', '), '  ', 'Without consent: ') : []),
    '',
  ].join('\n');
}

/** JSON for programs, which a terminal shows as it is. */
export function jsonOf(value: object): string {
  const text = JSON.stringify(value, null, 2);
  // `JSON.stringify` leaves the second block of control characters as they are.
  return `${text.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** For programs. */
export const asJson = ({ hint, ...found }: Found): string => jsonOf({ ...found, ...(hint && { hint }) });
