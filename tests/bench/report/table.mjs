// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The tables in `docs/PERFORMANCE.md`: written between two markers, a section a part, and read back for their shape.
 *
 * In: the document, sections that were measured. Out: the document with these replaced and the others as they were.
 * Invariant: nothing outside the markers changes.
 */

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';
const MARK = /^<!-- bench:part ([a-z-]+) -->$/;

const line = (cells) => `| ${cells.join(' | ')} |`;

/** A section: its heading, where and when it was measured, its tables, and where a peer wins, if there are peers. */
export function render({ id, title, about, tables, wins }, machine) {
  const out = [`<!-- bench:part ${id} -->`, `### ${title}`, '', about, '', machine];
  for (const { columns, rows } of tables) out.push('', line(columns), line(columns.map(() => '---')), ...rows.map(line));
  if (wins) out.push('', wins.length ? `A peer wins: ${wins.join('; ')}.` : 'No peer wins here.');
  out.push('');
  return out.join('\n');
}

function cut(document) {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document has no ${BEGIN} … ${END}`);
  return { before: document.slice(0, begin + BEGIN.length), inside: document.slice(begin + BEGIN.length, end), after: document.slice(end) };
}

/** Texts of the sections that stand in the document, by their part. */
export function sections(document) {
  const found = new Map();
  let part;
  for (const row of cut(document).inside.split('\n')) {
    part = MARK.exec(row)?.[1] ?? part;
    if (part) found.set(part, `${found.get(part) ?? ''}${row}\n`);
  }
  return found;
}

/** Puts sections into the document, in this order of parts. */
export function splice(document, measured, order) {
  const { before, after } = cut(document);
  const all = new Map([...sections(document), ...measured]);
  const texts = order.flatMap((part) => (all.has(part) ? [all.get(part).trimEnd()] : []));
  return `${before}\n${texts.join('\n\n')}\n${after}`;
}

/** What a section of the document lacks, or has too much, beside one that was measured now; figures may differ. */
export function differences(section, { title, tables }) {
  const lines = section.split('\n').filter((row) => row.startsWith('| ') && !row.startsWith('| ---'));
  const wanted = tables.flatMap(({ columns, keys, rows }) => [`${line(columns)}`, ...rows.map((row) => `${line(row.slice(0, keys)).slice(0, -1)}`)]);
  const out = section.includes(`### ${title}\n`) ? [] : [`the heading is not "${title}"`];
  for (let at = 0; at < Math.max(lines.length, wanted.length); at++) {
    if (!lines[at]?.startsWith(wanted[at] ?? '\n')) out.push(`line ${at + 1} of the tables is "${lines[at] ?? ''}", and the harness writes "${wanted[at] ?? ''}…"`);
  }
  return out;
}
