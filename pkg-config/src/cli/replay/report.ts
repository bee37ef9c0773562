// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A replay's figures, laid out for people.
 *
 * Invariants: names from files reach a terminal without control characters; the same figures give the same bytes.
 */

import { safe, wrapped } from '../layout';
import type { EventFigures, Figures, Summary, Timing } from './figures';

const NAME = 24;
const BESIDES_SHOWN = 20;
const CLASSES = ['safety', 'obligation', 'care', 'save', 'offer'] as const;

const left = (text: string | number, width: number) => safe(String(text)).padEnd(width);
const right = (text: string | number, width: number) => String(text).padStart(width);
const percent = (part: number, whole: number) => (whole ? `${Math.round((part * 100) / whole)} %` : '-');

function row(name: string, { weeks, interruptions, safety, silentWeeks, offersPercent, repeats, cards, quiet }: Figures): string {
  const said = CLASSES.reduce((sum, rank) => sum + cards[rank], 0);
  return [
    `  ${left(name, NAME)}`,
    right(interruptions.median, 6),
    right(interruptions.p95, 5),
    right(interruptions.max, 5),
    right(safety.p95, 8),
    right(safety.max, 5),
    right(percent(silentWeeks, weeks), 8),
    right(said, 7),
    right(quiet, 7),
    right(`${offersPercent} %`, 8),
    right(repeats, 9),
  ].join('');
}

function weekTable({ personas, total }: Summary): string[] {
  return [
    'Interruptions a week, besides safety',
    `  ${left('', NAME)}${right('median', 6)}${right('p95', 5)}${right('max', 5)}${right('safety', 8)}${right('max', 5)}${right('silent', 8)}${right('cards', 7)}${right('quiet', 7)}${right('offers', 8)}${right('repeats', 9)}`,
    ...personas.map((figures) => row(figures.id, figures)),
    ...(personas.length > 1 ? [row('all', total)] : []),
  ];
}

function nudgeTable({ nudges, personas, neverFired, alwaysFired }: Summary): string[] {
  const list = (title: string, ids: string[]) => wrapped(ids.length ? ids.join(', ') : 'none', '    ', `  ${title}: `);
  return [
    'Nudges',
    `  ${left('', NAME + 6)}${left('class', 12)}${right('cards', 6)}${right('quiet', 7)}  fired for`,
    ...nudges.map(
      ({ id, class: rank, cards, quiet, firedFor }) => `  ${left(id, NAME + 6)}${left(rank, 12)}${right(cards, 6)}${right(quiet, 7)}  ${firedFor.length} of ${personas.length}`,
    ),
    ...list('never fired', neverFired),
    ...list('always fired', alwaysFired),
  ];
}

const tally = (events: readonly EventFigures[], of: 'found' | 'said') =>
  (['in-time', 'late', 'never'] as const).map((timing) => `${events.filter((event) => event[of] === timing).length} ${timing.replace('-', ' ')}`).join(', ');

function eventLine({ persona, kind, date, deadline, about, finding, card, quiet, hasNudge }: EventFigures): string[] {
  const noticed = finding ? `found ${finding}` : 'not found';
  const said = card ? `said ${card}` : quiet ? `quiet ${quiet}` : hasNudge ? 'not said' : 'no nudge for it';
  return [`    ${left(persona, NAME - 2)}${left(kind, 22)}${date} to ${deadline}: ${noticed}, ${said}`, ...wrapped(about, '      ')];
}

function eventTable({ events }: Summary): string[] {
  if (!events.length) return [];
  const missed = (timing: Timing) => events.filter((event) => event.said === timing);
  const part = (title: string, list: EventFigures[]) => (list.length ? [`  ${title}`, ...list.flatMap(eventLine)] : []);
  return [
    '',
    `Events: ${events.length} written beside the rows`,
    `  noticed by findings   ${tally(events, 'found')}`,
    `  told by nudges        ${tally(events, 'said')}`,
    ...part('told late', missed('late')),
    ...part('never told', missed('never')),
  ];
}

function besideLines({ besides, events }: Summary): string[] {
  if (!events.length) return [];
  const lines = besides.slice(0, BESIDES_SHOWN).map(({ persona, date, nudge, transactions }) => `  ${left(persona, NAME)}${date}  ${left(nudge, 24)}  ${safe(transactions.slice(0, 3).join(', '))}`);
  const nudges = [...new Set(besides.map(({ nudge }) => nudge))].map((nudge) => `${besides.filter((one) => one.nudge === nudge).length} ${nudge}`);
  return ['', ...wrapped(nudges.join(', '), '    ', `Cards that no event calls for: ${besides.length}${nudges.length ? ', of them ' : ''}`), ...lines, ...(besides.length > BESIDES_SHOWN ? [`  and ${besides.length - BESIDES_SHOWN} more`] : [])];
}

function intrusionLines({ intrusions }: Summary): string[] {
  if (!intrusions.length) return [];
  return ['', 'Said where silence was due', ...intrusions.flatMap(({ persona, date, nudge, because }) => wrapped(`${date} ${nudge}: ${because}`, '      ', `  ${left(persona, NAME)}`))];
}

function budgetLine({ budget, total }: Summary): string[] {
  if (!budget) return [];
  const { limit, exceededBy } = budget;
  const kept = `Budget of ${limit} a week: kept (p95 ${total.interruptions.p95})`;
  return ['', ...(exceededBy.length ? wrapped(exceededBy.join(', '), '  ', `Budget of ${limit} a week: exceeded by the p95 of `) : [kept])];
}

/** For people. */
export function asText(summary: Summary): string {
  const { pack, habits, personas, total } = summary;
  const [one] = personas;
  const span = one && personas.every(({ from, to }) => from === one.from && to === one.to) ? `${one.from} to ${one.to}` : `${total.days} days`;
  const withheld = Object.entries(total.withheld).map(([reason, count]) => `${count} ${reason}`);
  return [
    ...wrapped(`${pack.id} ${pack.version}, ${span}, ${habits.surfaces.join(' and ')} at ${habits.hour}:00, the customer's answers: ${habits.answers}`, '  ', ''),
    ...(total.rejected ? [`${total.rejected} rows were skipped; \`oxpecker evaluate\` names them`] : []),
    '',
    ...weekTable(summary),
    ...wrapped(CLASSES.map((rank) => `${total.cards[rank]} ${rank}`).join(', '), '    ', '  cards by class: '),
    ...wrapped(withheld.join(', ') || 'nothing', '    ', '  held back: '),
    '',
    ...nudgeTable(summary),
    ...eventTable(summary),
    ...besideLines(summary),
    ...intrusionLines(summary),
    ...budgetLine(summary),
    '',
  ].join('\n');
}
