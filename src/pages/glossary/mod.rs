//! The glossary 术语: every term of the trade in plain words.

use yew::prelude::*;

use crate::hooks::{use_rules, use_texts};

/// Ids of the notes that are terms begin so.
pub const TERM: &str = "term.";

/// Properties of [`Glossary`].
#[derive(Properties, PartialEq)]
pub struct GlossaryProps {
    /// The term to go to, without its prefix.
    pub term: Option<AttrValue>,
}

/// The screen.
#[component]
pub fn Glossary(props: &GlossaryProps) -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let language = texts.language();
    let notes = rules.pack().notes.iter().filter(|note| note.id.starts_with(TERM));
    use_effect_with(props.term.clone(), |term| {
        if let Some(term) = term {
            crate::components::focus(&["term-", term].concat());
        }
    });
    html! {
        <div class="report glossary">
            <section class="report__card">
                <h1>{ texts.glossary_title() }</h1>
                <p class="report__quiet">{ texts.glossary_remark() }</p>
                <dl class="glossary__terms">
                    for note in notes {
                        <div id={note.id.replacen('.', "-", 1)} tabindex="-1"
                            class={(props.term.as_deref() == note.id.strip_prefix(TERM)).then_some("glossary__here")}>
                            <dt>
                                { note.title.get(language).to_owned() }
                                <small>{ note.title.get(other(language)).to_owned() }</small>
                            </dt>
                            <dd>{ note.body.as_ref().map(|body| body.get(language).to_owned()) }</dd>
                        </div>
                    }
                </dl>
            </section>
        </div>
    }
}

/// The other of the two languages.
pub fn other(language: ip_health_engine::rules::Language) -> ip_health_engine::rules::Language {
    use ip_health_engine::rules::Language;
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}
