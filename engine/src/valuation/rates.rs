//! Share rate and discount rate of a pool, with their workings.

use smol_str::SmolStr;

use super::context::{Context, ProductContext, Right};
use super::draft::Member;
use super::range::Triangular;
use super::result::{PoolClass, ValuationError};
use crate::dossier::{Asset, AssetKind, AssetStatus, Sector};
use crate::rules::{Note, NoteKind, RuleError, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, joined};

/// The share rate of a pool before its working is filed.
pub(super) struct RateDraft {
    pub sheet: Sheet,
    pub value: f64,
    pub range: Triangular,
    /// Rate before and after the ceiling of the operating margin.
    pub cut: Option<(f64, f64)>,
    last: Cell,
}

/// Band of a member: record id, low, high.
type Band = (SmolStr, f64, f64);

/// The rate of a pool: best single rate, growth with the number of effective rights, ceilings.
///
/// `None` without members.
pub(super) fn pool_share_rate(
    context: &Context,
    product: &ProductContext,
    class: PoolClass,
    members: &[Member],
) -> Result<Option<RateDraft>, ValuationError> {
    let kinds: Vec<AssetKind> =
        members.iter().filter_map(|member| context.rights.get(member.right).map(|right| right.asset.kind)).collect();
    let patents = kinds.iter().any(|kind| kind.is_patent());
    let hardware = patents || kinds.contains(&AssetKind::LayoutDesign);
    let groups = group_weights(context)?;
    let factors: Vec<&Note> = context.rules.notes(NoteKind::Remark, "share-factor").collect();
    let mut bands: Vec<(AssetKind, Band)> = Vec::new();
    let mut best: Option<(f64, &Right, &Member, Band, Adjustment)> = None;
    let mut ceiling: f64 = 0.0;
    for member in members {
        let Some(right) = context.rights.get(member.right) else { continue };
        let band = match bands.iter().find(|(kind, _)| *kind == right.asset.kind) {
            Some((_, band)) => band.clone(),
            None => {
                let band = band(context, product, class, right.asset.kind, hardware)?;
                bands.push((right.asset.kind, band.clone()));
                band
            }
        };
        let adjustment = adjustment(right, groups, &factors, context)?;
        let layout =
            if right.asset.kind == AssetKind::LayoutDesign && patents { context.pool.layout_factor } else { 1.0 };
        let single = (band.1 + (band.2 - band.1) * adjustment.value) * member.coverage * grant(right) * layout;
        ceiling = libm::fmax(ceiling, band.2);
        if best.as_ref().is_none_or(|(rate, ..)| single > *rate) {
            best = Some((single, right, member, band, adjustment));
        }
    }
    let Some((_, right, member, band, adjustment)) = best else { return Ok(None) };

    let mut sheet = Sheet::new();
    let low = sheet.given(Term::BAND_LOW, band.1, Unit::Ratio, Origin::Rule { id: band.0.clone() });
    let high = sheet.given(Term::BAND_HIGH, band.2, Unit::Ratio, Origin::Rule { id: band.0.clone() });
    let delta = adjustment.write(&mut sheet, right.asset, groups);
    let mut single = sheet.compute(Term::SINGLE_RATE, Unit::Ratio, low + (high - low) * delta);
    let coverage = sheet.given(
        Term::COVERAGE,
        member.coverage,
        Unit::Ratio,
        if right.uses_assumed {
            Origin::rule("valuation.pool.coverage-implied")
        } else {
            Origin::Answered { path: joined(&["assets.", &right.asset.id]) }
        },
    );
    single = sheet.compute(Term::SINGLE_RATE, Unit::Ratio, single * coverage);
    let mut scale = member.coverage;
    if right.asset.status == Some(AssetStatus::Pending) {
        let id = match right.asset.kind {
            AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design => right.asset.kind.code(),
            _ => "other",
        };
        let chance = sheet.given(
            Term::GRANT_PROBABILITY,
            right.validity,
            Unit::Ratio,
            Origin::Rule { id: joined(&["valuation.grant.", id]) },
        );
        single = sheet.compute(Term::SINGLE_RATE, Unit::Ratio, single * chance);
        scale *= right.validity;
    }
    if right.asset.kind == AssetKind::LayoutDesign && patents {
        let factor = sheet.given(
            Term::LAYOUT_FACTOR,
            context.pool.layout_factor,
            Unit::Factor,
            Origin::rule("valuation.share.layout-factor"),
        );
        single = sheet.compute(Term::SINGLE_RATE, Unit::Ratio, single * factor);
        scale *= context.pool.layout_factor;
    }
    let cap = sheet.given(Term::RATE_CEILING, ceiling, Unit::Ratio, Origin::Rule { id: band.0.clone() });
    let mut growth = 1.0;
    let mut last = if class == PoolClass::Technology && members.len() > 1 {
        let weights: Vec<f64> = members.iter().map(|member| member.weight).collect();
        let origin = Origin::answered("assets");
        let weights = sheet.given_series(Term::POOL_WEIGHTS, weights, Unit::Factor, origin);
        let sum = sheet.compute(Term::WEIGHT_SUM, Unit::Factor, Expr::from(weights).sum());
        let squares = sheet.compute(Term::SQUARE_SUM, Unit::Factor, (weights * weights).sum());
        let effective = sheet.compute(Term::EFFECTIVE_RIGHTS, Unit::Count, sum * sum / squares);
        let increment = sheet.given(
            Term::POOL_INCREMENT,
            context.pool.increment,
            Unit::Factor,
            Origin::rule("valuation.pool.increment"),
        );
        growth = 1.0 + context.pool.increment * libm::fmax(sheet.value(effective) - 1.0, 0.0);
        let more = (effective - 1.0).max(0.0);
        sheet.compute(Term::POOL_RATE, Unit::Ratio, (single * (1.0 + increment * more)).min(cap))
    } else {
        sheet.compute(Term::POOL_RATE, Unit::Ratio, Expr::from(single).min(cap))
    };
    let before = sheet.value(last);
    let mut top = ceiling * scale;
    let mut cut = None;
    if let Some(margin) = product.product.operating_margin {
        let bound = libm::fmax(margin.get(), 0.0) * context.pool.margin_cap;
        if before > bound && bound > 0.0 {
            let margin = sheet.given(
                Term::OPERATING_MARGIN,
                margin.get(),
                Unit::Ratio,
                Origin::Answered { path: joined(&["products.", &product.product.id, ".operating_margin"]) },
            );
            let part = sheet.given(
                Term::MARGIN_SHARE,
                context.pool.margin_cap,
                Unit::Ratio,
                Origin::rule("valuation.share.margin-cap"),
            );
            last = sheet.compute(Term::POOL_RATE, Unit::Ratio, Expr::from(last).min(margin * part));
            cut = Some((before, sheet.value(last)));
        }
        if bound > 0.0 {
            top = libm::fmin(top, bound);
        }
    }
    let value = sheet.value(last);
    // The low end is what the same pool would earn at the lower end of the band.
    let range = Triangular::new(band.1 * scale * growth, value, top);
    Ok(Some(RateDraft { sheet, value, range, cut, last }))
}

