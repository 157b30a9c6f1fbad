// Whatever comes in, what comes out is an error with a code, and the package goes on working.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import * as api from 'ip-health-check';

import { asOf, bytes, json, simulation, thrown } from '../support/files.mjs';

const PROBLEM = json('engine/tests/data/problems/revenue-share.json');
const CHIP = json('tests/data/samples/chip.iphc.json');

const cyclic = {};
cyclic.self = cyclic;
const deep = (depth, inner) => { let value = inner; for (let i = 0; i < depth; i += 1) value = { sum: [value] }; return value; };
const odd = [
  undefined, null, true, 0, NaN, Infinity, -1e308, 10n, '', '{', '[]', 'null', '\ud800', Symbol('s'), () => 1, [], {}, [1],
  { method: 1 }, { method: null }, { format: 'ip-health-check' }, cyclic, new Date(NaN), new Map(), new Proxy({}, {}),
  { get method() { throw new Error('getter'); } }, new Uint8Array(0), new Uint8Array([0xff, 0xfe, 0, 1]),
  new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), new ArrayBuffer(8), { toJSON: () => undefined }, { __proto__: null },
];

/** Throws an error of ours, or answers; never a trap. */
function assertHeld(work, what) {
  const error = thrown(work);
  if (error === undefined) return undefined;
  assert.ok(error instanceof Error, what);
  assert.equal(typeof error.code, 'string', `${what}: ${error.stack}`);
  assert.notEqual(error.code, 'internal', `${what}: ${error.stack}`);
  return error;
}

afterEach(() => assert.ok(api.value(PROBLEM).value > 0, 'still works'));

test('odd subjects', () => {
  odd.forEach((subject, place) => {
    for (const name of ['assess', 'writeWorkbook', 'value', 'simulate', 'tornado', 'simulationProblem']) {
      const error = assertHeld(() => api[name](subject, name === 'assess' ? { asOf } : undefined), `${name} of odd ${place}`);
      assert.ok(error, `${name} of odd ${place} is refused`);
    }
    assertHeld(() => api.solveFor(subject, 'share-rate', 1), `solveFor of ${place}`);
    assertHeld(() => api.solveFor(PROBLEM, subject, 1), `unknown ${place}`);
    assertHeld(() => api.solveFor(PROBLEM, 'share-rate', subject), `target ${place}`);
    assertHeld(() => api.flipPoints(simulation, subject), `threshold ${place}`);
    assertHeld(() => api.readPortfolio(subject, 'a.csv'), `readPortfolio of ${place}`);
    assertHeld(() => api.readPortfolio(bytes('tests/data/lists/patsnap.xlsx'), subject), `file name ${place}`);
  });
});

test('odd options', () => {
  odd.forEach((subject, place) => {
    assertHeld(() => api.value(PROBLEM, subject), `options ${place}`);
    assertHeld(() => api.simulate(simulation, subject === undefined ? { trials: 1 } : subject), `simulate options ${place}`);
    for (const name of ['asOf', 'rules', 'fill']) assertHeld(() => api.assess(CHIP, { asOf, [name]: subject }), `${name} ${place}`);
    for (const name of ['trials', 'seed', 'sampler', 'percentiles', 'thresholds', 'onProgress']) {
      assertHeld(() => api.simulate(simulation, { trials: 1, [name]: subject }), `${name} ${place}`);
    }
  });
});

test('every number of a problem replaced by an odd one', () => {
  const numbers = [0, -1, 1e308, -1e308, 5e-324, 2 ** 53, 4_294_967_296, 0.1];
  const replaced = (node, put) => Object.entries(node).flatMap(([key, inner]) => {
    if (typeof inner === 'number') return numbers.map((number) => put({ [key]: number }));
    if (inner === null || typeof inner !== 'object') return [];
    const wrap = (change) => put({ [key]: Array.isArray(inner) ? Object.assign([...inner], change) : { ...inner, ...change } });
    return replaced(inner, wrap);
  });
  let count = 0;
  for (const name of ['cost', 'excess-earnings', 'licence-income', 'real-option', 'renewal', 'revenue-share', 'relief-from-royalty']) {
    const sound = json(`engine/tests/data/problems/${name}.json`);
    for (const problem of replaced(sound, (change) => ({ ...sound, ...change }))) {
      assertHeld(() => api.value(problem), JSON.stringify(problem));
      count += 1;
    }
  }
  assert.ok(count > 200);
});

