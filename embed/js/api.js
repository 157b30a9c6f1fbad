// The public API over the raw wasm functions: objects in, objects out. The wasm side speaks JSON text and bytes.
import * as wasm from './ip_health_check.js';
import schemaTexts from './schemas.js';

/** An error as this package throws them. */
function fault(code, field, message) {
  const error = new Error(`${field}: ${message}`);
  error.name = 'IpHealthCheckError';
  return Object.assign(error, { code, field });
}

let ready = false;

/** Called by the entry once the wasm is there. */
export function started() {
  ready = true;
}

/** Calls into the wasm. What is thrown on purpose passes; a trap becomes an error with a code. */
function call(name, ...values) {
  if (!ready) throw fault('not-ready', 'init', 'await init() before the first call');
  try {
    return wasm[name](...values);
  } catch (error) {
    if (error?.code) throw error;
    throw Object.assign(fault('internal', name, error?.message ?? String(error)), { cause: error });
  }
}

/** JSON text of what the caller handed over. */
function text(value, field) {
  let json;
  try {
    json = JSON.stringify(value, (_, inner) => {
      // JSON would turn these into null and the engine would say that a field is missing.
      if (typeof inner === 'number' && !Number.isFinite(inner)) throw new TypeError('holds a number that is not finite');
      if (typeof inner === 'bigint') throw new TypeError('holds a BigInt');
      return inner;
    });
  } catch (error) {
    throw Object.assign(fault('syntax', field, error.message), { cause: error });
  }
  if (json === undefined) throw fault('syntax', field, 'is no object');
  return json;
}

/** Bytes of a file: as they are, of a text, or of the file's contents as an object. */
function file(value, field) {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return new TextEncoder().encode(typeof value === 'string' ? value : text(value, field));
}

/** Today where the caller is. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The fields of what the caller handed over as options. */
function fields(given = {}) {
  if (given === null || typeof given !== 'object') throw fault('syntax', 'options', 'is no object');
  try {
    return { ...given };
  } catch (error) {
    throw Object.assign(fault('syntax', 'options', error?.message), { cause: error });
  }
}

function options(given) {
  const { asOf, ...rest } = fields(given);
  return text({ ...rest, asOf: asOf ?? today() }, 'options');
}

/** A listener for the wasm side, and what it threw. */
function listener(onProgress) {
  if (onProgress === undefined) return {};
  if (typeof onProgress !== 'function') throw fault('kind', 'options.onProgress', 'is no function');
  const heard = {};
  heard.call = (json) => {
    try {
      return onProgress(JSON.parse(json)) !== false;
    } catch (error) {
      heard.thrown = { error };
      return false;
    }
  };
  return heard;
}

/** Calls with a listener; what the listener threw is thrown to the caller. */
function listened(heard, work) {
  try {
    return JSON.parse(work(heard.call));
  } catch (error) {
    if (heard.thrown) throw heard.thrown.error;
    throw error;
  }
}

function number(value, field) {
  if (typeof value !== 'number') throw fault('kind', field, 'is no number');
  return value;
}

function word(value, field) {
  if (typeof value !== 'string') throw fault('kind', field, 'is no text');
  return value;
}

export function assess(dossier, given) {
  return JSON.parse(call('assess', file(dossier, 'dossier'), options(given)));
}

export function writeWorkbook(dossier, given) {
  return call('writeWorkbook', file(dossier, 'dossier'), options(given));
}

export function value(problem, given) {
  return JSON.parse(call('value', text(problem, 'problem'), options(given)));
}

export function solveFor(problem, unknown, target, given) {
  const question = [text(problem, 'problem'), word(unknown, 'unknown'), number(target, 'target')];
  return JSON.parse(call('solveFor', ...question, options(given)));
}

/** A seed as text; JSON has no 64 bits. */
function seedText(seed) {
  if (!['number', 'bigint', 'string'].includes(typeof seed)) throw fault('kind', 'options.seed', 'is no whole number');
  return String(seed);
}

export function simulate(problem, given) {
  const { onProgress, seed, ...rest } = fields(given);
  const heard = listener(onProgress);
  const wanted = text(seed === undefined ? rest : { ...rest, seed: seedText(seed) }, 'options');
  return listened(heard, (hear) => call('simulate', text(problem, 'problem'), wanted, hear));
}

export function tornado(problem) {
  return JSON.parse(call('tornado', text(problem, 'problem')));
}

export function flipPoints(problem, threshold) {
  return JSON.parse(call('flipPoints', text(problem, 'problem'), number(threshold, 'threshold')));
}

export function simulationProblem(dossier, given) {
  return JSON.parse(call('simulationProblem', file(dossier, 'dossier'), options(given)));
}

export function readPortfolio(bytes, fileName, given) {
  if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer)) throw fault('kind', 'bytes', 'are no bytes');
  const { onProgress, ...rest } = fields(given);
  const heard = listener(onProgress);
  const list = [file(bytes, 'bytes'), word(fileName, 'fileName'), text(rest, 'options')];
  return listened(heard, (hear) => call('readPortfolio', ...list, hear));
}

export function schemas() {
  return JSON.parse(schemaTexts);
}
