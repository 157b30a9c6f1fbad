import type {
  DossierFile, ImportOptions, PercentileRule, Problem, RulePack, Sampler, SimulationProblem, Unknown,
} from './input.js';
import type {
  Assessment, FlipPoint, Import, Inverse, SimulationProgress, SimulationResult, Solution, TornadoBar,
  Progress as ImportProgress, SimulationProblem as FilledSimulationProblem,
} from './output.js';

export type {
  DossierFile, ImportOptions, PercentileRule, Problem, RulePack, Sampler, SimulationProblem, Unknown,
  Assessment, FlipPoint, Import, ImportProgress, Inverse, SimulationProgress, SimulationResult, Solution, TornadoBar,
};

export { mount } from './element.js';
export type { ChangeDetail, Configuration, ErrorDetail, ExportFormat, Exported, FileDetail, IpHealthCheck, LoadOptions, MountOptions, Part } from './element.js';

/** A day as `2026-11-23`. */
export type Day = string;

/** A dossier: the contents of a file `*.iphc.json` as an object, as text or as bytes. */
export type DossierInput = DossierFile | string | Uint8Array | ArrayBuffer;

/** What most functions take. */
export interface RuleOptions {
  /** Valuation date 评估基准日 and day of the rules; today where it is left out. State it where results must repeat. */
  asOf?: Day;
  /** A station's own rules, laid over the built-in ones. */
  rules?: RulePack;
}

/**
 * What every function throws: an `Error` with a code that stays the same and, where one is at fault, the path of the
 * field, which the message names too.
 */
export interface IpHealthCheckError extends Error {
  name: 'IpHealthCheckError';
  code: ErrorCode;
  /** `discount.rate`, `deals[1].price`, `options.asOf`. */
  field?: string;
  /** Losses of a damaged file, layout of an unknown list. */
  details?: unknown;
}

/** Codes of errors; later versions may add some. */
export type ErrorCode =
  // Of every function
  | 'not-ready' | 'syntax' | 'unknown-field' | 'missing' | 'kind' | 'range' | 'rules' | 'internal' | 'cancelled'
  // Of problems
  | 'unknown-method' | 'periods' | 'not-finite' | 'not-unknown' | 'no-solution'
  // Of simulations
  | 'trials' | 'no-components' | 'repeated' | 'unknown-input' | 'distribution' | 'correlation' | 'component'
  // Of dossier files
  | 'empty' | 'not-text' | 'not-json' | 'truncated' | 'wrong-format' | 'incomplete' | 'values' | 'too-many-rights'
  // Of portfolio lists
  | 'legacy-xls' | 'encrypted' | 'not-a-table' | 'damaged' | 'needs-mapping' | 'bad-mapping' | 'too-large'
  // Of the element and the frame
  | 'protocol' | 'unknown-type' | 'value' | 'not-configured' | 'export' | 'timeout' | 'closed' | 'no-page'
  // Of workbooks
  | 'too-many-rows' | 'format';

/**
 * Loads the wasm. To be awaited once before anything else in a browser; in Node everything is ready at once.
 *
 * @param source where the wasm is, when not beside this package: an address, a response, bytes or a module.
 */
export function init(source?: string | URL | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** The whole check-up: values with ranges, channels sized, priced and ranked, STAR readiness, findings, plan. */
export function assess(dossier: DossierInput, options?: RuleOptions): Assessment;

/** The workings of a check-up as an `.xlsx` workbook with live formulas. */
export function writeWorkbook(dossier: DossierInput, options?: RuleOptions & {
  language?: 'zh-CN' | 'en';
  /** Series longer than this are shown by their figure alone; 300 where it is left out. */
  longestSeries?: number;
}): Uint8Array;

/** What `value` takes beside the problem. */
export interface ValueOptions extends RuleOptions {
  /** Take from the rules what the problem leaves open: weights of scores, scenes, annual fees. */
  fill?: boolean;
}

/** One valuation method with explicit inputs and every convention selectable. */
export function value(problem: Problem, options?: ValueOptions): Solution;

/**
 * The number that gives a stated value: the share rate, the discount rate (the rate of return at a price), the factor
 * on revenue, growth, growth after the forecast, decay.
 */
export function solveFor(problem: Problem, unknown: Unknown, target: number, options?: ValueOptions & {
  /** Where to look; for each unknown there is a wide range. */
  range?: [number, number];
}): Inverse;

/** How a problem is simulated. */
export interface SimulateOptions {
  /** 1 to 10,000,000; a power of two suits `sobol` best. */
  trials?: number;
  /** Below 2^64, as text or bigint where it exceeds 2^53. Same seed, same bits. */
  seed?: number | bigint | string;
  sampler?: Sampler;
  percentiles?: PercentileRule;
  /** Values in yuan for which the share of trials below is wanted. */
  thresholds?: number[];
  /** Called now and then; `false` stops with the code `cancelled`. */
  onProgress?: (progress: SimulationProgress) => boolean | void;
}

/** Draws the uncertain inputs of a problem many times over. Blocks: in a page, call it in a worker. */
export function simulate(problem: SimulationProblem, options?: SimulateOptions): SimulationResult;

/** The value with each input in its low and high case, the largest swing first. */
export function tornado(problem: SimulationProblem): TornadoBar[];

/** For each input the point at which the value crosses a threshold. */
export function flipPoints(problem: SimulationProblem, threshold: number): FlipPoint[];

/** The simulation problem of a dossier's portfolio or of one of its pools. */
export function simulationProblem(dossier: DossierInput, options?: RuleOptions & { pool?: string }): FilledSimulationProblem;

/** Reads a list of rights: .xlsx, separated text in any usual Chinese encoding, SpreadsheetML, HTML tables. */
export function readPortfolio(bytes: Uint8Array | ArrayBuffer, fileName: string, options?: ImportOptions & {
  /** Called now and then; `false` stops with the code `cancelled`. */
  onProgress?: (progress: ImportProgress) => boolean | void;
}): Import;

/** JSON Schemas (draft 2020-12): of the dossier file, of problems of `value` and `simulate`, of a station's rules, of messages between a host and the framed page. */
export function schemas(): Record<'dossier' | 'problem' | 'simulation' | 'rules' | 'from-host' | 'from-page', object>;