impl RateDraft {
    /// Scales the rate and its range, where technology and brand together pass the ceiling of the margin.
    pub(super) fn scale(&mut self, factor: f64) {
        let cell =
            self.sheet.given(Term::COMBINED_CEILING, factor, Unit::Factor, Origin::rule("valuation.share.margin-cap"));
        let before = self.value;
        self.last = self.sheet.compute(Term::POOL_RATE, Unit::Ratio, self.last * cell);
        self.value = self.sheet.value(self.last);
        self.range = Triangular {
            low: self.range.low * factor,
            mode: self.value,
            high: libm::fmax(self.range.high * factor, self.value),
        };
        self.cut = Some((self.cut.map_or(before, |(from, _)| from), self.value));
    }
}

/// Probability of grant for an application, 1 for a granted right.
fn grant(right: &Right) -> f64 {
    if right.asset.status == Some(AssetStatus::Pending) { right.validity } else { 1.0 }
}

/// Band of a kind of right on a product.
fn band(
    context: &Context,
    product: &ProductContext,
    class: PoolClass,
    kind: AssetKind,
    hardware: bool,
) -> Result<Band, RuleError> {
    let code = match (class, kind) {
        (PoolClass::Brand, AssetKind::GeographicalIndication) => "geographical-indication",
        (PoolClass::Brand, _) if product.product.consumer == Some(true) => "trademark-consumer",
        (PoolClass::Brand, _) => "trademark-business",
        (_, AssetKind::SoftwareCopyright) if product.sector == Some(Sector::Software) || !hardware => {
            "software-copyright"
        }
        _ => product.sector_or_other().code(),
    };
    let id = joined(&["valuation.share.band.", code]);
    let [low, _, high] = context.rules.triple(&id)?;
    Ok((id, low, high))
}

/// Where the adjustment coefficient came from.
struct Adjustment {
    value: f64,
    /// Group, weight in the group, score: set when the composite method is answered.
    factors: Option<Vec<(usize, f64, f64)>>,
    levels: [f64; 3],
}

fn group_weights(context: &Context) -> Result<[f64; 3], RuleError> {
    Ok([
        context.rules.number("valuation.share.group.legal")?,
        context.rules.number("valuation.share.group.technical")?,
        context.rules.number("valuation.share.group.economic")?,
    ])
}

