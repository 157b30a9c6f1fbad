//! Answers on a scale whose words the rules hold: indicators of the score 评分指标, factors of the share rate 分成率因素,
//! risks of a product 风险因素.

use ip_health_engine::dossier::{Asset, Product};

use super::super::{Field, Kind};
use crate::texts::Texts;

/// A field kept under a code in a map of numbers, one a code, in the order of the rules. The words are those of the note
/// of the same code; the label here stands where no rules are at hand.
macro_rules! scale {
    ($(#[$about:meta])* $name:ident: $record:ident.$map:ident, $label:ident, $count:literal, [$($code:literal),+ $(,)?]) => {
        $(#[$about])*
        pub static $name: [(&str, Field<$record>); $count] = [$((
            $code,
            Field {
                key: concat!(stringify!($map), ".", $code),
                kind: Kind::Number,
                label: Texts::$label,
                hint: None,
                why: None,
                get: |record| record.$map.get($code).copied().into(),
                set: |record, answer| {
                    match answer.number() {
                        Some(score) => record.$map.insert($code.to_owned(), score),
                        None => record.$map.remove($code),
                    };
                },
            },
        )),+];
    };
}

scale! {
    /// 评分指标 Indicators of the score of a right, 1–10.
    INDICATORS: Asset.scores, path_scores, 27,
    ["L1.1", "L1.2", "L1.3", "L2.1", "L2.2", "L3.1", "L3.2", "L4.1", "T1.1", "T1.2", "T2.1", "T3.1", "T4.1", "T5.1", "T5.2", "T6.1", "T6.2", "E1.1", "E1.2", "E2.1", "E2.2", "E3.1", "E3.2", "E3.3", "E4.1", "E4.2", "E4.3"]
}

scale! {
    /// 分成率因素 Factors of the composite method for the share rate, 0–100.
    SHARE_FACTORS: Asset.share_factors, path_share_factors, 11,
    ["status", "scope", "proof", "field", "substitutes", "advancement", "novelty", "maturity", "range-of-use", "barrier", "demand"]
}

scale! {
    /// 风险因素 Risks of a product in the build-up of the discount rate, 0–100.
    RISKS: Product.risk_scores, path_risk_scores, 14,
    ["conversion", "substitution", "rights", "integration", "capacity", "existing-competition", "scale-economy", "switching-cost", "sales-network", "fixed-capital", "working-capital", "sales-service", "quality-control", "technical-development"]
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::{NoteKind, RulePack};
    use ip_health_engine::valuation::score::INDICATOR_CODES;
    use jiff::civil::date;

    use super::*;

    fn check(prefix: &str, codes: impl Iterator<Item = &'static str>) {
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(date(2026, 11, 23));
        let asked: Vec<String> = codes.map(|code| [prefix, ".", code].concat()).collect();
        let notes: Vec<&str> = rules.notes(NoteKind::Remark, prefix).map(|note| note.id.as_str()).collect();
        assert_eq!(asked, notes);
        assert!(rules.notes(NoteKind::Remark, prefix).all(|note| note.body.is_some() && note.steps.len() > 1));
    }

    #[test]
    fn every_scale_of_the_rules_is_asked() {
        check("indicator", INDICATORS.iter().map(|(code, _)| *code));
        check("share-factor", SHARE_FACTORS.iter().map(|(code, _)| *code));
        check("risk-factor", RISKS.iter().map(|(code, _)| *code));
    }

    #[test]
    fn the_engine_scores_by_the_same_codes() {
        assert_eq!(INDICATORS.each_ref().map(|(code, _)| *code), INDICATOR_CODES);
    }
}
