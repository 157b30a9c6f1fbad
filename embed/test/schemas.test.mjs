// The schemas against what the engine itself reads: everything in the repository that is sound, and what is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { schemas, simulationProblem, value } from 'ip-health-check';

import { PROBLEMS, SAMPLES, asOf, json, simulation, thrown } from '../support/files.mjs';

const ajv = addFormats(new Ajv({ allErrors: true }));
const validators = Object.fromEntries(Object.entries(schemas()).map(([name, schema]) => [name, ajv.compile(schema)]));

function assertValid(name, data, what) {
  assert.ok(validators[name](data), `${what}: ${ajv.errorsText(validators[name].errors)}`);
}

test('every sample case is a dossier', () => {
  assert.ok(SAMPLES.length >= 3);
  for (const path of SAMPLES) assertValid('dossier', json(path), path);
});

test('what is no dossier is refused', () => {
  const sound = json(SAMPLES[0]);
  const broken = [
    { ...sound, format: 'something-else' },
    { ...sound, version: 'one' },
    { format: sound.format, version: sound.version },
    { ...sound, dossier: { ...sound.dossier, accounts: 'none' } },
    { ...sound, dossier: { ...sound.dossier, enterprise: { ...sound.dossier.enterprise, sector: 'magic' } } },
    { ...sound, dossier: { ...sound.dossier, enterprise: { ...sound.dossier.enterprise, founded: '31.12.2020' } } },
  ];
  for (const file of broken) assert.equal(validators.dossier(file), false);
});

test('a dossier may hold what a newer version wrote', () => {
  const sound = json(SAMPLES[0]);
  assertValid('dossier', { ...sound, dossier: { ...sound.dossier, future: { any: 1 } } }, 'unknown field');
});

test('the example of every method is a problem', () => {
  assert.equal(PROBLEMS.length, 23);
  for (const path of PROBLEMS) assertValid('problem', json(path), path);
});

test('schema and engine refuse the same', () => {
  const sound = json('engine/tests/data/problems/revenue-share.json');
  const broken = [
    {},
    { ...sound, method: 'guess' },
    { ...sound, colour: 1 },
    { ...sound, share: '2 %' },
    { ...sound, share: { composite: {} } },
    { ...sound, discount: { timing: 'mid' } },
    { ...sound, discount: { ...sound.discount, timing: 'late' } },
    { ...sound, revenue: [1, '2'] },
    { ...sound, revenue: { path: { base: 1 } } },
  ];
  for (const problem of broken) {
    assert.equal(validators.problem(problem), false, JSON.stringify(problem));
    assert.ok(thrown(() => value(problem)), JSON.stringify(problem));
  }
});

test('simulation problems', () => {
  assertValid('simulation', simulation, 'by hand');
  for (const path of SAMPLES) assertValid('simulation', simulationProblem(json(path), { asOf }), path);
  assert.equal(validators.simulation({ ...simulation, inputs: [{ id: 'share' }] }), false);
});

test('a station’s rules', () => {
  const pack = {
    pack: { id: 'station', version: '1', title: { zh: '站点', en: 'Station' } },
    source: [],
    parameter: [{
      id: 'valuation.uncertainty.trials', label: { zh: '次数', en: 'Trials' }, value: 1024, unit: 'count',
      confidence: 'assumption', reason: { zh: '试点', en: 'Trial run' },
    }],
  };
  assertValid('rules', pack, 'pack');
  assert.equal(validators.rules({ ...pack, parameters: [] }), false);
});

test("a terminal's file has the fields and bounds that it is read by", () => {
  const sound = json('tests/data/packs/station.json');
  assertValid('station', sound, 'station.json');
  assertValid('station', {}, 'an empty file');
  const broken = [
    { ...sound, colour: 'red' },
    { ...sound, idle_seconds: 29 },
    { ...sound, answer_seconds: 121 },
    { ...sound, printer: 'yes' },
    { ...sound, name: { zh: '园' } },
    { ...sound, logo: 'https://example.org/logo.png' },
    { ...sound, rules: '../pack.toml' },
  ];
  for (const file of broken) assert.equal(validators.station(file), false, JSON.stringify(file));
});
