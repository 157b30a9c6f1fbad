import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as XLSX from 'xlsx';
import {
  assess, flipPoints, init, readPortfolio, simulate, simulationProblem, solveFor, tornado, value, writeWorkbook,
} from 'ip-health-check';

import { PROBLEMS, SAMPLES, asOf, bytes, json, simulation, thrown } from '../support/files.mjs';

const CHIP = 'tests/data/samples/chip.iphc.json';

test('a dossier is an object, a text or bytes; same input, same answer', () => {
  const answers = [json(CHIP), JSON.stringify(json(CHIP)), bytes(CHIP), bytes(CHIP).buffer];
  const [first, ...others] = answers.map((dossier) => assess(dossier, { asOf }));
  assert.equal(first.as_of, asOf);
  for (const other of others) assert.deepEqual(other, first);
});

test('every sample case has values, channels and findings', () => {
  for (const path of SAMPLES) {
    const { valuation, financing, health, actions, workings } = assess(json(path), { asOf });
    const { p10, p50, p90 } = valuation.range;
    assert.ok(0 < p10 && p10 < p50 && p50 < p90, path);
    assert.ok(financing.channels.length > 0 && health.dimensions.length > 0 && actions.length > 0, path);
    assert.ok(Object.keys(workings).length > 0, path);
  }
});

test('the day is today unless stated', () => {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  assert.equal(assess(json(CHIP)).as_of, today);
});

test('a station’s rules lie over the built-in ones', () => {
  const rules = { pack: { id: 'station', version: '7', title: { zh: '站点', en: 'Station' } } };
  assert.deepEqual(assess(json(CHIP), { asOf, rules }).rules, { id: 'station', version: '7' });
  const broken = { ...rules, parameter: [{ id: 'x', label: { zh: '一', en: 'one' }, value: 1, unit: 'ratio' }] };
  const error = thrown(() => assess(json(CHIP), { asOf, rules: broken }));
  assert.equal(error.code, 'rules');
  assert.equal(error.field, 'options.rules');
});

test('the workbook holds the value as a number beside its formulas', () => {
  const book = XLSX.read(writeWorkbook(json(CHIP), { asOf, language: 'en' }));
  const cells = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name]));
  const { p50 } = assess(json(CHIP), { asOf }).valuation.range;
  assert.ok(cells.some((cell) => typeof cell.v === 'number' && Math.abs(cell.v / p50 - 1) < 1e-9));
  assert.ok(cells.filter((cell) => cell.f).length > 500);
});

test('the example of every method has a value and a working that ends with it', () => {
  for (const path of PROBLEMS) {
    const solution = value(json(path));
    assert.equal(solution.method, json(path).method);
    assert.equal(solution.working.lines.at(-1).values.at(-1), solution.value, path);
  }
});

test('inverse questions give back the value', () => {
  const problem = json('engine/tests/data/problems/relief-from-royalty.json');
  for (const unknown of ['share-rate', 'discount-rate', 'scale', 'terminal-growth']) {
    const { solution } = solveFor(problem, unknown, 7_000_000);
    assert.ok(Math.abs(solution.value / 7_000_000 - 1) < 1e-9, unknown);
  }
  const error = thrown(() => solveFor(problem, 'share-rate', 1e15));
  assert.equal(error.code, 'no-solution');
  assert.match(error.message, /share-rate/);
  assert.equal(thrown(() => solveFor(problem, 'share-rate', 1, { range: [0.5, 0.4] })).field, 'range');
});

test('a simulation repeats, reports and stops', () => {
  const found = [7, 7n, '7'].map((seed) => simulate(simulation, { trials: 4096, seed }));
  assert.deepEqual(found[0], found[1]);
  assert.deepEqual(found[0], found[2]);
  assert.notDeepEqual(simulate(simulation, { trials: 4096, seed: 8 }).percentiles, found[0].percentiles);

  const heard = [];
  const trials = 1 << 18;
  simulate(simulation, { trials, onProgress: ({ done, total }) => void heard.push([done, total]) });
  assert.ok(heard.length >= 4 && heard.every(([done, total]) => done <= total && total === trials));

  const stopped = thrown(() => simulate(simulation, { trials, onProgress: () => false }));
  assert.equal(stopped.code, 'cancelled');
  const own = new Error('mine');
  assert.equal(thrown(() => simulate(simulation, { trials, onProgress: () => { throw own; } })), own);
});

test('tornado and flip points', () => {
  const [widest] = tornado(simulation);
  assert.equal(widest.input, 'share');
  assert.ok(widest.at_low < widest.at_high && widest.swing === widest.at_high - widest.at_low);
  const middle = (widest.at_low + widest.at_high) / 2;
  const point = flipPoints(simulation, middle).find(({ input }) => input === 'share');
  assert.ok(0.01 < point.at && point.at < 0.03);
});

test('the simulation of a dossier', () => {
  const problem = simulationProblem(json(CHIP), { asOf });
  const { percentiles, base } = simulate(problem, { trials: 8192 });
  assert.ok(percentiles.p10 < percentiles.p50 && percentiles.p50 < percentiles.p90 && base > 0);
  assert.equal(thrown(() => simulationProblem(json(CHIP), { asOf, pool: 'none' })).field, 'options.pool');
});

test('lists of rights', () => {
  const steps = new Set();
  const path = 'tests/data/lists/patsnap.xlsx';
  const { assets, rows, form } = readPortfolio(bytes(path), 'patsnap.xlsx', { onProgress: ({ stage }) => void steps.add(stage) });
  assert.equal(form, 'xlsx');
  assert.ok(assets.length > 0 && rows.length >= assets.length && steps.size >= 3);
  assert.equal(readPortfolio(bytes('tests/data/lists/cnipa.xls'), 'cnipa.xls').form === 'xlsx', false);

  const unknown = thrown(() => readPortfolio(bytes('tests/data/lists/unknown.csv'), 'unknown.csv'));
  assert.equal(unknown.code, 'needs-mapping');
  const { guess, headers } = unknown.details;
  assert.ok(headers.length > 0);
  const mapping = { ...guess, columns: { 0: 'title' } };
  assert.ok(readPortfolio(bytes('tests/data/lists/unknown.csv'), 'unknown.csv', { mapping }).assets.length > 0);
});

test('init may be awaited everywhere', async () => {
  assert.equal(await init(), undefined);
});
