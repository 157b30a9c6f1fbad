//! White-list screening 白名单: points for status, inventions, R&D, growth, credit and stability.

use super::context::Context;
use super::criteria::{Screen, Standing};
use super::{FinancingError, WhiteList, WhiteListPart};
use crate::dossier::{AssetKind, AssetStatus};
use crate::rules::Unit;
use crate::working::{Origin, Sheet, Term, Workings};

/// The score, and whether the enterprise is listed: at least the line, and one right passes all pledge criteria.
pub(super) fn assess(context: &Context, pledge: &Screen, workings: &mut Workings) -> Result<WhiteList, FinancingError> {
    let rules = context.rules;
    let id = "financing.white-list.points";
    let points: [f64; 6] = rules.list(id)?.try_into().map_err(|_| FinancingError::Shape { id: id.to_owned() })?;
    let (inventions, rd, growth) = (
        rules.number("financing.white-list.inventions")?,
        rules.number("financing.white-list.rd")?,
        rules.number("financing.white-list.growth")?,
    );
    let unit = |value: f64| value.clamp(0.0, 1.0);
    let granted = context
        .items
        .iter()
        .filter(|item| item.asset.kind == AssetKind::Invention && item.asset.status == Some(AssetStatus::Granted))
        .count();
    let rd_ratio = context.year.and_then(|year| {
        let (rd, revenue) = year.rd.zip(year.revenue)?;
        (revenue.fen() > 0).then(|| rd.to_yuan() / revenue.to_yuan())
    });
    let enterprise = &context.dossier.enterprise;
    let clean = super::measures::both(
        enterprise.credit_overdue_24m.map(|count| count == 0),
        enterprise.dishonest_list.map(|listed| !listed),
    );
    let flag = |answer: Option<bool>| answer.map(|yes| f64::from(u8::from(yes)));
    let measured = [
        flag(context.tech_status()),
        (!context.items.is_empty()).then_some(granted as f64),
        rd_ratio,
        context.revenue_growth(),
        flag(clean),
        stability(context),
    ];
    let full = [1.0, inventions, rd, growth, 1.0, 1.0];
    let mut parts = [None; 6];
    for ((part, value), full) in parts.iter_mut().zip(measured).zip(full) {
        *part = value.map(|value| unit(value / full));
    }
    let known: f64 = parts.iter().zip(points).filter(|(part, _)| part.is_some()).map(|(_, points)| points).sum();
    let all: f64 = points.iter().sum();
    let scored = parts.iter().zip(points).zip(measured);
    let scored = scored
        .map(|((part, most), measured)| WhiteListPart { points: part.map(|part| part * most), most, measured })
        .collect();
    let mut sheet = Sheet::new();
    let reached = parts.iter().map(|part| part.unwrap_or(0.0)).collect();
    let reached = sheet.given_series(Term::WHITE_LIST_PART, reached, Unit::Ratio, Origin::answered("enterprise"));
    let points =
        sheet.given_series(Term::WHITE_LIST_POINTS, points.to_vec(), Unit::Point, Origin::Rule { id: id.into() });
    sheet.compute(Term::WHITE_LIST_SCORE, Unit::Point, (reached * points).sum());
    let score = workings.file("financing.white-list", sheet);
    let line = rules.number("financing.white-list.line")?;
    let right = match pledge.standings.iter().min() {
        Some(Standing::Confirmed) => Some(true),
        // Where no right is listed it is not known whether there is one.
        Some(Standing::Unconfirmed) | None => None,
        _ => Some(false),
    };
    // What is unknown may still bring its points.
    let reaches = if score.value >= line {
        Some(true)
    } else if score.value + (all - known) < line {
        Some(false)
    } else {
        None
    };
    let coverage = if all > 0.0 { known / all } else { 0.0 };
    let listed = super::measures::both(reaches, right);
    Ok(WhiteList { score, coverage, listed, parts: scored, line, has_pledgeable: right })
}

fn stability(context: &Context) -> Option<f64> {
    let known: Vec<f64> = context.items.iter().filter_map(|item| item.value?.stability).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}
