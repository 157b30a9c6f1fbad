// The worked examples W1–W18 of the valuation specification, computed through the npm package.
//
//   node embed/examples/vectors.mjs
//
// Prints what is expected, what the package answers, the difference and the tolerance; ends with 1 if one is out of
// tolerance. Inputs, expectations and tolerances are those of the engine's own tests, from the same file.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { simulate, solveFor, tornado, value } from 'ip-health-check';

const FILE = new URL('../../engine/tests/data/valuation/golden.json', import.meta.url);
const golden = new Map(JSON.parse(readFileSync(FILE, 'utf8')).map((vector) => [vector.id, vector]));

/** The day of the rules that W11 and W14 take fees, weights and scenes from. */
const rules = { fill: true, asOf: '2026-11-23' };

/** Each example: its input to a list of [what, expected, found]; a fourth member is a tolerance of its own. */
const examples = {
  W1({ input, expect }) {
    const { figures, value: rate } = value({ method: 'share-rate', share: composite(input) });
    return [['adjustment Δ', expect.delta, figures.adjustment], ['share rate', expect.rate, rate]];
  },

  W2({ input, expect }) {
    const found = (rate) => value({ method: 'discount-rate', rate }).value;
    const rate = buildUp(input);
    return [
      ['build-up', expect.r_raw, found(rate)],
      ['rounded to 0.01 %', expect.r_rounded, found({ rounded: { rate, decimals: 4 } })],
    ];
  },

  W3({ input, expect }) {
    const problem = revenueShare(input);
    const discount = (more) => ({ ...problem, discount: { rate: input.r, ...more } });
    const share = { ...problem, share: composite(golden.get('W1').input) };
    const rate = { rounded: { rate: buildUp(golden.get('W2').input), decimals: 4 } };
    return [
      ['value', expect.value, value(problem).value],
      ['at the end of periods', expect.value_end, value(discount({ timing: 'end' })).value],
      ['without decay', expect.value_nodecay, value({ ...problem, decay: 0 }).value],
      ['from the scores of W1 and W2', expect.value, value({ ...share, discount: { rate } }).value],
      ['share rate worth that value', input.share, solveFor(problem, 'share-rate', expect.value).root, 1e-9],
      ['discount rate at that price', input.r, solveFor(problem, 'discount-rate', expect.value).root, 1e-8],
      ['factor on revenue', 1, solveFor(problem, 'scale', expect.value).root, 1e-8],
    ];
  },

  W4({ input, expect }) {
    const { figures, value: found } = value({
      method: 'relief-from-royalty',
      revenue: { path: { base: input.base, growth: input.g } },
      royalty: input.royalty,
      upkeep: input.maint,
      tax: input.tax,
      discount: { rate: input.r, timing: 'end' },
      terminal: { perpetuity: { growth: input.g_perp } },
      amortisation: { tax: input.tax, years: input.tab_years },
    });
    return [
      ['before the tax benefit', expect.value_before_tab, figures['value-before-benefit']],
      ['factor of the benefit', expect.tab_factor, figures['benefit-factor'], 1e-8],
      ['value', expect.value, found],
    ];
  },

  W5({ input, expect }) {
    return [['value', expect.value, value(revenueShare(input)).value]];
  },

  W6({ input, expect }) {
    const { figures, value: found } = value({
      method: 'cost',
      base: {
        reproduction: {
          labour: input.labour,
          materials: input.material,
          equipment: input.equipment,
          tests: input.tests,
          filing: input.ip_cost,
          index: input.index,
          overhead: input.overhead,
          'capital-rate': input.cap_rate,
          'development-years': input.dev_years,
          profit: input.profit,
        },
      },
      functional: { time: { used: input.used, remaining: input.remaining } },
      economic: input.econ_obs,
    });
    return [['reproduction cost', expect.rc, figures['reproduction-cost']], ['value', expect.value, found]];
  },

  W7({ input, expect }) {
    const deals = input.comps.map(({ price, coef }, place) => {
      const [time, legal, technical, economic, terms] = coef;
      return { price, weight: input.weights[place], time, legal, technical, economic, terms };
    });
    return [['value', expect.value, value({ method: 'market', deals }).value]];
  },

  W8({ input, expect }) {
    const { value: found } = value({
      method: 'excess-earnings',
      revenue: { path: { base: input.rev0, growth: input.g, years: input.years } },
      attrition: { rate: input.attrition },
      margin: input.margin,
      tax: input.tax,
      charges: [input.cac.wc, input.cac.fa, input.cac.wf, input.cac.tm],
      discount: { rate: input.r },
    });
    return [['value', expect.value, found]];
  },

  W9({ input, expect }) {
    const { figures, value: found } = value({
      method: 'profit-share',
      profit: input.profit,
      share: {
        'equivalent-investment': {
          technology: { cost: input.patent_cost, margin: input.patent_margin },
          other: { cost: input.other_cost, margin: input.other_margin },
        },
      },
      discount: { rate: input.r, timing: input.timing },
    });
    return [['share of profit', expect.share, figures['share-rate'], 1e-10], ['value', expect.value, found]];
  },

  W10({ input, expect }) {
    const rights = input.assets.map(({ v, c, p }) => ({ score: v, coverage: c, validity: p }));
    const { figures, value: pool } = value({ ...revenueShare(input, input.pool_rate), method: 'pool', rights });
    return [
      ['pool', expect.pool, pool],
      ...expect.alloc.map((part, place) => [`part of right ${place + 1}`, part, figures.allocation[place]]),
    ];
  },

  W11({ input, expect }) {
    const renew = (reduction) => value({
      method: 'renewal',
      right: 'invention',
      'first-year': input.first_year,
      'last-year': input.last_year,
      reduction,
      benefit: { path: { base: input.benefit0, 'base-year': 'first', growth: -input.decay } },
      rate: input.r,
    }, rules);
    const [full, reduced] = [
      renew(undefined),
      renew({ share: input.reduction, 'through-year': input.reduced_through_patent_year }),
    ];
    return [
      ['value in year 9, full fees', expect.w9_full, full.value],
      ['last year paid', expect.last_renew_full, full.figures['last-renewed-year']],
      ['value in year 9, reduced fees', expect.w9_red85, reduced.value],
      ['last year paid', expect.last_renew_red85, reduced.figures['last-renewed-year']],
    ];
  },

  W12({ input, expect }) {
    const option = (model) => value({
      method: 'real-option',
      'project-value': input.S,
      'development-cost': input.K,
      years: input.t,
      volatility: input.sigma,
      'risk-free': input.rf,
      'cost-of-delay': input.y,
      model,
    }).value;
    const tree = (exercise) => option({ binomial: { steps: input.steps, exercise } });
    return [
      ['Black–Scholes', expect.bsm, option('black-scholes')],
      ['binomial, European', expect.crr_eu, tree('european')],
      ['binomial, American', expect.crr_am, tree('american')],
    ];
  },

  W13({ input, expect }) {
    const found = simulate(uncertain(input), {
      trials: input.n, seed: input.seed, sampler: 'splitmix64', percentiles: 'step',
    });
    return [
      ['mean', expect.mean, found.mean],
      ['standard deviation', expect.sd, found.standard_deviation],
      ['P10', expect.p10, found.percentiles.p10],
      ['P50', expect.p50, found.percentiles.p50],
      ['P90', expect.p90, found.percentiles.p90],
    ];
  },

  W13b({ expect }) {
    const problem = revenueShare(golden.get('W3').input);
    const bars = new Map(tornado(uncertain(golden.get('W13').input)).map((bar) => [bar.input, bar]));
    const both = (name, input, flip) => {
      const { at_low, at_high } = bars.get(input);
      const [low, high] = flip ? [at_high, at_low] : [at_low, at_high];
      return [[`${name}, low`, expect[name][0], low], [`${name}, high`, expect[name][1], high]];
    };
    const life = 'life cut to 4.5 y / base 6.5 y';
    return [
      ...both('share rate 0.97% / 2.92%', 'share'),
      ...both('revenue multiplier 0.6 / 1.3', 'mult'),
      ...both('share decay 20% / 5%', 'decay', true),
      ...both('discount rate 16% / 11%', 'r', true),
      [`${life}, low`, expect[life][0], value({ ...problem, revenue: problem.revenue.slice(0, 5) }).value],
      [`${life}, high`, expect[life][1], value(problem).value],
    ];
  },

  W14({ input, expect }) {
    const scores = { 'second-level': { legal: input.L.s, technical: input.T.s, economic: input.E.s } };
    const { figures } = value({ method: 'patent-score', scores, scene: 'finance' }, rules);
    const scenes = {
      licensing: 'licence/transfer',
      finance: 'finance',
      reporting: 'financial',
      infringement: 'infringement',
      management: 'management',
    };
    const { low, high, group_w: weights } = { low: 0.0097, high: 0.0292, ...golden.get('W1').input };
    const share = {
      scores: { low, high, weights, legal: figures.legal, technical: figures.technical, economic: figures.economic },
    };
    return [
      ['legal', expect.L, figures.legal],
      ['technical', expect.T, figures.technical],
      ['economic', expect.E, figures.economic],
      ...Object.entries(scenes).map(([code, name]) => [name, expect.V[name], figures[`scene.${code}`]]),
      ['adjustment Δ', expect.delta_gb, value({ method: 'share-rate', share }).figures.adjustment],
    ];
  },

  W15({ input, expect }) {
    const pledge = (rate) => value({
      method: 'pledge',
      value: input.v,
      'pledge-rate': rate,
      'liquidation-discount': input.liq,
      'low-value': input.p10,
      'low-value-share': 0.5,
    });
    const { figures, value: prudent } = pledge(0.3);
    return [
      ['value in liquidation', expect.liq_value, figures['liquidation-value']],
      ['loan at 25 %', expect.cap25, pledge(0.25).figures['rate-cap']],
      ['loan at 30 %', expect.cap30, figures['rate-cap']],
      ['prudent loan', expect.prudent, prudent],
    ];
  },

  W16({ input, expect }) {
    const { cf: income, r: rate, timing } = input;
    return [['value', expect.value, value({ method: 'income-stream', income, discount: { rate, timing } }).value]];
  },

  W17({ input, expect }) {
    const rate = {
      'return-split': {
        wacc: input.wacc,
        assets: [{ share: input.wc, return: input.rc }, { share: input.wf, return: input.rf_assets }],
        'intangible-share': input.wi,
      },
    };
    return [['return of intangibles', expect.ri, value({ method: 'discount-rate', rate }).value]];
  },

  W18({ input, expect }) {
    const { value: found } = value({
      method: 'incremental-income',
      units: input.units,
      premium: input.premium,
      saving: input.saving,
      advantage: input.fade,
      tax: input.tax,
      discount: { rate: input.r, timing: input.timing },
    });
    return [['value', expect.value, found]];
  },
};

