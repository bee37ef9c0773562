// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The command `oxpecker`: reads its arguments and hands over to one command. Needs Node and nothing else.
 *
 * Out: exit code 0 for success, 1 for a file or a host that does not do, or a budget that is exceeded, 2 for wrong usage.
 */

import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { demo } from './cli/demo';
import { evaluate } from './cli/evaluate';
import { lint } from './cli/lint';
import { type Outcome, UsageError } from './cli/outcome';
import { HELP as REPLAY_HELP, OPTIONS as REPLAY_OPTIONS, replay } from './cli/replay/command';
import { sign } from './cli/sign';

const USAGE = `Usage:
  oxpecker evaluate <file> [options]       What Oxpecker would say about a file of transactions
  oxpecker replay <pack> [data] [options]  How often a pack would interrupt, day by day over a year
  oxpecker lint <pack> [--format form]     What is wrong with a pack; fails a build when something is
  oxpecker sign <pack> [options]           Put a pack into its signed envelope, or add a signature
  oxpecker verify [folder] [--json]        What this package can do and cannot; fails when anything does not hold
  oxpecker demo [--port N]                 Serve the demo page on this machine

\`oxpecker <command> --help\` tells more about each.
`;

type Options = NonNullable<ParseArgsConfig['options']>;
type Flags = Record<string, string | undefined>;

/** A command: what it takes, what its help says, what it does. */
interface Command {
  options: Options;
  help: string;
  run(positionals: string[], flags: Flags): Outcome | Promise<Outcome>;
}

const COMMANDS: Record<string, Command> = {
  evaluate: {
    options: {
      now: { type: 'string' },
      locale: { type: 'string' },
      'time-zone': { type: 'string' },
      consent: { type: 'string' },
      surface: { type: 'string' },
      format: { type: 'string' },
    },
    help: `  oxpecker evaluate <file> [options]

What Oxpecker would say about a file of transactions. The file is a JSON array, an envelope or JSON Lines; \`-\` reads
standard input.

Options of evaluate:
  --now <moment>       RFC 3339 with an offset, such as 2026-11-21T09:00:00+01:00; the clock when left out
  --locale <tag>       Language of the texts, such as ja; en when left out
  --time-zone <zone>   Zone of the customer, such as Europe/Paris; this machine's when left out
  --consent <list>     Purposes, with commas; insights,payment-guard,nudges when left out
  --surface <name>     Where the cards are to stand: home (when left out), inbox, transactions or another of the app
  --format <form>      text (when left out) or json
`,
    run: evaluate,
  },
  replay: { options: REPLAY_OPTIONS, help: REPLAY_HELP, run: replay },
  demo: {
    options: { port: { type: 'string' } },
    help: `  oxpecker demo [--port N]

Serves the demo page on this machine, until it is stopped.

Options of demo:
  --port <number>      4173 when left out; the next free one when it is taken
`,
    run: demo,
  },
  lint: {
    options: { format: { type: 'string' } },
    help: `  oxpecker lint <pack> [options]

What is wrong with a pack: faults that keep it from loading, and what a customer should not be shown. \`-\` reads standard
input. Exit code 1 when something is.

Options of lint:
  --format <form>      text (when left out) or json
`,
    run: lint,
  },
  verify: {
    options: { json: { type: 'boolean' } },
    help: `  oxpecker verify [folder] [--json]

What this package can do and cannot: the engine's imports, its hash in every place, what each script takes from its host,
what is carried inside, and how to rebuild it. Reads files and does nothing else. Exit code 1 when anything does not hold.
\`folder\` is another copy of the package to look at, such as node_modules/oxpecker.

Options of verify:
  --json               All of it for a program
`,
    // The parser that it needs is in a file of its own.
    run: async ([folder, ...more], flags) => {
      if (more.length) throw new UsageError('verify takes at most one folder');
      return (await import('./cli/verify')).verify(folder, flags['json'] !== undefined);
    },
  },
  sign: {
    options: {
      key: { type: 'string' },
      'key-id': { type: 'string' },
      'not-before': { type: 'string' },
      expires: { type: 'string' },
      'min-engine': { type: 'string' },
    },
    help: `  oxpecker sign <pack> [options]

Puts a pack into its signed envelope, or adds a signature to one.

Options of sign:
  --key <file>         Private key of Ed25519 in PEM
  --key-id <id>        Its name in \`packKeys\`
  --not-before <time>  When the pack begins to hold, such as 2027-01-31T00:00:00Z
  --expires <time>     When it ends
  --min-engine <x.y.z> The oldest engine that it is made for; 0.1.0 when left out
`,
    run: sign,
  },
};

function read(args: string[], options: Options) {
  try {
    return parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0] ?? '');
  }
}

async function run([name, ...rest]: string[]): Promise<Outcome> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) {
    const { values, positionals } = read(rest, command.options);
    if (values['help']) return { code: 0, out: `Usage:\n${command.help}` };
    return command.run(positionals, values as Flags);
  }
  if (name === '--version') {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    return { code: 0, out: `${version}\n` };
  }
  if (name === '--help' || name === '-h' || name === 'help') return { code: 0, out: USAGE };
  throw new UsageError(name === undefined ? 'a command is missing' : 'this command is not known');
}

// A reader that has seen enough, such as `head`, closes the pipe: no fault of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
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
