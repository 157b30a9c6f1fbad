// Speed: our code in Chromium against the same code natively, our simulation against plain JavaScript and our import
// against SheetJS, both in the same browser. `cargo xtask report` builds what it needs and calls it:
//
//   node report/report.mjs NATIVE-PROGRAM WASM-FOLDER
//
// All contenders of a task take turns in one session, so that what else the machine does meets all of them; the median of
// the turns counts. Times are information, never a failed test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import * as XLSX from 'xlsx';

import { browser, serve } from '../support/browser.mjs';

const [program, wasmFolder] = process.argv.slice(2);
const TURNS = 7;
/** Short tasks are repeated until a turn lasts this long, milliseconds. */
const TURN = 60;
/** Before that each contender runs for so long, milliseconds. */
const WARM = 1500;

const triangular = (id, low, mode, high) => ({ id, distribution: { kind: 'triangular', low, mode, high } });
const problem = {
  inputs: [
    triangular('revenue', 0.6, 1, 1.3),
    triangular('rate', 0.01, 0.022, 0.03),
    triangular('discount', 0.11, 0.13, 0.16),
    triangular('decay', 0.05, 0.1, 0.2),
    { ...triangular('life', 6, 9, 10), step: 0.5 },
  ],
  components: [{
    kind: 'income', id: 'patent', base: Array(10).fill(3e7),
    revenue: 'revenue', rate: 'rate', discount_rate: 'discount', decay: 'decay', life: 'life',
  }],
};
const simulate = (sampler) => ({ kind: 'simulate', problem, options: { trials: 1_000_000, seed: '1', sampler, percentiles: 'linear' } });

/** What is timed, and the budgets: milliseconds in the browser, native × at most, plain JavaScript × at least. */
const TASKS = [
  { name: 'assess, 1 right', task: { kind: 'assess', rights: 1 } },
  { name: 'assess, 30 rights', task: { kind: 'assess', rights: 30 }, most: 2 },
  { name: 'assess, 1,000 rights', task: { kind: 'assess', rights: 1_000 }, most: 16 },
  { name: 'assess, 10,000 rights', task: { kind: 'assess', rights: 10_000 }, most: 200 },
  { name: 'estimate, 30 rights', task: { kind: 'estimate', rights: 30 }, most: 16 },
  { name: 'estimate, 1,000 rights', task: { kind: 'estimate', rights: 1_000 } },
  { name: 'simulation 10⁶ × 10 y, Sobol', task: simulate('sobol'), native: 1.3 },
  { name: 'simulation 10⁶ × 10 y, splitmix64', task: simulate('splitmix64'), native: 1.3, plain: 4, rival: 'plain' },
  { name: 'workbook, 30 rights', task: { kind: 'workbook', rights: 30 } },
  { name: 'import, 10,000 rows .xlsx', task: { kind: 'import' }, plain: 1, rival: 'sheetjs' },
];

/** A list as a patent database exports it; every application number has its check digit. */
function list(rows) {
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const table = [['申请号', '专利名称', '专利类型', '法律状态', '申请日', '授权公告日', '申请人', 'IPC分类号']];
  for (let row = 0; row < rows; row += 1) {
    const year = 2015 + (row % 10);
    const digits = `${year}1${String(row).padStart(7, '0')}`;
    const rest = weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11;
    const day = String(1 + (row % 28)).padStart(2, '0');
    table.push([
      `CN${digits}.${rest === 10 ? 'X' : rest}`, `一种电源管理方法${row}`, '发明专利', '有效', `${year}-03-${day}`, `2024-05-${day}`,
      '上海某某微电子有限公司', 'H02M3/158',
    ]);
  }
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(table), '专利清单');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
}