/** A share rate by the composite method, from the factors of W1. */
function composite({ m: low, n: high, legal, tech, econ, group_w: weights }) {
  const groups = [legal, tech, econ].map(({ w, s }, place) => ({
    weight: weights[place],
    factors: w.map((weight, factor) => ({ weight, score: s[factor] })),
  }));
  return { composite: { low, high, groups } };
}

/** A discount rate by build-up, from the scores of W2. */
function buildUp({ rf, cap, tech, market, fin, mgmt }) {
  const premiums = [tech, market, fin, mgmt].map((score) => ({ cap, score: score * 100 }));
  return { 'build-up': { 'risk-free': rf, premiums } };
}

/** The revenue-share problem of W3, W5 and W10. */
function revenueShare({ revenue, decay, stub = 1, r: rate, timing, ...input }, share = input.share) {
  return { method: 'revenue-share', revenue, share, decay, periods: { first: stub }, discount: { rate, timing } };
}

/** W3 with the four uncertain inputs of W13. */
function uncertain({ dist, order }) {
  const { revenue, stub } = golden.get('W3').input;
  return {
    inputs: order.map((id) => {
      const [low, mode, high] = dist[id];
      return { id, distribution: { kind: 'triangular', low, mode, high } };
    }),
    components: [{
      kind: 'income', id: 'patent', base: revenue, first_period: stub,
      revenue: 'mult', rate: 'share', discount_rate: 'r', decay: 'decay',
    }],
  };
}

