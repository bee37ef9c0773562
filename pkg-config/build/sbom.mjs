// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The bill of materials, in CycloneDX: the crates that are linked into the engine, Rust's own library, and the npm packages that are bundled.
 *
 * In: the crate graph, the two lock files, the pinned compiler, the hash of the engine. Out: JSON text. Invariants: the same sources give the
 * same bytes; there is no time in it unless `SOURCE_DATE_EPOCH` names one; the serial number is made of the content.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED, bundledPackage, linked } from './licences.mjs';

/** SHA-256 of each crate, from the lock file. */
function checksums(root) {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const each = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "([0-9a-f]{64})"/gm);
  return new Map(Array.from(each, ([, name, version, sum]) => [`${name} ${version}`, sum]));
}

const licence = (expression) => [{ expression: expression.replaceAll('/', ' OR ') }];

/** Rust's own library, of which parts are linked into every module; it comes with the compiler, whose exact version is pinned. */
function standardLibrary(root) {
  const [, version] = /^channel = "(.+)"$/m.exec(readFileSync(join(root, 'rust-toolchain.toml'), 'utf8'));
  const purl = `pkg:generic/rust-std@${version}`;
  return { type: 'library', 'bom-ref': purl, name: 'rust-std', version, description: 'core and alloc, with the compiler', scope: 'required', licenses: licence('MIT OR Apache-2.0'), purl };
}

/** The crates that end up in the module, and the one whose data its tables are made of. */
function cargoComponents(root, metadata) {
  const sums = checksums(root);
  const tables = metadata.packages.filter(({ name }) => name === 'unicode-normalization');
  return [...linked(metadata), ...tables].map(({ name, version, license }) => ({
    type: 'library',
    'bom-ref': `pkg:cargo/${name}@${version}`,
    name,
    version,
    scope: tables.some((one) => one.name === name) ? 'excluded' : 'required',
    hashes: [{ alg: 'SHA-256', content: sums.get(`${name} ${version}`) }],
    licenses: licence(license),
    purl: `pkg:cargo/${name}@${version}`,
  }));
}

function npmComponents(here) {
  const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'));
  return Object.keys(BUNDLED).map((name) => {
    const { version, license } = bundledPackage(name);
    const [, base64] = /^sha512-(.+)$/.exec(packages[`node_modules/${name}`].integrity);
    return {
      type: 'library',
      'bom-ref': `pkg:npm/${name}@${version}`,
      name,
      version,
      scope: 'required',
      hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }],
      licenses: licence(license),
      purl: `pkg:npm/${name}@${version}`,
    };
  });
}

/** A UUID that says what it was made of. */
function serial(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The whole file. `here` is the folder of the package's sources, `root` that of the checkout. */
export function billOfMaterials(here, root, metadata, manifest, engine) {
  const components = [standardLibrary(root), ...cargoComponents(root, metadata), ...npmComponents(here)];
  const own = `pkg:npm/${manifest.name}@${manifest.version}`;
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const body = {
    version: 1,
    metadata: {
      ...(epoch && { timestamp: new Date(Number(epoch) * 1000).toISOString().replace('.000', '') }),
      component: {
        type: 'library',
        'bom-ref': own,
        name: manifest.name,
        version: manifest.version,
        hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(engine).digest('hex') }],
        licenses: licence(manifest.license),
        purl: own,
        properties: [{ name: 'oxpecker:hash-of', value: 'dist/engine.wasm' }],
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((one) => one['bom-ref']) }],
  };
  return `${JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: serial(JSON.stringify(body)), ...body }, null, 2)}\n`;
}
