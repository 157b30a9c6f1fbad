// Files of the repository that several tests read.
import { readFileSync, readdirSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

export const bytes = (path) => new Uint8Array(readFileSync(new URL(path, ROOT)));
export const json = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));

/** Path of every file of a folder with this ending. */
export const files = (folder, ending) =>
  readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`);

export const SAMPLES = files('tests/data/samples', '.iphc.json');
export const PROBLEMS = files('engine/tests/data/problems', '.json');

/** The day that results of tests are computed on. */
export const asOf = '2026-11-23';

/** Ten years of income with two uncertain inputs. */
export const simulation = {
  inputs: [
    { id: 'share', distribution: { kind: 'triangular', low: 0.01, mode: 0.022, high: 0.03 } },
    { id: 'life', distribution: { kind: 'uniform', low: 5, high: 9 }, step: 0.5 },
  ],
  components: [{ kind: 'income', id: 'patent', base: Array(10).fill(3e7), rate: 'share', discount_rate: 0.13, life: 'life' }],
};

/** The error that a call throws. */
export function thrown(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
