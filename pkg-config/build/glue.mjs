// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Turns the module that `wasm-bindgen --target web` writes into a factory, so that each instance has a boundary of its
 * own and a dead one can be thrown away in the same page.
 *
 * In: the text of the glue. Out: the text of a module that exports `makeGlue()`.
 * Invariants: built on the parsed program, never on patterns in text; what is not understood stops the build. Nothing
 * that fetches, logs or compiles synchronously is left, and no finalizer: the memory of an instance goes with it, and
 * a finalizer of a dead one would trap where nobody can catch it. The class is left out: `engine.ts` calls the exports.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';

/** What the factory hands out, by the names in the glue. */
const ROOTS = ['__wbg_get_imports', '__wbg_finalize_init'];

/** The class that the shell has its own of, over the same exports, and the registry that only it knows. */
const WRAPPER = ['Engine', 'EngineFinalization'];
const EXPORTS = ['engine_new', 'engine_call', '__wbindgen_malloc', '__wbindgen_free'];

/** All that the finished factory may ask of its host. */
const HOST = new Set(['Error', 'TextDecoder', 'Uint8Array', 'undefined']);

const stop = (message) => {
  throw new Error(`the glue of wasm-bindgen has changed: ${message}`);
};

/** Names that a top-level statement declares. */
function declared(statement) {
  if (statement.type === 'VariableDeclaration') return statement.declarations.map(({ id }) => id.name ?? stop('a pattern at the top'));
  return statement.id ? [statement.id.name] : [];
}

/** Every name that a node mentions, whether it reads, writes or declares it. */
function mentioned(node) {
  const names = new Set();
  full(node, (inner) => {
    if (inner.type === 'Identifier') names.add(inner.name);
  });
  return names;
}

/** Statements of the module without its exports. */
function statements(program) {
  return program.body.flatMap((node) => {
    if (node.type === 'ExportNamedDeclaration') return node.declaration ? [node.declaration] : [];
    if (/^(Import|Export)/.test(node.type)) stop(`a \`${node.type}\` at the top`);
    return [node];
  });
}

/** Functions and unset variables that nothing reaches; a statement that does something is always kept. */
function kept(body) {
  const inert = (node) =>
    node.type === 'FunctionDeclaration' ||
    (node.type === 'VariableDeclaration' && node.declarations.every(({ init }) => !init || init.type === 'Literal'));
  const wanted = new Set(ROOTS);
  const keep = new Set();
  for (let size = -1; size !== keep.size; ) {
    size = keep.size;
    for (const node of body) {
      if (keep.has(node) || (inert(node) && !declared(node).some((name) => wanted.has(name)))) continue;
      keep.add(node);
      for (const name of mentioned(node)) wanted.add(name);
    }
  }
  return body.filter((node) => keep.has(node));
}

/** Names that the factory uses and does not declare anywhere. */
function free(program) {
  const own = new Set(['makeGlue']);
  const used = new Set();
  full(program, (node, _, type) => {
    if (type === 'VariablePattern') own.add(node.name);
    else if (node.type === 'Identifier') used.add(node.name);
    for (const name of node.id ? [node.id.name] : []) own.add(name);
    for (const param of node.params ?? []) if (param.name) own.add(param.name);
  });
  return [...used].filter((name) => !own.has(name));
}

/** The factory. Throws when the glue is not what it is known to be. */
export function factoryOf(source) {
  const options = { ecmaVersion: 'latest', sourceType: 'module' };
  const all = statements(parse(source, options));
  const body = all.filter((node) => !WRAPPER.some((name) => mentioned(node).has(name)));
  for (const root of ROOTS) if (!body.some((node) => declared(node).includes(root))) stop(`\`${root}\` is missing`);
  const called = new Set();
  for (const node of all) full(node, (inner) => void (inner.type === 'MemberExpression' && called.add(inner.property.name)));
  for (const name of EXPORTS) if (!called.has(name)) stop(`nothing calls \`${name}\``);
  const lines = kept(body).map((node) => source.slice(node.start, node.end));
  const factory = [
    'export function makeGlue() {',
    ...lines,
    'return { imports: __wbg_get_imports(), start: (instance) => __wbg_finalize_init(instance, undefined) };',
    '}',
  ].join('\n');
  const strangers = free(parse(factory, options)).filter((name) => !HOST.has(name));
  if (strangers.length) stop(`it asks the host for ${strangers.join(', ')}`);
  return factory;
}
