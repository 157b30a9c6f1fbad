//! Where a record comes from: document, article, address, day of reading, confidence, reason.

use ip_health_engine::rules::{Citation, Confidence, Provenance, RulePack};
use yew::prelude::*;

use crate::format;
use crate::texts::Texts;

/// The word of a confidence, marked when it is not law that we have read.
pub fn confidence_tag(confidence: Confidence, texts: Texts) -> Html {
    let (class, word) = match confidence {
        Confidence::Verified => ("confidence", texts.confidence_verified()),
        Confidence::Secondary => ("confidence", texts.confidence_secondary()),
        Confidence::Unverified => (classes_unverified(), texts.confidence_unverified()),
        Confidence::Assumption => ("confidence confidence--assumption", texts.confidence_assumption()),
    };
    html! { <span {class}>{ word }</span> }
}

const fn classes_unverified() -> &'static str {
    "confidence confidence--unverified"
}

/// Confidence, reason and every citation of a record. Addresses are plain text: the page opens nothing outside.
pub fn sources(provenance: &Provenance, rules: &RulePack, texts: Texts) -> Html {
    let language = texts.language();
    let reason = provenance.reason.as_ref().map(|reason| reason.get(language).to_owned());
    html! {
        <>
            <p class="source">
                { confidence_tag(provenance.confidence, texts) }
                if let Some(reason) = reason {
                    { " " }{ texts.source_reason(&reason) }
                }
            </p>
            for citation in &provenance.citations {
                <p class="source">{ cite(citation, rules, texts) }</p>
            }
        </>
    }
}

/// One citation in a line: title, article, address, day read.
#[must_use]
pub fn cite(citation: &Citation, rules: &RulePack, texts: Texts) -> String {
    let Some(source) = rules.source(&citation.source) else { return citation.source.clone() };
    let mut parts = vec![source.title.get(texts.language()).to_owned()];
    if !citation.article.is_empty() {
        parts.push(citation.article.clone());
    }
    if !source.address.is_empty() {
        parts.push(source.address.clone());
    }
    parts.push(texts.source_read(&format::date(source.read)));
    parts.join(" · ")
}
