// The contenders that run in the browser: each does its task so many times and says how long one took and what came out.
import load, { Bench } from './wasm/ip_health_check.js';
import { simulate } from './plain.js';
import { read, utils } from './xlsx.mjs';

const [list] = await Promise.all([fetch('list.xlsx').then((answer) => answer.arrayBuffer()), load()]);
const bytes = new Uint8Array(list);
const tasks = new Map();

function timed(times, work) {
  const start = performance.now();
  const outcome = work();
  return { milliseconds: (performance.now() - start) / times, outcome };
}

function repeated(times, work) {
  return timed(times, () => {
    let outcome;
    for (let time = 0; time < times; time += 1) outcome = work();
    return outcome;
  });
}

globalThis.contenders = {
  wasm(task, times) {
    const key = JSON.stringify(task);
    if (!tasks.has(key)) tasks.set(key, new Bench(key, bytes));
    return timed(times, () => tasks.get(key).run(times));
  },

  plain({ problem, options }, times) {
    return repeated(times, () => {
      const { mean, percentiles } = simulate(problem, options);
      return mean + percentiles[3];
    });
  },

  /** Only what the file says, as rows; ours also understands the rows and merges duplicates. */
  sheetjs(_, times) {
    return repeated(times, () => {
      const book = read(bytes, { dense: true });
      return utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length - 1;
    });
  },
};
