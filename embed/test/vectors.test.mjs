import assert from 'node:assert/strict';
import { test } from 'node:test';

import { comparisons } from '../examples/vectors.mjs';

test('the worked examples W1–W18 are within their tolerances', () => {
  const rows = comparisons();
  assert.equal(new Set(rows.map(({ id }) => id.replace(/[a-z]$/, ''))).size, 18);
  assert.deepEqual(rows.filter(({ met }) => !met), []);
});
