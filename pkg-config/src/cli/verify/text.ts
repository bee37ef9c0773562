// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What `verify` found, for a person at a terminal.
 */

import type { Verified } from '../verify';

const WIDTH = 100;

/** Words in lines of a terminal, the first behind `head`, the others below it. */
function wrapped(head: string, words: string): string {
  const indent = ' '.repeat(head.length);
  const lines = [head];
  for (const word of words.split(' ')) {
    const last = lines.length - 1;
    const line = lines[last] as string;
    const isFirst = line === head || line === indent;
    if (!isFirst && line.length + 1 + word.length > WIDTH) lines.push(`${indent}${word}`);
    else lines[last] = isFirst ? `${line}${word}` : `${line} ${word}`;
  }
  return lines.join('\n');
}

/** The whole. */
export function asText({ package: name, version, verified, engine, hashes, powers, scripts, files, dependencies, bundled, rebuild, faults }: Verified): string {
  const lines = [`${name} ${version}`, '', `What the engine can call (${engine.imports.length} imports, ${engine.bytes} bytes)`];
  for (const { name, can, cannot, source, host } of engine.imports) {
    lines.push(`  ${name}`, wrapped('    can     ', can), wrapped('    cannot  ', cannot), `    takes   ${host.join(', ') || 'nothing'} of the host; the function as it stands:`);
    lines.push(...source.split('\n').map((line) => `      | ${line}`));
  }
  lines.push('', `SHA-256 of engine.wasm`, `  ${engine.sha256}`);
  lines.push(...hashes.map(({ where, holds }) => `  ${holds ? 'same  ' : 'OTHER '}  ${where}`));
  lines.push('', `What the shell takes of its host (${scripts.length} scripts parsed; the language itself is not listed)`);
  const byPower = new Map<string, Set<string>>();
  for (const { power, why, file, module } of powers) {
    const places = byPower.get(`${power}  ${why}`) ?? new Set<string>();
    byPower.set(`${power}  ${why}`, places.add(module ? `${file} (${module})` : file));
  }
  for (const [power, places] of [...byPower].sort(([a], [b]) => (a < b ? -1 : 1))) lines.push(wrapped('  ', power), wrapped('      in ', [...places].join(', ')));
  lines.push('  Nothing else of a host stands in any of them: no other request, storage or timer, no page, no text run as a program.');
  lines.push('', `Dependencies: ${dependencies.length ? dependencies.join(', ') : 'none'}. Carried inside:`);
  lines.push(...bundled.map((one) => `  ${one.kind.padEnd(8)}${one.name} ${one.version} (${one.licence})`));
  lines.push('', `Files: ${files} compared with SHA256SUMS`, '', 'To rebuild and compare:', ...rebuild.map((line) => `  ${line}`));
  lines.push('', 'What this does not show: members that are worked out while a script runs cannot be read from its text, and', 'the page that is given an answer may do with it what it likes. docs/PRIVACY.md tells both.');
  lines.push('', ...faults.map(({ where, what }) => wrapped(`FAULT  ${where}: `, what)), verified ? 'Everything holds.' : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`);
  return `${lines.join('\n')}\n`;
}
