// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A script of the package, parsed and held to what it may take from its host.
 *
 * In: its name and its text. Out: the powers that it uses, with place and reason, and faults. Invariants: nothing is
 * searched for in text; what is not allowed is a fault, also when nobody has thought of it; nothing is run.
 */

import { parse } from 'acorn';
import { IMPORTS, LANGUAGE, MEMBERS, NOT_LANGUAGE, POWERS, REACHES } from './allowed';
import { memberOf, type Mention, mentions, type Node } from './scopes';

/** One use of a power. */
export interface Use {
  file: string;
  line: number;
  /** The module of the sources that it came from, as the bundler says. */
  module: string;
  path: string;
  /** The entry of the table that allows it. */
  power: string;
  why: string;
}

/** What is wrong, and where. */
export interface Fault {
  file: string;
  line: number;
  what: string;
}

/** What a script does. */
export interface ShellReport {
  uses: Use[];
  imports: string[];
  /** The text that the loader compares the engine's hash with; nothing where it compares none. */
  integrity: string | undefined;
  faults: Fault[];
}

const isLiteral = (node: unknown): boolean => {
  const { type, expressions = [] } = (node ?? {}) as { type?: string; expressions?: unknown[] };
  return type === 'Literal' || (type === 'TemplateLiteral' && expressions.length === 0);
};

/** Whether a name is only said: `typeof x`, and what bundlers write for tools behind `0 &&`. */
function isInert({ around }: Mention): boolean {
  return around.some(({ type, left }) => type === 'LogicalExpression' && (left as Node)['value'] === 0) || (around.at(-1)?.type === 'UnaryExpression' && around.at(-1)?.['operator'] === 'typeof');
}

/** Whether a use of `fetch` is a call whose second argument has `integrity`. */
function hasIntegrity({ node, around }: Mention): boolean {
  const call = around.at(-1) as Node;
  const options = (call['arguments'] as Node[] | undefined)?.[1];
  const properties = (options?.['properties'] ?? []) as Node[];
  return call.type === 'CallExpression' && call['callee'] === node && properties.some((one) => (one['key'] as Node | undefined)?.['name'] === 'integrity');
}

/** `new Date()` without a moment is the clock. */
function readsClock({ path, node, around }: Mention): boolean {
  const outer = around.at(-1) as Node;
  return path === 'Date' && (outer.type === 'CallExpression' || (outer.type === 'NewExpression' && outer['callee'] === node && !(outer['arguments'] as Node[]).length));
}

/** The constant `integrity` of a script, if the script compares something with it. */
function comparedWith(program: Node): string | undefined {
  let value: string | undefined;
  let isCompared = false;
  const isName = (node: unknown) => /^integrity\d*$/.test(String((node as Node | null)?.['name']));
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator' && isName(node['id']) && isLiteral(node['init'])) value = String((node['init'] as Node)['value']);
    if (node.type === 'BinaryExpression' && node['operator'] === '===' && isName(node['right'])) isCompared = true;
  });
  return isCompared ? value : undefined;
}

