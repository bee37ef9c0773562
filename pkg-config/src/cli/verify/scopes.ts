// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a script takes from its host: every name that it uses and declares nowhere, with the members that it reads of it.
 *
 * In: a parsed program (ESTree). Out: mentions, in the order of the text. Invariants: scopes are those of the language, so
 * neither a word in a text nor a variable of the script's own counts; what cannot be followed by reading (the global
 * object as a value, a computed member of it) is told as such and never skipped.
 */

/** A node, by what every kind of it has. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

/** One use of something of the host. */
export interface Mention {
  /** Such as `crypto.subtle.digest`; `[…]` stands for a member that is worked out, and ends it. */
  path: string;
  node: Node;
  /** From the outermost to the innermost around it. */
  around: readonly Node[];
}

interface Scope {
  names: Set<string>;
  outer: Scope | undefined;
}

/** Objects that are the global object. */
const GLOBALS = new Set(['globalThis', 'window', 'self', 'frames', 'top', 'parent', 'global']);

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';
const NONE: Node[] = [];
const list = (value: unknown): Node[] => (typeof value !== 'object' || value === null ? NONE : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : NONE);
const isFunction = ({ type }: Node) => /Function/.test(type);

/** Names that a pattern binds. */
function bind(pattern: unknown, names: Set<string>): void {
  for (const node of list(pattern)) {
    if (node.type === 'Identifier') names.add(node['name'] as string);
    else if (node.type === 'MemberExpression') continue;
    else for (const key of ['elements', 'properties', 'value', 'argument', 'left']) bind(node[key], names);
  }
}

/** `let`, `const`, classes, functions and imports among these statements. */
function lexical(statements: Node[], names: Set<string>): void {
  for (const statement of statements) {
    const node = statement.type.startsWith('Export') && isNode(statement['declaration']) ? statement['declaration'] : statement;
    if (node.type === 'VariableDeclaration') for (const one of list(node['declarations'])) bind(one['id'], names);
    else if (/^(Function|Class)Declaration$/.test(node.type)) bind(node['id'], names);
    else if (node.type === 'ImportDeclaration') for (const one of list(node['specifiers'])) bind(one['local'], names);
  }
}

/** `var` anywhere in a function, however deep. */
function hoisted(node: Node, names: Set<string>): void {
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var') for (const one of list(node['declarations'])) bind(one['id'], names);
  for (const key in node) for (const inner of list(node[key])) if (!isFunction(inner)) hoisted(inner, names);
}

/** The scope that a node opens, if it does. */
function opened(node: Node, outer: Scope | undefined): Scope | undefined {
  const names = new Set<string>();
  if (isFunction(node)) {
    if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
    bind(node['params'], names);
    if (node.type === 'FunctionExpression') bind(node['id'], names);
    for (const body of list(node['body'])) hoisted(body, names);
  } else if (/^Class/.test(node.type) && node.type !== 'ClassBody') bind(node['id'], names);
  else if (node.type === 'CatchClause') bind(node['param'], names);
  else if (/^For/.test(node.type)) lexical(list(node['init'] ?? node['left']), names);
  else if (node.type === 'SwitchStatement') for (const one of list(node['cases'])) lexical(list(one['consequent']), names);
  else if (/^(Program|BlockStatement|StaticBlock)$/.test(node.type)) {
    lexical(list(node['body']), names);
    if (node.type !== 'BlockStatement') hoisted(node, names);
  } else return outer;
  return { names, outer };
}

/** Children that are no labels and no names of members. */
function inner(node: Node): Node[] {
  let skipped = '';
  if (/^(Member|Property|Method|PropertyDefinition)/.test(node.type) && node['computed'] !== true) skipped = node.type === 'MemberExpression' ? 'property' : 'key';
  if (/^(Labeled|Break|Continue)/.test(node.type)) skipped = 'label';
  if (/^(Import|ExportSpecifier|ExportAll)/.test(node.type) && node.type !== 'ImportExpression') return [];
  // `{ a }` has one node in two places.
  if (node.type === 'Property' && node['shorthand'] === true) skipped = 'key';
  if (node.type === 'MetaProperty') return [];
  const found: Node[] = [];
  for (const key in node) if (key !== skipped) for (const child of list(node[key])) found.push(child);
  return found;
}

/** The name of a member, where it can be read. */
export function memberOf(node: Node): string {
  const property = node['property'] as Node;
  if (node['computed'] !== true) return property['name'] as string;
  return property.type === 'Literal' && typeof property['value'] === 'string' ? property['value'] : '[…]';
}

/** The members that are read of a node, one behind the other; several where it is taken apart. */
function pathsOf(node: Node, around: readonly Node[]): string[][] {
  const path: string[] = [];
  let current = node;
  for (let at = around.length - 1; at >= 0; at--) {
    const outer = around[at] as Node;
    if (outer.type === 'MemberExpression' && outer['object'] === current) path.push(memberOf(outer));
    else if (outer.type === 'VariableDeclarator' && outer['init'] === current && (outer['id'] as Node).type === 'ObjectPattern') {
      return list((outer['id'] as Node)['properties']).map((one) => [...path, one.type === 'Property' && one['computed'] !== true ? String((one['key'] as Node)['name']) : '[…]']);
    } else if (outer.type !== 'ChainExpression') break;
    if (path.at(-1) === '[…]') break;
    current = outer;
  }
  return [path];
}

/** Everything that a program takes from its host. */
export function mentions(program: Node): Mention[] {
  const found: Mention[] = [];
  const add = (name: string, node: Node, around: readonly Node[]) => {
    for (const members of pathsOf(node, around)) {
      const path = [name, ...members];
      while (GLOBALS.has(path[0] as string) && path.length > 1) path.shift();
      found.push({ path: path.join('.'), node, around: [...around] });
    }
  };
  const visit = (node: Node, outer: Scope | undefined, around: Node[]) => {
    const scope = opened(node, outer);
    if (node.type === 'Identifier') {
      const name = node['name'] as string;
      let at = scope;
      while (at && !at.names.has(name)) at = at.outer;
      if (!at) add(name, node, around);
    } else if (node.type === 'MetaProperty') add('import.meta', node, around);
    else if (node.type === 'ThisExpression' && !around.some(({ type }) => type === 'ClassBody')) add('this', node, around);
    around.push(node);
    for (const child of inner(node)) visit(child, scope, around);
    around.pop();
  };
  visit(program, undefined, []);
  return found;
}
