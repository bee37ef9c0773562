// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `start`: from nothing to the first card over 1,000 rows, in a new process of Node and in a new page.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packageFolder } from '../../package/lib/packed.mjs';
import { customer } from '../data/customer.mjs';
import { times } from '../report/words.mjs';

const script = fileURLToPath(new URL('../trials/start.mjs', import.meta.url));

export async function run({ host, plan }) {
  const text = JSON.stringify(customer(1000).rows);
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-bench-'));
  const file = join(folder, 'rows.json');
  writeFileSync(file, text);
  const entry = pathToFileURL(join(packageFolder(), 'dist/index.js')).href;
  const inNode = async () => JSON.parse((await promisify(execFile)(process.execPath, [script, 'start', entry, file])).stdout);
  const inPage = (slower) => async () => {
    const { page, close } = await host.fresh({ slower });
    try {
      return await page.evaluate(async (rows) => (await import('/start.js')).start(() => import('/app.js'), rows), text);
    } finally {
      await close();
    }
  };
  const hosts = [['Node', inNode], ['Chromium', inPage(1)], ['Chromium, processor 6 times slower', inPage(6)]];
  const laps = hosts.map(() => []);
  // In turns, as everything here.
  for (let round = 0; round < plan.starts; round++) for (let at = 0; at < hosts.length; at++) laps[at].push(await hosts[at][1]());
  rmSync(folder, { recursive: true, force: true });
  const rows = hosts.map(([name], at) => {
    const of = (pick) => times(laps[at].map(pick));
    return [name, of((lap) => lap.import), of((lap) => lap.create), of((lap) => lap.card), of((lap) => lap.create + lap.card)];
  });
  return {
    id: 'start',
    title: 'From nothing to the first card',
    about: 'A new process or a page with a profile of its own, 1,000 rows at hand as text (`tests/bench/trials/start.mjs`). The import is the bundled entry with the engine inside; `create()` inflates, hashes and compiles it.',
    tables: [{ keys: 1, columns: ['host', 'import', '`create()`', 'rows in, first card out', '`create()` to the first card'], rows }],
  };
}
