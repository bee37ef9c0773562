// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The command `oxpecker`: reads its arguments and hands over to one command. Needs Node and nothing else.
 *
 * Out: exit code 0 for success, 1 for a file or a host that does not do, 2 for wrong usage.
 */

import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { demo } from './cli/demo';
import { evaluate } from './cli/evaluate';
import { lint } from './cli/lint';
import { type Outcome, UsageError } from './cli/outcome';
import { sign } from './cli/sign';

const USAGE = `Usage:
  oxpecker evaluate <file> [options]   What Oxpecker would say about a file of transactions
  oxpecker demo [--port N]             Serve the demo page on this machine
  oxpecker lint <pack> [--format form] What is wrong with a pack; fails a build when something is
  oxpecker sign <pack> [options]       Put a pack into its signed envelope, or add a signature

The file is a JSON array, an envelope or JSON Lines; \`-\` reads standard input.

Options of evaluate:
  --now <moment>       RFC 3339 with an offset, such as 2026-11-21T09:00:00+01:00; the clock when left out
  --locale <tag>       Language of the texts, such as ja; en when left out
  --time-zone <zone>   Zone of the customer, such as Europe/Paris; this machine's when left out
  --consent <list>     Purposes, with commas; insights,payment-guard,nudges when left out
  --format <form>      text (when left out) or json

Options of sign:
  --key <file>         Private key of Ed25519 in PEM
  --key-id <id>        Its name in \`packKeys\`
  --not-before <time>  When the pack begins to hold, such as 2027-01-31T00:00:00Z
  --expires <time>     When it ends
  --min-engine <x.y.z> The oldest engine that it is made for; 0.1.0 when left out

Options of demo:
  --port <number>      4173 when left out; the next free one when it is taken
`;

const OPTIONS = {
  evaluate: {
    now: { type: 'string' },
    locale: { type: 'string' },
    'time-zone': { type: 'string' },
    consent: { type: 'string' },
    format: { type: 'string' },
  },
  demo: { port: { type: 'string' } },
  lint: { format: { type: 'string' } },
  sign: {
    key: { type: 'string' },
    'key-id': { type: 'string' },
    'not-before': { type: 'string' },
    expires: { type: 'string' },
    'min-engine': { type: 'string' },
  },
} as const satisfies Record<string, ParseArgsConfig['options']>;

function read<O extends (typeof OPTIONS)[keyof typeof OPTIONS]>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0] ?? '');
  }
}

async function run([command, ...rest]: string[]): Promise<Outcome> {
  if (command === 'evaluate') {
    const { values, positionals } = read(rest, OPTIONS.evaluate);
    return evaluate(positionals, values);
  }
  if (command === 'demo') {
    const { values, positionals } = read(rest, OPTIONS.demo);
    return demo(positionals, values);
  }
  if (command === 'lint') {
    const { values, positionals } = read(rest, OPTIONS.lint);
    return lint(positionals, values);
  }
  if (command === 'sign') {
    const { values, positionals } = read(rest, OPTIONS.sign);
    return sign(positionals, values);
  }
  if (command === '--version') {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    return { code: 0, out: `${version}\n` };
  }
  if (command === '--help' || command === '-h' || command === 'help') return { code: 0, out: USAGE };
  throw new UsageError(command === undefined ? 'a command is missing' : 'this command is not known');
}

try {
  const { code, out = '', err = '' } = await run(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`oxpecker: ${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
