// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Makes elements: the only place of the demo that touches `document.create*`.
 *
 * In: tag, attributes, children. Out: an element.
 * Invariants: text enters as text nodes; no HTML string, no style attribute and no handler attribute exists.
 */

export type Child = Node | string | null | undefined | false;
export type Handlers = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
export type Props = { on?: Handlers } & Record<string, string | number | boolean | null | undefined | Handlers>;

const SVG = 'http://www.w3.org/2000/svg';

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'object') {
      for (const [type, listener] of Object.entries(value)) {
        element.addEventListener(type, listener as EventListener);
      }
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** An element of a drawing; its attributes are names and numbers. */
export function drawn(tag: string, props: Readonly<Record<string, string | number>> = {}, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A drawn icon: decoration only, so it is hidden from screen readers. */
export function svg(paths: readonly string[]): SVGElement {
  return drawn('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, ...paths.map((d) => drawn('path', { d })));
}

/** Hands a text to the browser's own "save as"; nothing is requested for it. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  h('a', { href: address, download: name }).click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
