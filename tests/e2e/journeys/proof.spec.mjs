// Proofs that need no trust in the code: the policies judged by another's evaluator, the hashes of the release.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { expect, open, test } from '../fixtures.mjs';

const BUILT = new URL('../../../dist/', import.meta.url);
/** Google's evaluator counts downwards: 10 is high, 50 may be medium, 60 is information. */
const MAY_BE_MEDIUM = 50;

const findings = (policy) => new CspEvaluator(new CspParser(policy).csp).evaluate()
  .filter(({ severity }) => severity < MAY_BE_MEDIUM)
  .map(({ severity, directive, value, description }) => `${severity} ${directive} ${value}: ${description}`);

test("Google's evaluator finds nothing below 50 in the policies of page, servers and sealed page", async ({ page }) => {
  await open(page);
  const stated = await page.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute('content');
  const sealed = await page.evaluate(() => window.iphc.policy());
  const served = await readFile(new URL('../../../docs/deploy/nginx.conf', import.meta.url), 'utf8');
  const header = /Content-Security-Policy "([^"]+)"/.exec(served)[1];
  expect(header).toContain(stated);
  for (const policy of [stated, sealed, header]) expect(findings(policy), policy).toEqual([]);
  // The evaluator does find what is wrong.
  expect(findings("script-src * 'unsafe-inline'")).not.toEqual([]);
});

test('every file of the build has the hash that the list of the release states', async () => {
  const lines = (await readFile(new URL('SHA256SUMS', BUILT), 'utf8')).trim().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const [hash, name] = line.split('  ');
    expect(createHash('sha256').update(await readFile(new URL(name, BUILT))).digest('hex'), name).toBe(hash);
  }
});
