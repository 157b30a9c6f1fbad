//! Districts of Shanghai by GB/T 2260 code.

use ip_health_engine::dossier::Enterprise;

use super::{Answer, Choice};
use crate::texts::Texts;

/// Codes in the order of [`DISTRICTS`]. The last stands for places outside Shanghai, about which we hold no policies.
const CODES: [&str; 17] = [
    "310101", "310104", "310105", "310106", "310107", "310109", "310110", "310112", "310113", "310114", "310115",
    "310116", "310117", "310118", "310120", "310151", "000000",
];

/// The districts as choices.
pub const DISTRICTS: &[Choice] = &[
    Choice { label: Texts::district_huangpu },
    Choice { label: Texts::district_xuhui },
    Choice { label: Texts::district_changning },
    Choice { label: Texts::district_jingan },
    Choice { label: Texts::district_putuo },
    Choice { label: Texts::district_hongkou },
    Choice { label: Texts::district_yangpu },
    Choice { label: Texts::district_minhang },
    Choice { label: Texts::district_baoshan },
    Choice { label: Texts::district_jiading },
    Choice { label: Texts::district_pudong },
    Choice { label: Texts::district_jinshan },
    Choice { label: Texts::district_songjiang },
    Choice { label: Texts::district_qingpu },
    Choice { label: Texts::district_fengxian },
    Choice { label: Texts::district_chongming },
    Choice { label: Texts::district_elsewhere },
];

/// The district of an enterprise as an answer; a code outside Shanghai is elsewhere.
#[must_use]
pub fn district_answer(enterprise: &Enterprise) -> Answer {
    let place = enterprise
        .district
        .as_deref()
        .map(|district| CODES.iter().position(|code| *code == district).unwrap_or(CODES.len() - 1));
    place.into()
}

/// Keeps the chosen district.
pub fn set_district(enterprise: &mut Enterprise, answer: Answer) {
    enterprise.district = answer.one().and_then(|place| CODES.get(place)).map(|code| (*code).to_owned());
}

/// The name of a district; a code outside Shanghai stands for itself.
#[must_use]
pub fn district_name(code: &str, texts: Texts) -> String {
    let place = CODES.iter().position(|known| *known == code);
    place
        .and_then(|place| DISTRICTS.get(place))
        .map_or_else(|| code.to_owned(), |choice| (choice.label)(texts).to_owned())
}
