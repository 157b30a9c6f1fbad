// The messages of the frame: the element's own check against another validator and against the engine's types.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { mount, schemas } from 'ip-health-check';

import { frameSchemas } from '../build/frame.mjs';
import { check } from '../js/check.js';
import inRepository from '../js/frame-schemas.js';
import { thrown } from '../support/files.mjs';

const ajv = addFormats(new Ajv({ strict: false }));
const validators = Object.fromEntries(['from-host', 'from-page'].map((direction) => [direction, ajv.compile(schemas()[direction])]));

/** One sound message of every type. */
const SOUND = {
  'from-host': [
    { type: 'iphc:configure', theme: 'dark', language: 'en', rules: '', hidden: ['star', 'what-if'], readOnly: true, autosave: false, results: true, closable: true },
    { type: 'iphc:load', request: '1', file: '{}', asOf: '2026-11-23', show: 'report' },
    { type: 'iphc:save', request: 'x'.repeat(64) },
    { type: 'iphc:export', format: 'workbook' },
  ],
  'from-page': [
    { type: 'iphc:ready', version: '0.1.0', capabilities: ['rules', 'autosave'] },
    { type: 'iphc:change', request: '1', dirty: false, hash: 'f'.repeat(64) },
    { type: 'iphc:autosave', file: '{}', hash: '' },
    { type: 'iphc:save', file: '{}', hash: '' },
    { type: 'iphc:export', format: 'file', name: 'a', mediaType: 'b', bytes: 'Zg==' },
    { type: 'iphc:exit', reason: 'unsaved' },
    { type: 'iphc:resize', height: 720 },
    { type: 'iphc:error', code: 'kind', field: 'file', message: '' },
    {
      type: 'iphc:result', hash: '', asOf: '2026-11-23', rules: { id: 'shanghai', version: '1' }, completeness: 0.5, value: { low: 1, middle: 2, high: 3 },
      score: null, grade: 'A', dimensions: [{ dimension: 'technology', score: null }],
      channels: [{ channel: 'PL', verdict: 'available', rank: 1, amount: null, cost: 0.05 }], star: { status: 'GAP', score: 80 },
    },
  ],
};
const STRANGE = [null, true, 0, -1, 0.5, '', 'x', 'x'.repeat(100), '2026-13-01T', [], [1], ['star', 'no'], {}, { a: 1 }, undefined];

const said = (message) => ({ protocol: 1, ...message });

test('the element carries the schemas of the engine’s types', () => {
  assert.deepEqual(inRepository, frameSchemas(schemas()));
});

test('every sound message passes, in its own direction only', () => {
  for (const [direction, messages] of Object.entries(SOUND)) {
    const types = schemas()[direction].oneOf.map((each) => each.properties.type.const);
    assert.deepEqual(messages.map(({ type }) => type).sort(), types.sort());
    for (const message of messages) assert.equal(check(direction, said(message)), undefined, message.type);
  }
  assert.equal(check('from-host', said(SOUND['from-page'][1])).code, 'unknown-type');
});

test('what another validator refuses is refused, and nothing else, each with its field', () => {
  let refused = 0;
  for (const [direction, messages] of Object.entries(SOUND)) {
    for (const message of messages) {
      const names = [...Object.keys(message), 'protocol', 'extra'];
      for (const name of names) {
        for (const strange of STRANGE) {
          const { [name]: _, ...rest } = said(message);
          const changed = strange === undefined ? rest : { ...rest, [name]: strange };
          const found = check(direction, changed);
          assert.equal(found === undefined, validators[direction](changed), JSON.stringify(changed));
          if (!found) continue;
          refused += 1;
          assert.ok(found.code && found.message, JSON.stringify(found));
          assert.ok(found.field === name || found.field.startsWith(`${name}[`) || found.field.startsWith(`${name}.`), `${name}: ${JSON.stringify(found)}`);
        }
      }
    }
  }
  assert.ok(refused > 500, `${refused} refused`);
  for (const none of [null, 'iphc:save', 1, [], undefined]) assert.equal(check('from-page', none).code, 'syntax');
});

test('without a page there is nothing to mount in', () => {
  assert.equal(thrown(() => mount({}, { src: 'https://checkup.example/' })).code, 'no-page');
});
