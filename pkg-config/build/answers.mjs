// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The closed schema of all that the engine answers, as one JSON Schema: made of `src/wire.ts`, which the engine's own types
 * write.
 *
 * In: the text of `src/wire.ts`. Out: a schema with a definition for each call, under the name of the call. Invariants: no
 * object of an answer may have a member that is not named; what is not understood stops the build. How to add a call: its
 * answer in `ANSWERS`, by the name that its type has in `src/wire.ts`.
 */

/** What each call answers; those behind `tell` by what they are told. Calls that answer bytes are not among them. */
export const ANSWERS = {
  ingest_finish: 'IngestReport',
  remove: '{ removed: number }',
  duplicates: 'Array<DuplicateAnswer>',
  series: 'Array<SeriesAnswer>',
  findings: 'Array<FindingAnswer>',
  transfers: 'Array<TransferAnswer>',
  forecast: 'ForecastAnswer',
  check_payment: 'VerdictAnswer',
  evaluate: 'Answer',
  respond: '{ changed: boolean }',
  compare_payees: 'PayeeComparison',
  consent: 'ConsentStatus',
  apply_entries: 'Merged',
  erase: 'Array<Deleted>',
  stats: '{ transactions: number, memoryBytes: number }',
  features: 'Array<FeatureAnswer>',
  grant: 'Decided',
  refuse: 'Decided',
  withdraw: 'Decided',
  declare: '{ id: string }',
  revoke: '{ id: string }',
  correct: '{ id: string }',
  contexts: 'Array<ContextAnswer>',
  report: 'Report',
  log: 'ProcessingLog',
  attention: 'AttentionAnswer',
  learned: 'Array<LearnedRate>',
  track: '{ changed: boolean }',
  guard: 'Wishes',
  'guard-set': 'Wishes',
  decision: 'VerdictAnswer',
  simulate: 'Simulation',
  goals: 'Array<GoalAnswer>',
  'goal-if': 'GoalWhatIf',
  goal: '{ id: string }',
  'goal-pause': '{ id: string }',
  'goal-resume': '{ id: string }',
  'goal-remove': '{ id: string }',
  challenges: 'Array<ProgressAnswer>',
  'challenge-proposals': 'Array<ProposalAnswer>',
  'challenge-join': '{ id: string }',
  'challenge-move': '{ id: string }',
  rewards: 'Array<RewardAnswer>',
  'reward-claim': 'ClaimDocument',
  'reward-settle': '{ id: string }',
  refused: 'Error',
};

const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"[^"]*"|[A-Za-z_]\w*|\d+|[{}[\]()<>|,:;?=]|\s+/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new Error(`the wire types have a sign that is not understood: ${text.slice(at, at + 40)}`);
    if (!/^(\s|\/[*/])/.test(token)) found.push(token);
  }
  return found;
}

/** A type from tokens, as a schema. */
function reader(list) {
  let at = 0;
  const peek = () => list[at];
  const take = (wanted) => {
    if (wanted !== undefined && list[at] !== wanted) throw new Error(`the wire types have \`${list[at]}\` where \`${wanted}\` was expected`);
    return list[at++];
  };
  const PLAIN = { string: { type: 'string' }, number: { type: 'number' }, boolean: { type: 'boolean' }, null: { type: 'null' }, true: { const: true }, false: { const: false } };

  function object() {
    const properties = {};
    const required = [];
    while (peek() !== '}') {
      const key = take().replace(/^"|"$/g, '');
      const isOptional = peek() === '?';
      if (isOptional) take();
      take(':');
      properties[key] = union();
      if (!isOptional) required.push(key);
      if (peek() === ',' || peek() === ';') take();
    }
    take('}');
    return { type: 'object', properties, required, additionalProperties: false };
  }

  function one() {
    const token = take();
    if (token === '{') return object();
    if (token === '(') {
      const inner = union();
      take(')');
      return inner;
    }
    if (token === '[') {
      const items = [];
      while (peek() !== ']') {
        items.push(union());
        if (peek() === ',') take();
      }
      take(']');
      return { type: 'array', prefixItems: items, minItems: items.length, items: false };
    }
    if (token.startsWith('"')) return { const: token.slice(1, -1) };
    if (/^\d/.test(token)) return { const: Number(token) };
    if (PLAIN[token]) return PLAIN[token];
    if (token !== 'Array' && token !== 'Record') return { $ref: `#/$defs/${token}` };
    take('<');
    let inner = union();
    if (token === 'Record') {
      take(',');
      inner = union();
    }
    take('>');
    return token === 'Array' ? { type: 'array', items: inner } : { type: 'object', additionalProperties: inner };
  }

  function union() {
    if (peek() === '|') take();
    const all = [one()];
    while (peek() === '|') {
      take();
      all.push(one());
    }
    if (all.length === 1) return all[0];
    return all.every((each) => 'const' in each) ? { enum: all.map((each) => each.const) } : { anyOf: all };
  }

  return { union, take, isDone: () => at >= list.length };
}

/** The schema. */
export function answersSchema(wire) {
  const $defs = {};
  const types = reader(tokens(wire));
  while (!types.isDone()) {
    types.take('export');
    types.take('type');
    const name = types.take();
    types.take('=');
    $defs[name] = types.union();
    types.take(';');
  }
  for (const [call, type] of Object.entries(ANSWERS)) $defs[`answer:${call}`] = reader(tokens(type)).union();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What the Oxpecker engine answers, by call: $defs/answer:<call>',
    $defs,
  };
}
