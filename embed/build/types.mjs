// Writes what is made from the engine's own types into the package: schemas and TypeScript.
//   node build/types.mjs SCHEMAS.json TYPES.json PACKAGE-FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { compile } from 'json-schema-to-typescript';

const [schemaFile, typeFile, folder] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const schemas = read(schemaFile);
mkdirSync(join(folder, 'schemas'), { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(join(folder, 'schemas', `${name}.json`), `${JSON.stringify(schema, null, 1)}\n`);
}
// A text: parsing it is quicker than a literal, and every caller of schemas() gets objects of its own.
writeFileSync(join(folder, 'schemas.js'), `export default ${JSON.stringify(JSON.stringify(schemas))};\n`);

/** A reference with a description of its own would become a type of its own. */
function separate(node) {
  if (Array.isArray(node)) return node.map(separate);
  if (node === null || typeof node !== 'object') return node;
  const { $ref, ...rest } = Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, separate(inner)]));
  if ($ref === undefined) return rest;
  return Object.keys(rest).length === 0 ? { $ref } : { ...rest, allOf: [{ $ref }] };
}

for (const [name, schema] of Object.entries(read(typeFile))) {
  const text = await compile(separate(schema), name === 'input' ? 'Inputs' : 'Outputs', {
    additionalProperties: false,
    bannerComment: "// Made from the engine's own types.",
    format: false,
    maxItems: 0,
  });
  writeFileSync(join(folder, `${name}.d.ts`), text);
}