test('more than memory or patience holds', () => {
  const field = (work) => assertHeld(work, String(work))?.field;
  const path = { path: { base: 1, growth: 0.1, years: 4e9 } };
  assert.ok(field(() => api.value({ ...PROBLEM, revenue: path })));
  for (const depth of [40, 60, 120]) assertHeld(() => api.value({ ...PROBLEM, revenue: deep(depth, PROBLEM.revenue) }), `nested ${depth}`);
  assert.ok(assertHeld(() => api.value({ ...PROBLEM, revenue: deep(100_000, 1) }), 'nested deeply'));
  assert.equal(field(() => api.simulate(simulation, { trials: 4_294_967_295 })), 'trials');
  assert.equal(field(() => api.simulate(simulation, { trials: 1e10 })), 'options.trials');
  assert.equal(field(() => api.simulate(simulation, { seed: -1 })), 'options.seed');
  const counts = { ...CHIP, dossier: { counts: { inventions: 4_294_967_295, software: 4_294_967_295 } } };
  assert.equal(field(() => api.assess(counts, { asOf })), 'counts');
  assert.equal(field(() => api.assess({ ...CHIP, dossier: { accounts: [{ year: 1e9 }] } }, { asOf })), 'accounts.0.year');
});

test('a dossier far from any firm', () => {
  const assets = [
    { id: '', kind: 'invention' }, { id: 'a', kind: 'trademark', filing_date: '0001-01-01' },
    { id: 'a', kind: 'invention', filing_date: '9999-12-31', trl: 255, claims: 4_294_967_295, owner_share: 1e300 },
    { id: '😀', kind: 'software-copyright', creation_date: '9999-12-31', uses: [{ product: 'none', coverage: -5 }] },
  ];
  const accounts = [-9e15, 0, 9e15].map((revenue, place) => ({ year: 2023 + place, revenue, net_profit: -revenue }));
  for (const day of ['0001-01-01', '1999-02-28', '2024-02-29', '9999-12-31']) {
    assertHeld(() => api.assess({ ...CHIP, dossier: { ...CHIP.dossier, assets, accounts } }, { asOf: day }), day);
    assertHeld(() => api.assess(CHIP, { asOf: day }), day);
  }
});

test('errors name the field', () => {
  const cases = [
    [() => api.value({ ...PROBLEM, discount: { rate: 0.1, timming: 'mid' } }), 'unknown-field', 'discount.timming'],
    [() => api.value({ ...PROBLEM, share: 1.2 }), 'range', 'share'],
    [() => api.value({ ...PROBLEM, method: 'guess' }), 'unknown-method', 'method'],
    [() => api.value(PROBLEM, { asof: '2026-01-01' }), 'unknown-field', 'options.asof'],
    [() => api.assess(CHIP, { asOf: 'yesterday' }), 'kind', 'options.asOf'],
    [() => api.assess({ format: 'x' }), 'wrong-format', 'format'],
    [() => api.assess({ ...CHIP, dossier: { accounts: [{ year: 'now' }] } }), 'values', 'accounts.0.year'],
    [() => api.simulate({ ...simulation, inputs: [] }), 'unknown-input', 'components.patent.rate'],
    [() => api.simulate({ ...simulation, extra: 1 }), 'unknown-field', 'extra'],
  ];
  for (const [work, code, field] of cases) {
    const error = thrown(work);
    assert.deepEqual([error?.code, error?.field], [code, field], error?.message);
    assert.equal(error.name, 'IpHealthCheckError');
    assert.ok(error.message.includes(field.split('.').at(-1)), error.message);
  }
});