/** The native program, asked line by line. */
function native(path) {
  const child = spawn(program, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return {
    async run(task, times) {
      child.stdin.write(`${times} ${JSON.stringify(task)}\n`);
      const [line] = await once(lines, 'line');
      const [milliseconds, outcome] = line.split(' ').map(Number);
      return { milliseconds, outcome };
    },
    end: () => child.stdin.end(),
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

async function measure(contenders, { task, rival }) {
  const found = {};
  for (const name of ['native', 'wasm', ...(rival ? [rival] : [])]) {
    const first = await contenders[name](task, 1);
    // A browser begins with code that it compiled in a hurry and puts better code in its place while it runs.
    let [warm, last] = [first.milliseconds, first.milliseconds];
    while (warm < WARM) {
      last = (await contenders[name](task, Math.max(1, Math.ceil(TURN / last)))).milliseconds;
      warm += Math.max(TURN, last);
    }
    found[name] = { times: Math.max(1, Math.ceil(TURN / last)), turns: [], outcome: first.outcome };
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [name, { times, turns }] of Object.entries(found)) {
      turns.push((await contenders[name](task, times)).milliseconds);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, { turns, outcome }]) => [name, { ms: median(turns), outcome }]));
}

const folder = mkdtempSync(join(tmpdir(), 'ip-health-report-'));
const path = join(folder, 'list.xlsx');
writeFileSync(path, list(10_000));
const server = await serve([
  ['/list.xlsx', pathToFileURL(path)],
  ['/wasm/', pathToFileURL(`${wasmFolder}/`)],
  ['/xlsx.mjs', new URL('../node_modules/xlsx/xlsx.mjs', import.meta.url)],
  ['/', new URL('./', import.meta.url)],
]);
const chromium = await browser();
const tab = await chromium.newPage();
await tab.goto(`${server.address}page.html`);
await tab.waitForFunction(() => globalThis.contenders);
const inBrowser = (name) => (task, times) => tab.evaluate(
  ([name, task, times]) => globalThis.contenders[name](task, times), [name, task, times],
);
const engine = native(path);
const contenders = { native: engine.run, wasm: inBrowser('wasm'), plain: inBrowser('plain'), sheetjs: inBrowser('sheetjs') };

const RIVALS = { plain: 'plain JS', sheetjs: 'SheetJS' };
const ms = (number) => (number === undefined ? '' : number < 10 ? number.toFixed(2) : number.toFixed(0));
const columns = [36, 11, 11, 9, 18, 8];
const row = (cells) => console.log(cells.map((cell, place) => (place ? cell.padStart(columns[place] ?? 0) : cell.padEnd(columns[0]))).join(' '));
row(['task', 'native ms', 'wasm ms', 'wasm/nat', 'rival ms', 'rival/w', ' budget']);
for (const entry of TASKS) {
  const { native: own, wasm, [entry.rival]: rival } = await measure(contenders, entry);
  const slower = wasm.ms / own.ms;
  const faster = rival && rival.ms / wasm.ms;
  const verdict = (holds) => (holds ? 'met' : 'NOT MET');
  const budgets = [
    entry.most && `≤ ${entry.most} ms: ${verdict(wasm.ms <= entry.most)}`,
    entry.native && `≤ ${entry.native} × native: ${verdict(slower <= entry.native)}`,
    entry.plain && `≥ ${entry.plain} × ${RIVALS[entry.rival]}: ${verdict(faster >= entry.plain)}`,
    wasm.outcome !== own.outcome && 'OUTCOMES DIFFER between wasm and native',
    rival && Math.abs(rival.outcome / wasm.outcome - 1) > 1e-9 && `OUTCOMES DIFFER between wasm and ${RIVALS[entry.rival]}`,
  ];
  const shown = rival ? `${ms(rival.ms)} ${RIVALS[entry.rival]}` : '';
  row([entry.name, ms(own.ms), ms(wasm.ms), slower.toFixed(2), shown, faster?.toFixed(2) ?? '', ` ${budgets.filter(Boolean).join('; ')}`]);
}
console.log(`\nMedians of ${TURNS} turns in one session, contenders taking turns; Node ${process.version}, ${await chromium.version()}.`);

engine.end();
await chromium.close();
server.close();
rmSync(folder, { recursive: true });