/** Every comparison of every example. */
export function comparisons() {
  const rows = [];
  for (const vector of golden.values()) {
    for (const [what, expected, found, own] of examples[vector.id](vector)) {
      const tolerance = own ?? vector.abs_tol;
      const difference = found - expected;
      rows.push({ id: vector.id, what, expected, found, difference, tolerance, met: Math.abs(difference) <= tolerance });
    }
  }
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rows = comparisons();
  const columns = [['id', 5], ['what', 40], ['expected', 18], ['found', 22], ['difference', 11], ['tolerance', 10]];
  console.log(columns.map(([name, width]) => (width > 9 && name !== 'what' ? name.padStart(width) : name.padEnd(width))).join(' '));
  for (const { id, what, expected, found, difference, tolerance, met } of rows) {
    const numbers = [String(expected).padStart(18), String(found).padStart(22), difference.toExponential(1).padStart(11)];
    console.log(id.padEnd(5), what.padEnd(40), ...numbers, tolerance.toExponential(0).padStart(10), met ? '' : ' OUT OF TOLERANCE');
  }
  const missed = rows.filter(({ met }) => !met).length;
  console.log(`\n${rows.length} comparisons of ${golden.size} examples, ${missed} out of tolerance`);
  process.exitCode = missed === 0 ? 0 : 1;
}