/// Δ by the composite method when enough of its weight is answered, else by the scores of the right.
fn adjustment(right: &Right, groups: [f64; 3], notes: &[&Note], context: &Context) -> Result<Adjustment, RuleError> {
    let score = &right.scored.score;
    let levels = [score.legal, score.technical, score.economic];
    let by_score = super::share_rate::score_adjustment(groups, levels[0], levels[1], levels[2]);
    let by_score = Adjustment { value: by_score.clamp(0.0, 1.0), factors: None, levels };
    if right.asset.share_factors.is_empty() {
        return Ok(by_score);
    }
    let least = context.rules.number("valuation.score.least-coverage")?;
    let mut answered = 0.0;
    let mut factors = Vec::new();
    for note in notes {
        let Some(code) = note.id.strip_prefix("share-factor.") else { continue };
        let group = match note.codes("group").first().map(SmolStr::as_str) {
            Some("legal") => 0,
            Some("technical") => 1,
            _ => 2,
        };
        let weight = note.number("weight").unwrap_or(0.0);
        let group_weight = groups.get(group).copied().unwrap_or(0.0);
        let given = right.asset.share_factors.get(code);
        answered += given.map_or(0.0, |_| weight * group_weight);
        // What is not answered takes the middle of the scale.
        factors.push((group, weight, given.map_or(50.0, |score| score.clamp(0.0, 100.0))));
    }
    if answered < least {
        return Ok(by_score);
    }
    let value = factors
        .iter()
        .map(|(group, weight, score)| groups.get(*group).copied().unwrap_or(0.0) * weight * score / 100.0)
        .sum();
    Ok(Adjustment { value, factors: Some(factors), levels })
}

impl Adjustment {
    fn write(&self, sheet: &mut Sheet, asset: &Asset, groups: [f64; 3]) -> Cell {
        let path = |field: &str| Origin::Answered { path: joined(&["assets.", &asset.id, ".", field]) };
        let names =
            ["valuation.share.group.legal", "valuation.share.group.technical", "valuation.share.group.economic"];
        let weight = |sheet: &mut Sheet, place: usize| {
            let name = names.get(place).copied().unwrap_or_default();
            let value = groups.get(place).copied().unwrap_or(0.0);
            sheet.given(Term::GROUP_WEIGHT, value, Unit::Ratio, Origin::rule(name))
        };
        let weights = [weight(sheet, 0), weight(sheet, 1), weight(sheet, 2)];
        let Some(factors) = &self.factors else {
            let origin = || Origin::Figure { id: joined(&["valuation.asset.", &asset.id, ".score"]) };
            let legal = sheet.given(Term::LEGAL_VALUE, self.levels[0], Unit::Point, origin());
            let technical = sheet.given(Term::TECHNICAL_VALUE, self.levels[1], Unit::Point, origin());
            let economic = sheet.given(Term::ECONOMIC_VALUE, self.levels[2], Unit::Point, origin());
            let sum = weights[0] * (legal - 1.0) + weights[1] * (technical - 1.0) + weights[2] * (economic - 1.0);
            return sheet.compute(Term::ADJUSTMENT, Unit::Ratio, (sum / 9.0).clamp(0.0, 1.0));
        };
        let terms = [Term::LEGAL_FACTORS, Term::TECHNICAL_FACTORS, Term::ECONOMIC_FACTORS];
        let mut sum = Expr::Number(0.0);
        for (place, (weight, term)) in weights.into_iter().zip(terms).enumerate() {
            let of_group = || factors.iter().filter(move |(group, ..)| *group == place);
            let shares = of_group().map(|(_, weight, _)| *weight).collect();
            let scores = of_group().map(|(_, _, score)| *score).collect();
            let origin = Origin::rule("share-factor.status");
            let shares = sheet.given_series(Term::FACTOR_WEIGHTS, shares, Unit::Ratio, origin);
            let scores = sheet.given_series(Term::FACTOR_SCORES, scores, Unit::Point, path("share_factors"));
            let group = sheet.compute(term, Unit::Ratio, (shares * scores / 100.0).sum());
            sum = sum + weight * group;
        }
        sheet.compute(Term::ADJUSTMENT, Unit::Ratio, sum)
    }
}

/// The discount rate of a pool before its working is filed.
pub(super) struct DiscountDraft {
    pub sheet: Sheet,
    pub range: Triangular,
}

/// Families of risk in the order of the build-up, with their terms.
const FAMILIES: [(&str, Term); 4] = [
    ("technology", Term::TECHNOLOGY_PREMIUM),
    ("market", Term::MARKET_PREMIUM),
    ("funding", Term::FUNDING_PREMIUM),
    ("management", Term::MANAGEMENT_PREMIUM),
];

