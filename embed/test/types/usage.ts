// Compiled, never run: what the types must take and what they must refuse.
import { assess, init, mount, readPortfolio, schemas, simulate, solveFor, tornado, value, writeWorkbook } from 'ip-health-check';
import type { DossierFile, IpHealthCheck, IpHealthCheckError, Problem, SimulationProblem, Solution } from 'ip-health-check';

await init();
await init(new URL('https://example.org/ip_health_check_bg.wasm'));

const problem: Problem = {
  method: 'revenue-share',
  revenue: { path: { base: 8e7, growth: { phases: [{ growth: 0.08, years: 3 }, { growth: 0.02 }] }, years: 5 } },
  share: { composite: { low: 0.01, high: 0.03, groups: [{ weight: 1, factors: [{ weight: 1, score: 60 }] }] } },
  decay: 0.1,
  periods: { first: 0.5 },
  tax: [0, 0, 0.125, 0.125, 0.25],
  deductions: [{ 'of-income': 0.006 }],
  discount: { rate: { 'build-up': { 'risk-free': 0.0185, premiums: [0.03, { cap: 0.08, score: 24 }] } }, timing: 'mid' },
  terminal: { perpetuity: { growth: 0.02 } },
  amortisation: { tax: 0.25, years: 10 },
};
const solution: Solution = value(problem);
const worth: number = solution.value + (solution.periods?.[0]?.income ?? 0);
value({ method: 'real-option', 'project-value': 1, 'development-cost': 1, years: 1, volatility: 0.3, 'risk-free': 0.02 });
value({ method: 'pledge', value: 1e6, 'pledge-rate': 0.3 });

// @ts-expect-error there is no such method
value({ method: 'guess' });
// @ts-expect-error the discount is missing
value({ method: 'revenue-share', revenue: [1], share: 0.1 });
// @ts-expect-error no such timing
value({ method: 'income-stream', income: [1], discount: { rate: 0.1, timing: 'late' } });
// @ts-expect-error a misspelt field
value({ method: 'income-stream', income: [1], discount: { rate: 0.1 }, probabilty: 0.5 });
// @ts-expect-error a share is no text
value({ method: 'revenue-share', revenue: [1], share: '2 %', discount: { rate: 0.1 } });
// @ts-expect-error no such unknown
solveFor(problem, 'luck', 1);
// @ts-expect-error the target is a number
solveFor(problem, 'share-rate', '1');

const root: number = solveFor(problem, 'discount-rate', 1e6, { range: [0, 1] }).root;

const uncertain: SimulationProblem = {
  inputs: [{ id: 'share', distribution: { kind: 'triangular', low: 0.01, mode: 0.02, high: 0.03 } }],
  components: [{ kind: 'income', id: 'patent', base: [1e6, 1e6], rate: 'share', discount_rate: 0.12 }],
};
const { percentiles } = simulate(uncertain, { trials: 4096, seed: 1n, sampler: 'sobol', onProgress: ({ done }) => done < 100 });
const swing: number | undefined = tornado(uncertain)[0]?.swing;
// @ts-expect-error no such sampler
simulate(uncertain, { sampler: 'dice' });
// @ts-expect-error a triangle has a mode
simulate({ inputs: [{ id: 'a', distribution: { kind: 'triangular', low: 0, high: 1 } }], components: [] });

const dossier: DossierFile = { format: 'ip-health-check', version: 1, dossier: { enterprise: { name: '示例', sector: 'software' } } };
const assessment = assess(dossier, { asOf: '2026-11-23' });
const p50: number = assessment.valuation.range.p50;
const channel: string | undefined = assessment.financing.channels[0]?.channel;
const workbook: Uint8Array = writeWorkbook(dossier, { language: 'en' });
// @ts-expect-error no such sector
assess({ format: 'ip-health-check', version: 1, dossier: { enterprise: { sector: 'magic' } } });
// @ts-expect-error no such language
writeWorkbook(dossier, { language: 'fr' });

const list = readPortfolio(new Uint8Array(), 'list.xlsx', { enterprise: '示例' });
const titles: string[] = list.assets.map((right) => right.title);

try {
  value(problem);
} catch (error) {
  const { code, field } = error as IpHealthCheckError;
  if (code === 'range') console.log(field);
  // @ts-expect-error no such code
  if (code === 'oops') console.log(field);
}

export { channel, p50, percentiles, root, swing, titles, workbook, worth };
export const dossierSchema: object = schemas().dossier;

// The check-up in a page.
const checkUp: IpHealthCheck = mount(document.body, {
  src: 'https://checkup.example/', language: 'en', hidden: ['start', 'what-if'], readOnly: true, dossier: '{}', asOf: '2026-11-23', fit: true,
});
checkUp.addEventListener('iphc-save', ({ detail }) => detail.file.length + detail.hash.length);
checkUp.addEventListener('iphc-change', ({ detail: { dirty } }) => Boolean(dirty));
const given: { file: string; hash: string } = await checkUp.save();
await checkUp.load(given.file, { show: 'report' });
const sheets: Uint8Array = (await checkUp.export('workbook')).bytes;
document.querySelector('ip-health-check')?.configure({ rules: '', theme: 'dark' });

// @ts-expect-error no such part
mount(document.body, { src: '', hidden: ['everything'] });
// @ts-expect-error where is the page
mount(document.body, { language: 'en' });
// @ts-expect-error no such format
checkUp.export('pdf');
// @ts-expect-error a change tells nothing of the contents
checkUp.addEventListener('iphc-change', ({ detail }) => detail.file);