/** Reads one script. */
export function readShell(file: string, text: string): ShellReport {
  const report: ShellReport = { uses: [], imports: [], integrity: undefined, faults: [] };
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const lineOf = ({ start }: Node) => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= start) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const fault = (node: Node, what: string) => void report.faults.push({ file, line: lineOf(node), what });
  const whole: Node = { type: 'Program', start: 0, end: text.length };
  const isModule = !file.endsWith('.cjs');
  const rooms: [line: number, name: string][] = [];
  let program: Node;
  try {
    const onComment = (isBlock: boolean, comment: string, start: number) => {
      const name = /^ (?:pkg-config\/src\/([\w./-]+)\.ts|made:(\w+)|.*node_modules\/(\w[\w-]*)\/.*)$/.exec(comment);
      if (!isBlock && name) rooms.push([start, name[1] ?? name[2] ?? name[3] ?? '']);
    };
    program = parse(text, { ecmaVersion: 'latest', sourceType: isModule ? 'module' : 'commonjs', allowHashBang: true, onComment }) as unknown as Node;
  } catch (error) {
    fault(whole, `it cannot be parsed (${(error as Error).message})`);
    return report;
  }
  const roomOf = ({ start }: Node) => rooms.filter(([from]) => from <= start).at(-1)?.[1] ?? '';
  const first = (program['body'] as Node[])[0];
  if (!isModule && first?.['directive'] !== 'use strict') fault(whole, 'it does not begin with "use strict", so `this` may be the global object');
  const mayImport = IMPORTS.filter(([files]) => files.test(file));
  const imports = (node: Node, source: unknown) => {
    const name = isLiteral(source) ? String((source as Node)['value']) : '';
    if (!name) fault(node, 'it imports something that is worked out');
    else if (!mayImport.some(([, modules]) => modules.test(name))) fault(node, `it imports \`${name}\``);
    else if (!report.imports.includes(name)) report.imports.push(name);
  };

  const reaches = (node: Node, member: string, what: string) => {
    const module = roomOf(node);
    const found = REACHES.find((one) => one.member === member && one.files.test(file) && one.modules.test(module));
    if (found) report.uses.push({ file, line: lineOf(node), module, path: `.${member}`, power: `.${member}`, why: found.why });
    else fault(node, what);
  };

  walk(program, (node) => {
    if (node['source'] && /^(Import|Export)/.test(node.type)) imports(node, node['source']);
    if (node.type === 'MemberExpression' && MEMBERS.has(memberOf(node))) reaches(node, memberOf(node), `it reaches for \`.${memberOf(node)}\``);
    if (node.type === 'CallExpression' && (node['callee'] as Node).type === 'MemberExpression' && memberOf(node['callee'] as Node) === 'postMessage') {
      if (!(node['arguments'] as Node[]).every(isLiteral)) reaches(node, 'postMessage', 'it posts a message that is no constant');
    }
  });

  if (text.includes('integrity')) report.integrity = comparedWith(program);

  const times = new Map<string, number>();
  for (const mention of mentions(program)) {
    const { node, around } = mention;
    const path = readsClock(mention) ? 'Date.now' : mention.path;
    const [name = ''] = path.split('.');
    if (name === 'this' || isInert(mention)) continue;
    const call = around.at(-1) as Node;
    if (!isModule && name === 'require' && call.type === 'CallExpression' && call['callee'] === node) {
      imports(node, (call['arguments'] as Node[])[0]);
      continue;
    }
    if (!isModule && /^(module\.)?exports\b/.test(path)) continue;
    if (LANGUAGE.has(name) && !NOT_LANGUAGE.test(path)) continue;
    const powers = POWERS.filter((one) => one.files.test(file) && (path === one.path || path.startsWith(`${one.path}.`)));
    const module = roomOf(node);
    // Two modules of one script may have the same power for reasons of their own.
    const power = powers.find((one) => one.modules.test(module)) ?? powers[0];
    if (!power) {
      fault(node, `it uses \`${path}\``);
      continue;
    }
    const count = (times.get(power.path) ?? 0) + 1;
    times.set(power.path, count);
    if (!power.modules.test(module)) fault(node, `\`${path}\` stands in the module \`${module}\``);
    if (count > (power.most ?? Infinity)) fault(node, `\`${path}\` stands there ${count} times`);
    if (path === 'fetch' && !hasIntegrity(mention)) fault(node, '`fetch` is called without `integrity`');
    report.uses.push({ file, line: lineOf(node), module, path, power: power.path, why: power.why });
  }
  return report;
}

/** Shows every node, parents first. */
export function walk(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const key in node) {
    const value = node[key] as Node | Node[] | null;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const child of value) if (typeof child?.type === 'string') walk(child, look);
    } else if (typeof value.type === 'string') walk(value, look);
  }
}

/** Whether a script is constants and nothing else: what the inline copy of the engine is. */
export function isOnlyConstants(file: string, text: string): boolean {
  try {
    const { body } = parse(text, { ecmaVersion: 'latest', sourceType: file.endsWith('.cjs') ? 'commonjs' : 'module' }) as unknown as { body: Node[] };
    const plain = (value: unknown): boolean => {
      const { type, elements } = value as Node;
      return isLiteral(value) || (type === 'ArrayExpression' && (elements as unknown[]).every(plain));
    };
    return body.every((node) => {
      const declared = ((node['declaration'] as Node | undefined)?.['declarations'] as Node[] | undefined)?.[0];
      const assigned = (node['expression'] as Node | undefined) ?? ({} as Node);
      if (node.type === 'ExportNamedDeclaration') return declared !== undefined && plain(declared['init']);
      return assigned.type === 'AssignmentExpression' && /^exports\.\w+$/.test(text.slice((assigned['left'] as Node).start, (assigned['left'] as Node).end)) && plain(assigned['right']);
    });
  } catch {
    return false;
  }
}