/// Share of the weight of the risk questions that is answered, 0–1.
pub(super) fn risk_answered(context: &Context, product: &ProductContext) -> f64 {
    let answered: f64 = risk_notes(context)
        .filter(|(code, _)| product.product.risk_scores.contains_key(*code))
        .map(|(_, note)| note.number("weight").unwrap_or(0.0))
        .sum();
    answered / FAMILIES.len() as f64
}

fn risk_notes<'a>(context: &'a Context) -> impl Iterator<Item = (&'a str, &'a Note)> {
    context
        .rules
        .notes(NoteKind::Remark, "risk-factor")
        .filter_map(|note| Some((note.id.strip_prefix("risk-factor.")?, note)))
}

impl DiscountDraft {
    /// Build-up from the answers on risk, or the table of stages while too few are answered.
    pub(super) fn of_product(context: &Context, product: &ProductContext) -> Result<Self, ValuationError> {
        let id = joined(&["valuation.discount.stage.", product.stage.code()]);
        let [low, mode, high] = context.rules.triple(&id)?;
        let mut sheet = Sheet::new();
        let least = context.rules.number("valuation.score.least-coverage")?;
        if risk_answered(context, product) < least {
            let rate = sheet.given(Term::STAGE_RATE, mode, Unit::RatePerYear, Origin::Rule { id });
            sheet.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, Expr::from(rate));
            return Ok(DiscountDraft { sheet, range: Triangular::new(low, mode, high) });
        }
        let free = sheet.rule(Term::RISK_FREE, context.rules.parameter("valuation.discount.risk-free")?);
        let cap = sheet.rule(Term::PREMIUM_CAP, context.rules.parameter("valuation.discount.premium-cap")?);
        let mut sum = Expr::from(free);
        for (family, term) in FAMILIES {
            let of_family =
                || risk_notes(context).filter(|(_, note)| note.codes("family").iter().any(|code| code == family));
            let weights = of_family().map(|(_, note)| note.number("weight").unwrap_or(0.0)).collect();
            // What is not answered takes the middle of the scale.
            let scores = of_family()
                .map(|(code, _)| product.product.risk_scores.get(code).map_or(50.0, |score| score.clamp(0.0, 100.0)))
                .collect();
            let first = of_family().next().map(|(_, note)| note.id.clone()).unwrap_or_default();
            let weights = sheet.given_series(Term::FACTOR_WEIGHTS, weights, Unit::Ratio, Origin::Rule { id: first });
            let path = joined(&["products.", &product.product.id, ".risk_scores"]);
            let scores = sheet.given_series(Term::FACTOR_SCORES, scores, Unit::Point, Origin::Answered { path });
            let premium = sheet.compute(term, Unit::RatePerYear, cap * (weights * scores / 100.0).sum());
            sum = sum + premium;
        }
        let rate = sheet.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, sum);
        let rate = sheet.value(rate);
        Ok(DiscountDraft { sheet, range: Triangular::new(rate * low / mode, rate, rate * high / mode) })
    }

    /// Weighted average cost of capital plus the premium of intangibles, post-tax: for brands.
    pub(super) fn capital_market(context: &Context) -> Result<Self, ValuationError> {
        let mut sheet = Sheet::new();
        let free = sheet.rule(Term::RISK_FREE, context.rules.parameter("valuation.discount.risk-free")?);
        let beta = sheet.rule(Term::BETA, context.rules.parameter("valuation.discount.beta")?);
        let premium = sheet.rule(Term::EQUITY_PREMIUM, context.rules.parameter("valuation.discount.equity-premium")?);
        let specific =
            sheet.rule(Term::SPECIFIC_PREMIUM, context.rules.parameter("valuation.discount.specific-premium")?);
        let debt = sheet.rule(Term::DEBT_COST, context.rules.parameter("valuation.discount.debt-cost")?);
        let share = sheet.rule(Term::DEBT_SHARE, context.rules.parameter("valuation.discount.debt-share")?);
        let tax = sheet.given(Term::TAX_RATE, context.tax.0, Unit::Ratio, context.tax.1.clone());
        let equity = sheet.compute(Term::EQUITY_COST, Unit::RatePerYear, free + beta * premium + specific);
        let cost = equity * (1.0 - share) + debt * (1.0 - tax) * share;
        let cost = sheet.compute(Term::CAPITAL_COST_AVERAGE, Unit::RatePerYear, cost);
        let over = context.rules.parameter("valuation.discount.intangible-premium")?;
        let [low, mode, high] = over.triple().unwrap_or_default();
        let over = sheet.rule(Term::INTANGIBLE_PREMIUM, over);
        let rate = sheet.compute(Term::DISCOUNT_RATE, Unit::RatePerYear, cost + over);
        let rate = sheet.value(rate);
        Ok(DiscountDraft { sheet, range: Triangular::new(rate - mode + low, rate, rate - mode + high) })
    }
}
