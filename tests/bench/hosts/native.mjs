// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The native bench, driven file by file, and what criterion estimates.
 *
 * In: the program (`cargo bench --package oxpecker-bench --no-run`), a file of rows. Out: the median in milliseconds.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function openNative(program) {
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-native-'));
  return {
    /** One run of criterion over this text of rows: ten samples after a short warm-up. */
    whole(name, text, { seconds }) {
      const [rows, home] = [join(folder, 'rows'), join(folder, 'criterion')];
      rmSync(folder, { recursive: true, force: true });
      for (const path of [folder, rows, home]) mkdirSync(path);
      writeFileSync(join(rows, `${name}.json`), text);
      const words = ['--bench', '--noplot', '--sample-size', '10', '--warm-up-time', String(seconds / 4), '--measurement-time', String(seconds)];
      execFileSync(program, words, { env: { ...process.env, OXPECKER_ROWS: rows, CRITERION_HOME: home }, stdio: ['ignore', 'ignore', 'pipe'] });
      return JSON.parse(readFileSync(join(home, `whole-${name}`, 'job', 'new', 'estimates.json'), 'utf8')).median.point_estimate / 1e6;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
