//! What a bank asks beside its computations.

use super::question::{Answer, Fact, Question, clean_record, granted, of_each, questions};
use crate::dossier::{Guarantee, RightDispute};
use crate::financing::FinancingError;
use crate::financing::context::Context;

/// The questions of a bank 银行关注问题.
///
/// # Errors
/// [`FinancingError`] when the rule pack lacks a record.
pub(super) fn bank(context: &Context) -> Result<Vec<Question>, FinancingError> {
    let cover = context.debt_service_cover()?;
    let cover_line = context.rules.number("financing.dscr-min")?;
    Ok(questions(context.rules, "BANK", "BKQ-", |id| answer(context, cover, cover_line, id)))
}

fn answer(context: &Context, cover: Option<f64>, cover_line: f64, id: &str) -> Answer {
    let need = &context.dossier.need;
    let any = || granted(context, |_| true);
    match id {
        "BKQ-01" => of_each(&any(), |item| super::question::both(item.asset.registered_owner, item.ownership_clear)),
        "BKQ-02" => of_each(&granted(context, |asset| asset.kind.is_patent()), |item| {
            item.asset.fee_arrears.map(|arrears| !arrears)
        }),
        "BKQ-03" => of_each(&any(), |item| item.asset.encumbrances.as_ref().map(|burdens| burdens.is_empty())),
        "BKQ-04" => of_each(&any(), |item| {
            item.asset.dispute.map(|dispute| matches!(dispute, RightDispute::None | RightDispute::Upheld))
        }),
        // A renewable or unlimited right outlives any debt; a patent whose end is not known may not.
        "BKQ-05" => of_each(&any(), |item| match item.years_beyond(context.tenor) {
            Some(years) => Some(years > 0.0),
            None => (!item.asset.kind.is_patent()).then_some(true),
        }),
        "BKQ-06" => {
            let told = need.use_of_funds.is_some() && need.amount.is_some();
            Answer::of(told.then_some(true), need.amount.map(|amount| Fact::Amount(amount.to_yuan())))
                .at(if need.amount.is_some() { "need.use_of_funds" } else { "need.amount" })
        }
        "BKQ-07" => Answer::of(cover.map(|cover| cover >= cover_line), cover.map(Fact::Times)).at("accounts.ebitda"),
        "BKQ-08" => clean_record(context.dossier),
        "BKQ-09" => {
            let known = [need.internal_valuation, context.document("D07")];
            let any = known.contains(&Some(true)).then_some(true);
            Answer::of(any.or((!known.contains(&None)).then_some(false)), None).at("need.internal_valuation")
        }
        "BKQ-10" => Answer::of(need.guarantee.map(|by| by != Guarantee::None), None).at("need.guarantee"),
        "BKQ-11" => {
            let floor = need.floor_price.map(|share| Fact::Share(share.get()));
            Answer::of(floor.is_some().then_some(true), floor).at("need.floor_price")
        }
        "BKQ-12" => {
            let shares = context.items.iter().filter_map(|item| item.revenue_share);
            let largest = shares.reduce(libm::fmax);
            Answer::of(largest.map(|share| share > 0.0), largest.map(Fact::Share)).at("assets")
        }
        _ => Answer::to_ask(),
    }
}
