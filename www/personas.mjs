// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/personas` without the nine lives that the page does not tell.
 *
 * Out: its text, which the page's bundle takes for the entry; a page test compares the three with the package's.
 */

/** The personas whose year the page tells. */
export const STORIES = ['family', 'designer', 'salaried-japan'];

/** To be read from the root of the repository. */
export function threeOfTwelve() {
  const folder = './pkg-config/src/personas';
  const names = STORIES.map((id, place) => [id, `life${place}`, id.toUpperCase().replaceAll('-', '_')]);
  return [
    `import { live } from '${folder}/rows';`,
    ...names.map(([id, name, exported]) => `import { ${exported} as ${name} } from '${folder}/lives/${id}';`),
    `export const persona = (id: string) => live({ ${names.map(([id, name]) => `'${id}': ${name}`)} }[id]);`,
  ].join('\n');
}
