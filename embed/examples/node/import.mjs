// Reads a list of rights: node embed/examples/node/import.mjs list.xlsx
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { readPortfolio } from 'ip-health-check';

const path = process.argv[2] ?? new URL('../../../tests/data/lists/patsnap.xlsx', import.meta.url).pathname;

try {
  const { assets, rows, sheets } = readPortfolio(readFileSync(path), basename(path));
  console.log(`${rows.length} rows, ${assets.length} rights, ${sheets.map(({ source }) => source).join(', ')}`);
  for (const { number, title, status } of assets.slice(0, 5)) console.log(`  ${number}  ${status}  ${title}`);
} catch (error) {
  // A list of unknown columns: `details` has its headings, first rows and a guess; call again with `mapping`.
  console.error(error.code === 'needs-mapping' ? error.details.headers : error);
  process.exitCode = 1;
}
