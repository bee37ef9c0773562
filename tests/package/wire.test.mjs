// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The public types, held to what the engine really writes: `pkg-config/src/wire.ts` comes from the engine's own types,
 * and each of them must be assignable to its public twin without `text`, and the other way round.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder, project, root, tool } from './lib/packed.mjs';

const path = join(root, 'pkg-config/src/wire.ts');
const exported = (text) => [...text.matchAll(/^export (?:declare )?(?:type|interface) (\w+)/gm)].map(([, name]) => name);

/** Wire types that are a part of a public type, or have another name there. */
const TWINS = {
  ActionRef: 'Action',
  AmountModel: "Series['amountModel']",
  Args: 'Record<string, Arg>',
  AttentionAnswer: 'AttentionState',
  ProposalAnswer: 'ChallengeProposal',
  OfferAnswer: 'ChallengeOffer',
  ProgressAnswer: 'ChallengeProgress',
  LineAnswer: 'ChallengeLine',
  WindowAnswer: 'ChallengeWindow',
  DueAnswer: "NonNullable<ChallengeProgress['next']>",
  StepAnswer: 'ChallengeStep',
  Every: 'ChallengePeriod',
  Difficulty: 'ChallengeLevel',
  RunState: "ChallengeProgress['state']",
  WindowState: 'ChallengeWindowState',
  Cadence: "Series['cadence']",
  Condition: 'TraceCondition',
  ConsentStatus: '{ granted: Purpose[]; missing: MissingConsent[]; ledger: ConsentLine[]; events: ConsentLine[] }',
  Direction: "Series['direction']",
  DuplicateKind: "Duplicate['kind']",
  DuplicateState: "Duplicate['state']",
  Evidence: "Card['evidence']",
  FactAnswer: "Finding['facts'][string]",
  Facts: "Finding['facts']",
  Feature: "Feature['name']",
  Differs: "NonNullable<Simulation['differs']>",
  FeatureAnswer: 'Feature',
  GoalMilestone: "Goal['milestones'][number]",
  GoalRow: "Goal['rows'][number]",
  Occasion: "Reward['occasion']",
  PlanAnswer: 'GoalPlan',
  ReachedAnswer: "GoalPlan['reached']",
  FeatureType: "Feature['type']",
  ForecastBasis: "Forecast['basis']",
  Field: "NonNullable<PaymentVerdict['field']>",
  Form: "PaymentVerdict['form']",
  Level: "PaymentVerdict['level']",
  Merged: '{ applied: number; known: number }',
  NextAnswer: "NonNullable<Series['next']>",
  NudgeClass: "Card['class']",
  Permille: 'number',
  PackLine: "PrivacyReport['pack']",
  PaidAnswer: "PaymentVerdict['duplicateOf'][number]",
  PlannedAnswer: 'PlannedPayment',
  Problem: 'RowProblem',
  ProblemCode: 'RowProblemCode',
  Proposed: "AttentionState['proposed']",
  QuietCard: 'Quiet',
  ProcessingLog: "Omit<ProcessingLog, 'answers'>",
  Report: "Omit<PrivacyReport, 'engine'>",
  SeriesChange: "Series['changes'][number]",
  SeriesKind: "Series['kind']",
  SeriesState: "Series['state']",
  SignAnswer: "PaymentVerdict['signs'][number]",
  Signal: 'PaymentSign',
  TopicLine: 'Topic',
  UpcomingAnswer: "NonNullable<PaymentVerdict['upcoming']>",
  Use: "Card['uses'][number]",
  VerdictAnswer: 'PaymentVerdict',
  Wishes: '{ pauseAbove: string; trustedContact: string; dailyAllowance: string }',
  WithheldCard: 'Withheld',
};

/** Wire types of which the public type is wider: the shell has codes of its own. */
const NARROWER = { Code: 'OxpeckerErrorCode', Error: "{ code: OxpeckerErrorCode; message: string; at?: number; field?: string; diagnostics?: Diagnostic[] }" };

/** `WireCard`, `CardAnswer` and `Card` all speak of the public `Card`. */
const bareName = (name) => name.replace(/^Wire(?=[A-Z])/, '');
function twinOf(name, open) {
  const bare = bareName(name);
  if (NARROWER[bare]) return NARROWER[bare];
  return TWINS[bare] ?? [bare, bare.replace(/Answer$/, '')].find((candidate) => open.has(candidate));
}

test('public types and wire types are the same, but for the texts', { skip: existsSync(path) ? false : 'pkg-config/src/wire.ts is not written yet' }, async (t) => {
  const wire = readFileSync(path, 'utf8');
  const declarations = readFileSync(join(packageFolder(), 'dist/index.d.ts'), 'utf8');
  const open = new Set(exported(declarations));
  const pairs = exported(wire).map((name) => [name, twinOf(name, open)]);
  assert.deepEqual(pairs.filter(([, twin]) => !twin).map(([name]) => name), [], 'wire types without a public twin: name them in TWINS');
  const twins = new Set(pairs.map(([, twin]) => twin));
  for (const name of ['Card', 'Quiet', 'Withheld', 'Duplicate', 'Series', 'Transfer', 'PaymentVerdict', 'IngestReport', 'Reason', 'Arg']) {
    assert.ok(twins.has(name), `no wire type speaks of ${name}`);
  }
  const used = [...open].filter((name) => pairs.some(([, twin]) => new RegExp(`\\b${name}\\b`).test(twin)));
  const check = [
    `import type { ${used.join(', ')} } from 'oxpecker';`,
    "import type * as wire from './wire.js';",
    'type Bare<T> = T extends readonly unknown[] ? { [K in keyof T]: Bare<T[K]> }',
    "  : T extends object ? { [K in keyof T as K extends 'text' ? never : K]: Bare<T[K]> } : T;",
    ...pairs.map(([name, twin]) => `export const from${name} = (value: wire.${name}): Bare<${twin}> => value;`),
    ...pairs.filter(([name]) => !NARROWER[bareName(name)]).map(([name, twin]) => `export const to${name} = (value: Bare<${twin}>): wire.${name} => value;`),
  ].join('\n');
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'ES2022', lib: ['ES2022'], types: [] };
  const folder = project(t, { 'wire.ts': wire, 'check.ts': check, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['check.ts'] }) });
  await tool('typescript/bin/tsc', ['--project', '.'], folder);
});
