// Bundles the small app of this folder with esbuild; other bundlers that know ES modules and assets do the same.
//   node build.mjs [FOLDER]     then serve the folder
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

const here = new URL('./', import.meta.url);
const out = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('out/', here);
await mkdir(out, { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL('app.js', here))],
  outdir: fileURLToPath(out),
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
  // The wasm becomes a file of its own, with its hash in the name, and the import of it that file's address.
  loader: { '.wasm': 'file' },
});
await copyFile(new URL('index.html', here), new URL('index.html', out));
