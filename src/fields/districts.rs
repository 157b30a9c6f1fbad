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
    Choice { label: Texts::district_huangpu, code: || "310101".to_owned() },
    Choice { label: Texts::district_xuhui, code: || "310104".to_owned() },
    Choice { label: Texts::district_changning, code: || "310105".to_owned() },
    Choice { label: Texts::district_jingan, code: || "310106".to_owned() },
    Choice { label: Texts::district_putuo, code: || "310107".to_owned() },
    Choice { label: Texts::district_hongkou, code: || "310109".to_owned() },
    Choice { label: Texts::district_yangpu, code: || "310110".to_owned() },
    Choice { label: Texts::district_minhang, code: || "310112".to_owned() },
    Choice { label: Texts::district_baoshan, code: || "310113".to_owned() },
    Choice { label: Texts::district_jiading, code: || "310114".to_owned() },
    Choice { label: Texts::district_pudong, code: || "310115".to_owned() },
    Choice { label: Texts::district_jinshan, code: || "310116".to_owned() },
    Choice { label: Texts::district_songjiang, code: || "310117".to_owned() },
    Choice { label: Texts::district_qingpu, code: || "310118".to_owned() },
    Choice { label: Texts::district_fengxian, code: || "310120".to_owned() },
    Choice { label: Texts::district_chongming, code: || "310151".to_owned() },
    Choice { label: Texts::district_elsewhere, code: || "000000".to_owned() },
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
