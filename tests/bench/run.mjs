// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Measures the parts that are named, or all, and writes their tables into `docs/PERFORMANCE.md`.
 *
 * Run by `cargo xtask bench [part …]`, which builds the package and the native bench first. In: names of parts; CHROMIUM,
 * OXPECKER_NATIVE (the native bench). Out: the document, part by part, so that what was measured is kept when one fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, packageFolder, root } from '../package/lib/packed.mjs';
import { openHost } from './hosts/page.mjs';
import { FULL, PARTS, machine, part } from './plan.mjs';
import { render, splice } from './report/table.mjs';

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !PARTS.includes(name));
if (unknown) {
  console.error(`there is no part \`${unknown}\`; there are ${PARTS.join(', ')}`);
  process.exit(2);
}
const file = join(root, 'docs/PERFORMANCE.md');
const { Oxpecker } = await load();
const host = await openHost(packageFolder());
let failed = 0;
for (const name of asked.length ? asked : PARTS) {
  const where = machine(host.version);
  console.log(`\n${name}: ${where}`);
  try {
    const measured = await (await part(name))({ Oxpecker, page: host.ask, host, native: process.env.OXPECKER_NATIVE, plan: FULL });
    const text = render(measured, where);
    console.log(text);
    writeFileSync(file, splice(readFileSync(file, 'utf8'), new Map([[name, text]]), PARTS));
  } catch (error) {
    failed++;
    console.error(`${name} failed:`, error);
  }
}
await host.close();
process.exit(failed ? 1 : 0);
