// The package in a page with a strict policy: the same bits as in Node.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { assess, simulate, value } from 'ip-health-check';

import { browser, serve } from '../support/browser.mjs';
import { PROBLEMS, asOf, json, simulation } from '../support/files.mjs';

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";
let server;
let chromium;
let page;
const complaints = [];

before(async () => {
  server = await serve([['/', new URL('../', import.meta.url)]], { 'Content-Security-Policy': POLICY });
  chromium = await browser();
  page = await chromium.newPage();
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  await page.goto(`${server.address}examples/html/index.html`);
});

after(async () => {
  await chromium?.close();
  server?.close();
});

test('the example shows a value and an error', async () => {
  await page.locator('output:has-text("2,425,028.10")').waitFor();
  await page.getByLabel('Share rate').fill('2');
  assert.match(await page.locator('output').textContent(), /share: lies in 0–1/);
  assert.deepEqual(complaints, []);
});

test('before init every call says so', async () => {
  const code = await page.evaluate(async () => {
    const { value } = await import(`${location.origin}/pkg/api.js?fresh`);
    try {
      value({});
    } catch (error) {
      return error.code;
    }
  });
  assert.equal(code, 'not-ready');
});

test('the browser gives the same bits as Node', async () => {
  const problems = PROBLEMS.map(json);
  const dossier = json('tests/data/samples/chip.iphc.json');
  const found = await page.evaluate(async ([problems, dossier, asOf, simulation]) => {
    const api = await import(`${location.origin}/pkg/browser.js`);
    await api.init();
    return JSON.stringify([
      problems.map((problem) => api.value(problem)), api.assess(dossier, { asOf }), api.simulate(simulation, { trials: 16_384 }),
    ]);
  }, [problems, dossier, asOf, simulation]);
  const here = [problems.map((problem) => value(problem)), assess(dossier, { asOf }), simulate(simulation, { trials: 16_384 })];
  assert.equal(found, JSON.stringify(here));
});

test('a trap or a wrong call leaves the page working', async () => {
  const codes = await page.evaluate(async () => {
    const api = await import(`${location.origin}/pkg/browser.js`);
    const code = (work) => {
      try {
        work();
      } catch (error) {
        return error.code;
      }
    };
    return [() => api.value({}), () => api.assess('{'), () => api.readPortfolio(new Uint8Array(9), 'x')].map(code);
  });
  assert.deepEqual(codes, ['unknown-method', 'truncated', 'not-a-table']);
});

test('the bundled example loads its wasm and shows a value', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bundled-'));
  const script = fileURLToPath(new URL('../examples/bundler/build.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [script, folder]);
  const served = await serve([['/', pathToFileURL(`${folder}/`)]], { 'Content-Security-Policy': POLICY });
  const bundled = await chromium.newPage();
  try {
    await bundled.goto(`${served.address}index.html`);
    await bundled.locator('output', { hasText: /^[\d,]+$/ }).waitFor();
    const here = value({ method: 'relief-from-royalty', revenue: [12e6, 27e6, 32e6], royalty: 0.05, discount: { rate: 0.14, timing: 'mid' } });
    const shown = here.value.toLocaleString('en', { maximumFractionDigits: 0 });
    assert.equal(await bundled.locator('output').textContent(), shown);
  } finally {
    await bundled.close();
    served.close();
  }
});
