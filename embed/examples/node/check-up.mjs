// A check-up from the command line: node embed/examples/node/check-up.mjs [dossier.iphc.json [workbook.xlsx]]
import { readFileSync, writeFileSync } from 'node:fs';

import { assess, writeWorkbook } from 'ip-health-check';

const SAMPLE = new URL('../../../tests/data/samples/chip.iphc.json', import.meta.url);
const [path = SAMPLE, workbook] = process.argv.slice(2);

try {
  const dossier = readFileSync(path);
  const { as_of: day, valuation, financing, actions } = assess(dossier);
  const yuan = (amount) => Math.round(amount).toLocaleString('en');
  const { p10, p50, p90 } = valuation.range;
  console.log(`${day}: ${yuan(p50)} yuan (P10 ${yuan(p10)}, P90 ${yuan(p90)})`);
  for (const { channel, verdict } of financing.channels) console.log(`  ${channel}: ${verdict}`);
  console.log(`${actions.length} steps in the plan`);
  if (workbook) writeFileSync(workbook, writeWorkbook(dossier, { language: 'en' }));
} catch (error) {
  console.error(error.code ? `${error.code}: ${error.message}` : error);
  process.exitCode = 1;
}
