//! The last page: what the report was made from, as a fingerprint in digits and as a code to scan.

use ip_health_engine::dossier::{FINGERPRINT_SCHEME, RulesStamp, fingerprint};
use yew::prelude::*;

use super::part;
use crate::components::code_picture;
use crate::format;
use crate::pages::report::Reading;

/// The rules and the day of a report.
pub fn stamp(reading: &Reading) -> RulesStamp {
    let (pack, as_of) = (reading.rules.pack(), reading.assessment.as_of);
    RulesStamp { id: pack.id.clone(), version: pack.version.clone(), as_of }
}

/// The digits in groups of eight, as a person compares them.
pub fn grouped(digits: &str) -> String {
    let groups: Vec<&str> = (0..digits.len()).step_by(8).filter_map(|from| digits.get(from..from + 8)).collect();
    groups.join(" ")
}

/// The part of the paper.
#[component]
pub fn Seal(props: &crate::pages::report::SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let stamp = stamp(reading);
    // A file of ten thousand rights is written for it, so not at every drawing.
    let digits = use_memo((reading.dossier.clone(), stamp.clone()), |(dossier, stamp)| fingerprint(dossier, stamp));
    let RulesStamp { id, version, as_of } = &stamp;
    let code = [FINGERPRINT_SCHEME, &digits, ";", &as_of.to_string(), ";", id, " ", version].concat();
    let content = html! {
        <div class="paper__seal">
            { code_picture("paper__code", &code, texts.seal_code()) }
            <div>
                <p>{ texts.seal_remark() }</p>
                <p class="paper__digits">{ grouped(&digits) }</p>
                <p class="paper__quiet">
                    { texts.report_as_of(&format::date(*as_of)) }{ " · " }
                    { texts.report_pack(reading.rules.pack().title.get(texts.language()), version) }
                </p>
            </div>
        </div>
    };
    part("", texts.seal_title(), content)
}
