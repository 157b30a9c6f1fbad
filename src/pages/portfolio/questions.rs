//! The questions of a right in groups, each for the kinds it concerns.

use ip_health_engine::dossier::AssetKind;

use crate::fields::{Field, Say, asset as a, cost};
use crate::texts::Texts;
use ip_health_engine::dossier::Asset;

/// Questions that belong together.
pub struct Group {
    /// Their name.
    pub title: Say,
    /// Which kinds of right they concern.
    pub concerns: fn(AssetKind) -> bool,
    /// Opened only when wanted.
    pub folded: bool,
    /// The questions.
    pub fields: &'static [&'static Field<Asset>],
}

const fn any(_: AssetKind) -> bool {
    true
}

fn is_patent(kind: AssetKind) -> bool {
    kind.is_patent()
}

fn is_mark(kind: AssetKind) -> bool {
    matches!(kind, AssetKind::Trademark | AssetKind::GeographicalIndication)
}

fn is_registered(kind: AssetKind) -> bool {
    !is_patent(kind) && !is_mark(kind)
}

/// All groups, in the order of the dialog.
pub static GROUPS: [Group; 9] = [
    Group {
        title: Texts::assets_group_basic,
        concerns: any,
        folded: false,
        fields: &[&a::KIND, &a::TITLE, &a::NUMBER, &a::PUBLICATION_NUMBER, &a::STATUS],
    },
    Group {
        title: Texts::assets_group_dates,
        concerns: any,
        folded: false,
        fields: &[
            &a::FILING_DATE,
            &a::GRANT_DATE,
            &a::PRIORITY_DATE,
            &a::CREATION_DATE,
            &a::FIRST_USE_DATE,
            &a::EXPIRY_DATE,
        ],
    },
    Group {
        title: Texts::assets_group_title,
        concerns: any,
        folded: false,
        fields: &[
            &a::REGISTERED_OWNER,
            &a::OWNERS,
            &a::INVENTORS,
            &a::OWNER_SHARE,
            &a::COOWNERS_CONSENT,
            &a::FREE_EXPLOITATION,
            &a::SELF_FILED,
            &a::ACQUIRED_DATE,
            &a::INVENTOR_EMPLOYMENT_CHECKED,
        ],
    },
    Group {
        title: Texts::assets_group_fees,
        concerns: any,
        folded: false,
        fields: &[&a::ENCUMBRANCES, &a::DISPUTE, &a::FEE_ARREARS, &a::NEXT_FEE_DUE],
    },
    Group {
        title: Texts::assets_group_patent,
        concerns: is_patent,
        folded: false,
        fields: &[
            &a::CLAIMS,
            &a::CLAIM_FEATURES,
            &a::PRODUCT_CLAIM,
            &a::CITATIONS,
            &a::IPC,
            &a::FAMILY,
            &a::FAMILY_OFFICES,
            &a::EVALUATION_REPORT,
            &a::FTO_CLEAR,
            &a::SAME_DAY_DUAL,
            &a::STANDARD_ESSENTIAL,
            &a::AWARD,
            &a::DEFENCE,
        ],
    },
    Group {
        title: Texts::assets_group_mark,
        concerns: is_mark,
        folded: false,
        fields: &[
            &a::MARK_KIND,
            &a::MARK_CLASSES,
            &a::MARK_SIMILAR_INCLUDED,
            &a::MARK_LAST_USE_YEARS,
            &a::MARK_RENEWAL_FILED,
        ],
    },
    Group {
        title: Texts::assets_group_registration,
        concerns: is_registered,
        folded: false,
        fields: &[&a::REGISTERED, &a::TAPED_OUT],
    },
    Group {
        title: Texts::assets_group_use,
        concerns: any,
        folded: false,
        fields: &[
            &a::EXPLOITATION,
            &a::CORE,
            &a::MAIN_BUSINESS,
            &a::REVENUE_SHARE,
            &a::TRL,
            &a::INDUSTRIALISATION,
            &a::BOOK_VALUE,
        ],
    },
    Group { title: Texts::assets_group_cost, concerns: any, folded: true, fields: &cost::ALL },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_question_of_a_right_is_in_one_group() {
        let all: Vec<&str> = GROUPS.iter().flat_map(|group| group.fields).map(|field| field.key).collect();
        let once: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(once.len(), all.len());
        let known: BTreeSet<&str> = a::ALL.iter().chain(&cost::ALL).map(|field| field.key).collect();
        assert_eq!(once, known);
    }
}
