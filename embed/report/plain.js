// The simulation in plain JavaScript, as a good programmer would write it: the same generator, distributions, formula
// and statistics as the engine, typed arrays, nothing allocated in the loop. JavaScript has no 64-bit integers, so the
// generator works on halves; BigInt would be some fifty times slower.

/** The generator splitmix64 on 32-bit halves. */
class SplitMix64 {
  constructor(seed) {
    this.high = Math.floor(seed / 4294967296) | 0;
    this.low = seed | 0;
  }

  /** The next uniform number in [0, 1). */
  next() {
    // state += 0x9E3779B97F4A7C15
    const low = (this.low + 0x7f4a7c15) | 0;
    const carry = (low >>> 0) < 0x7f4a7c15 ? 1 : 0;
    const high = (this.high + 0x9e3779b9 + carry) | 0;
    this.low = low;
    this.high = high;
    // z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
    let l = low ^ ((low >>> 30) | (high << 2));
    let h = high ^ (high >>> 30);
    let product = Math.imul(l, 0x1ce4e5b9);
    h = (highHalf(l, 0xe5b9, 0x1ce4) + Math.imul(l, 0xbf58476d) + Math.imul(h, 0x1ce4e5b9)) | 0;
    l = product;
    // z = (z ^ (z >> 27)) * 0x94D049BB133111EB
    l ^= (l >>> 27) | (h << 5);
    h ^= h >>> 27;
    product = Math.imul(l, 0x133111eb);
    h = (highHalf(l, 0x11eb, 0x1331) + Math.imul(l, 0x94d049bb) + Math.imul(h, 0x133111eb)) | 0;
    l = product;
    // z ^ (z >> 31), its upper 53 bits
    l ^= (l >>> 31) | (h << 1);
    h ^= h >>> 31;
    return ((h >>> 0) * 2097152 + (l >>> 11)) * (1 / 9007199254740992);
  }
}

/** Upper 32 bits of the product of two unsigned 32-bit numbers, the second in halves. */
function highHalf(a, low, high) {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const middle = aHigh * low + ((aLow * low) >>> 16);
  const other = aLow * high + (middle & 0xffff);
  return (aHigh * high + (middle >>> 16) + (other >>> 16)) | 0;
}

const LEAST = 1 / 18014398509481984;
const MOST = 1 - Number.EPSILON / 2;

/** The inverse of a triangular distribution. */
function triangular({ low, mode, high }) {
  const width = high - low;
  const split = (mode - low) / width;
  const rising = width * (mode - low);
  const falling = width * (high - mode);
  return (u) => (u < split ? low + Math.sqrt(u * rising) : high - Math.sqrt((1 - u) * falling));
}

/**
 * Values of all trials: a stream of income with revenue, rate, discount rate, decay and life uncertain, mid-period, the
 * life rounded to `step` years.
 */
function run(problem, trials, seed) {
  const { base } = problem.components[0];
  const [revenue, rate, discount, decay, life] = problem.inputs.map(({ distribution }) => triangular(distribution));
  const { step, distribution: { low, high } } = problem.inputs[4];
  const random = new SplitMix64(seed);
  const bases = Float64Array.from(base);
  const periods = bases.length;
  const values = new Float64Array(trials);
  const kept = problem.inputs.map(() => new Float64Array(Math.min(trials, 16384)));
  const next = () => Math.min(Math.max(random.next(), LEAST), MOST);
  for (let trial = 0; trial < trials; trial += 1) {
    const m = revenue(next());
    const share = rate(next());
    const r = discount(next());
    const d = decay(next());
    const years = Math.min(Math.max(Math.round(life(next()) / step) * step, low), high);
    const yearly = 1 / (1 + r);
    const half = Math.sqrt(yearly);
    const carried = 1 - d;
    let income = share * m;
    let start = 1;
    let total = 0;
    for (let k = 0; k < periods; k += 1) {
      const left = years - k;
      if (left <= 0) break;
      if (left >= 1) {
        total += bases[k] * income * (start * half);
        start *= yearly;
      } else {
        total += bases[k] * left * income * (start * Math.sqrt(left === 0.5 ? half : Math.pow(yearly, left)));
      }
      income *= carried;
    }
    values[trial] = total;
    if (trial < 16384) {
      kept[0][trial] = m;
      kept[1][trial] = share;
      kept[2][trial] = r;
      kept[3][trial] = d;
      kept[4][trial] = years;
    }
  }
  return { values, kept };
}

function percentile(sorted, p) {
  const place = (sorted.length - 1) * p;
  const whole = Math.floor(place);
  const beyond = place - whole;
  return beyond > 0 ? sorted[whole] + beyond * (sorted[whole + 1] - sorted[whole]) : sorted[whole];
}

/** Places of the values in ascending order, equal ones sharing their mean. */
function ranks(values) {
  const order = Uint32Array.from(values, (_, place) => place).sort((a, b) => values[a] - values[b]);
  const found = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end += 1;
    for (let place = first; place < end; place += 1) found[order[place]] = (first + end - 1) / 2;
    first = end;
  }
  return found;
}

function correlation(one, other) {
  const mean = (one.length - 1) / 2;
  let [both, first, second] = [0, 0, 0];
  for (let place = 0; place < one.length; place += 1) {
    const [a, b] = [one[place] - mean, other[place] - mean];
    both += a * b;
    first += a * a;
    second += b * b;
  }
  return both / Math.sqrt(first * second);
}

function roundUp(width) {
  const power = 10 ** Math.floor(Math.log10(width));
  return [1, 2, 5].map((step) => step * power).find((step) => step >= width) ?? 10 * power;
}

/** Trials below a value. */
function below(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function histogram(sorted) {
  const [low, high] = [0.005, 0.995].map((p) => sorted[Math.ceil(sorted.length * p) - 1]);
  const width = roundUp((high - low) / 40);
  const first = Math.floor(low / width);
  const counts = [];
  let done = below(sorted, first * width);
  for (let bin = 1; bin <= Math.floor(high / width) - first + 1; bin += 1) {
    const next = below(sorted, (first + bin) * width);
    counts.push(next - done);
    done = next;
  }
  return { start: first * width, width, counts };
}

/** Everything that the engine's simulation answers. */
export function simulate(problem, { trials, seed }) {
  const { values, kept } = run(problem, trials, Number(seed));
  const convergence = [];
  for (let mark = 1024; mark < trials; mark *= 2) {
    const sorted = values.slice(0, mark).sort();
    convergence.push([0.1, 0.5, 0.9].map((p) => percentile(sorted, p)));
  }
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / trials;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const sorted = values.slice().sort();
  const valueRanks = ranks(values.subarray(0, kept[0].length));
  return {
    mean,
    deviation: Math.sqrt(squares / (trials - 1)),
    percentiles: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map((p) => percentile(sorted, p)),
    histogram: histogram(sorted),
    convergence,
    correlations: kept.map((draws) => correlation(ranks(draws), valueRanks)),
  };
}
