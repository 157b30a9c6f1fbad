// The schemas of the messages as the element carries them, without their descriptions. They stand in the repository, so that
// the element runs from its source; a test holds them to the engine's types. After a change of these:
//   cargo run -p ip-health-engine --all-features --example schemas > SCHEMAS.json && node build/frame.mjs SCHEMAS.json
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The schema without what is for people; a field may be called `description` too. */
function bare(node, isNames = false) {
  if (Array.isArray(node)) return node.map((inner) => bare(inner));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => isNames || !['description', '$schema', 'title'].includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner, key === 'properties' || key === '$defs')]));
}

/** What the element needs of all schemas. */
export const frameSchemas = (schemas) => ({ 'from-host': bare(schemas['from-host']), 'from-page': bare(schemas['from-page']) });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const schemas = frameSchemas(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  const text = `// Made by build/frame.mjs from the engine's types.\nexport default ${JSON.stringify(schemas, null, 1)};\n`;
  writeFileSync(new URL('../js/frame-schemas.js', import.meta.url), text);
}
