//! Words of the workbook in both languages, from `rules/words/`.

use crate::dossier::AssetKind;
use crate::financing::{Channel, Verdict};
use crate::rules::{Confidence, Language, Outcome, Unit};
use crate::star::result as star;
use crate::valuation::{NoSaving, NoValue, PoolClass};

/// A word or sentence of the workbook. Every constant is written by the build script from `rules/words/*.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word(u16);

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Word {
    /// The word in a language.
    pub(super) fn text(self, language: Language) -> &'static str {
        WORDS.get(usize::from(self.0)).map_or("", |word| match language {
            Language::Chinese => word.1,
            Language::English => word.2,
        })
    }
}

/// The unit as it stands in its own column; shares are shown as percentages.
pub(super) fn unit(unit: Unit) -> Word {
    match unit {
        Unit::Yuan => Word::UNIT_YUAN,
        Unit::Ratio => Word::UNIT_RATIO,
        Unit::RatePerYear => Word::UNIT_RATE,
        Unit::PercentagePoint => Word::UNIT_POINT_PERCENTAGE,
        Unit::Year => Word::UNIT_YEAR,
        Unit::Month => Word::UNIT_MONTH,
        Unit::Day => Word::UNIT_DAY,
        Unit::Count => Word::UNIT_COUNT,
        Unit::Point => Word::UNIT_POINT,
        Unit::Factor => Word::UNIT_FACTOR,
        Unit::None => Word::UNIT_NONE,
    }
}

/// The name of a channel.
pub(super) fn channel(channel: Channel) -> Word {
    match channel {
        Channel::Pledge => Word::CHANNEL_PL,
        Channel::CombinedCredit => Word::CHANNEL_CC,
        Channel::ExtendedCollateral => Word::CHANNEL_XC,
        Channel::LicenceRevenue => Word::CHANNEL_LR,
        Channel::Insurance => Word::CHANNEL_IN,
        Channel::Equity => Word::CHANNEL_EQ,
        Channel::Lease => Word::CHANNEL_LS,
        Channel::Securitisation => Word::CHANNEL_AB,
        Channel::Trust => Word::CHANNEL_TR,
        Channel::InvestLoan => Word::CHANNEL_WL,
        Channel::LicenceSale => Word::CHANNEL_SL,
        Channel::Policy => Word::CHANNEL_PO,
    }
}

/// Whether a channel is open.
pub(super) fn verdict(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Available => Word::VERDICT_AVAILABLE,
        Verdict::NeedsWaiver => Word::VERDICT_NEEDS_WAIVER,
        Verdict::NeedsData => Word::VERDICT_NEEDS_DATA,
        Verdict::Experimental => Word::VERDICT_EXPERIMENTAL,
        Verdict::TooSlow => Word::VERDICT_TOO_SLOW,
        Verdict::Blocked => Word::VERDICT_BLOCKED,
    }
}

/// The outcome of a comparison.
pub(super) fn outcome(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Pass => Word::OUTCOME_PASS,
        Outcome::Fail => Word::OUTCOME_FAIL,
        Outcome::Unknown => Word::OUTCOME_UNKNOWN,
    }
}

/// The verdict on an indicator of the STAR attribute.
pub(super) fn star_verdict(verdict: star::Verdict) -> Word {
    match verdict {
        star::Verdict::Pass => Word::STAR_PASS,
        star::Verdict::PassAtRisk => Word::STAR_PASS_AT_RISK,
        star::Verdict::Fail => Word::STAR_FAIL,
        star::Verdict::NaExempt => Word::STAR_EXEMPT,
        star::Verdict::InsufficientData => Word::STAR_INSUFFICIENT,
    }
}

/// How sure a record is.
pub(super) fn confidence(confidence: Confidence) -> Word {
    match confidence {
        Confidence::Verified => Word::CONFIDENCE_VERIFIED,
        Confidence::Secondary => Word::CONFIDENCE_SECONDARY,
        Confidence::Unverified => Word::CONFIDENCE_UNVERIFIED,
        Confidence::Assumption => Word::CONFIDENCE_ASSUMPTION,
    }
}

/// The kind of a right.
pub(super) fn kind(kind: AssetKind) -> Word {
    match kind {
        AssetKind::Invention => Word::KIND_INVENTION,
        AssetKind::UtilityModel => Word::KIND_UTILITY_MODEL,
        AssetKind::Design => Word::KIND_DESIGN,
        AssetKind::Trademark => Word::KIND_TRADEMARK,
        AssetKind::SoftwareCopyright => Word::KIND_SOFTWARE_COPYRIGHT,
        AssetKind::OtherCopyright => Word::KIND_OTHER_COPYRIGHT,
        AssetKind::LayoutDesign => Word::KIND_LAYOUT_DESIGN,
        AssetKind::GeographicalIndication => Word::KIND_GEOGRAPHICAL_INDICATION,
        AssetKind::LicenceRevenue => Word::KIND_LICENCE_REVENUE,
        AssetKind::DataIp => Word::KIND_DATA_IP,
        AssetKind::PlantVariety => Word::KIND_PLANT_VARIETY,
        AssetKind::TradeSecret => Word::KIND_TRADE_SECRET,
    }
}

/// Why a right has no value.
pub(super) fn no_value(reason: NoValue) -> Word {
    match reason {
        NoValue::NotInForce => Word::NO_VALUE_NOT_IN_FORCE,
        NoValue::NotOwned => Word::NO_VALUE_NOT_OWNED,
        NoValue::SameFamily => Word::NO_VALUE_SAME_FAMILY,
        NoValue::MarkUnused => Word::NO_VALUE_MARK_UNUSED,
        NoValue::AssociationOwned => Word::NO_VALUE_ASSOCIATION_OWNED,
        NoValue::NoBasis => Word::NO_VALUE_NO_BASIS,
    }
}

/// Why a licence from another has no value.
pub(super) fn no_saving(reason: NoSaving) -> Word {
    match reason {
        NoSaving::NotTransferable => Word::NO_SAVING_NOT_TRANSFERABLE,
        NoSaving::TransferUnknown => Word::NO_SAVING_TRANSFER_UNKNOWN,
        NoSaving::Ended => Word::NO_SAVING_ENDED,
        NoSaving::NoSales => Word::NO_SAVING_NO_SALES,
        NoSaving::NotCheaper => Word::NO_SAVING_NOT_CHEAPER,
    }
}

/// What a pool values.
pub(super) fn pool(class: PoolClass) -> Word {
    match class {
        PoolClass::Technology => Word::POOL_TECHNOLOGY,
        PoolClass::Brand => Word::POOL_BRAND,
        PoolClass::Licence => Word::POOL_LICENCE,
        PoolClass::Reserve => Word::POOL_RESERVE,
    }
}
