//! The sixteen articles of the guidance 指导意见逐条对应: what serves each, who acts, what to prepare.

use ip_health_engine::dossier::Reader;
use ip_health_engine::rules::{Language, Note, NoteKind, RulePack};
use yew::prelude::*;

use crate::components::sources;
use crate::hooks::{use_loaded_rules, use_texts};
use crate::pages::readers::reader_name;
use crate::route::{Route, Section};
use crate::texts::Texts;

/// One card an article, from the rule pack; the words are the rule data's own.
#[component]
pub fn Coverage() -> Html {
    let texts = use_texts();
    let Some(pack) = use_loaded_rules() else { return Html::default() };
    html! {
        <div class="coverage">
            <header>
                <h1>{ texts.coverage_title() }</h1>
                <p>{ texts.coverage_lede() }</p>
            </header>
            <ol class="coverage__list">
                for note in articles(&pack) {
                    <li key={note.id.as_str()}>{ article(note, &pack, texts) }</li>
                }
            </ol>
        </div>
    }
}

/// The articles in their order.
fn articles(pack: &RulePack) -> Vec<&Note> {
    let mut notes: Vec<&Note> = pack.pack().notes.iter().filter(|note| note.kind == NoteKind::Article).collect();
    notes.sort_by(|a, b| a.number("article").unwrap_or(0.0).total_cmp(&b.number("article").unwrap_or(0.0)));
    notes
}

fn article(note: &Note, pack: &RulePack, texts: Texts) -> Html {
    let language = texts.language();
    let number = note.number("article").map(|number| number.to_string()).unwrap_or_default();
    let say = |text: &Option<ip_health_engine::rules::Text>| text.as_ref().map(|text| text.get(language).to_owned());
    let actors: Vec<&str> = note.codes("actor").iter().map(|code| actor(code, texts)).collect();
    html! {
        <section class="card" id={format!("article-{number}")}>
            <h2>{ texts.coverage_article(&number) }{ " " }{ note.title.get(language).to_owned() }</h2>
            <dl>
                <dt>{ texts.coverage_tool() }</dt><dd>{ say(&note.body) }</dd>
                <dt>{ texts.coverage_prepare() }</dt><dd>{ say(&note.action) }</dd>
                <dt>{ texts.coverage_actors() }</dt><dd>{ actors.join(separator(language)) }</dd>
                <dt>{ texts.coverage_where() }</dt>
                <dd class="coverage__links">
                    for route in note.codes("routes") {
                        <a key={route.as_str()} href={route.to_string()}>{ screen(&Route::parse(route), texts) }</a>
                    }
                </dd>
            </dl>
            <details>
                <summary>{ texts.coverage_records() }</summary>
                <ul>
                    for id in note.codes("serves") {
                        <li key={id.as_str()}><code>{ id.as_str() }</code>{ " " }{ name(pack, id, language) }</li>
                    }
                </ul>
                { sources(&note.provenance, pack, texts) }
            </details>
        </section>
    }
}

fn separator(language: Language) -> &'static str {
    match language {
        Language::Chinese => "、",
        Language::English => ", ",
    }
}

/// Who acts, by the code of the rule data.
fn actor(code: &str, texts: Texts) -> &'static str {
    match code {
        "enterprise" => texts.coverage_actor_enterprise(),
        "bank" => texts.coverage_actor_bank(),
        "insurer" => texts.coverage_actor_insurer(),
        "agency" => texts.coverage_actor_agency(),
        "appraiser" => texts.coverage_actor_appraiser(),
        "platform" => texts.coverage_actor_platform(),
        _ => texts.coverage_actor_institution(),
    }
}

/// The name of a screen.
fn screen(route: &Route, texts: Texts) -> &'static str {
    match route {
        Route::Interview(Section::Enterprise, _) => texts.coverage_screen_enterprise(),
        Route::Interview(Section::Need, _) => texts.coverage_screen_need(),
        Route::Interview(Section::Risk, _) => texts.coverage_screen_risk(),
        Route::Interview(Section::Star, _) => texts.coverage_screen_star(),
        Route::Interview(..) => texts.coverage_screen_interview(),
        Route::Portfolio => texts.coverage_screen_portfolio(),
        Route::Report => texts.coverage_screen_report(),
        Route::Value => texts.coverage_screen_value(),
        Route::Star => texts.coverage_screen_star_board(),
        Route::Rules => texts.rules_title(),
        Route::Print => texts.coverage_screen_print(),
        Route::Readers(reader) => reader_name(*reader, texts),
        Route::HandOut(reader) => match reader {
            Reader::Bank => texts.coverage_screen_hand_out_bank(),
            Reader::Insurer => texts.coverage_screen_hand_out_insurer(),
            Reader::Investor => texts.coverage_screen_hand_out_investor(),
        },
        _ => texts.coverage_screen_start(),
    }
}

/// The name of a record: parameter, criterion or note.
fn name(pack: &RulePack, id: &str, language: Language) -> String {
    let pack = pack.pack();
    let parameter = pack.parameters.iter().find(|record| record.id == id).map(|record| &record.label);
    let criterion = || pack.criteria.iter().find(|record| record.id == id).map(|record| &record.text);
    let note = || pack.notes.iter().find(|record| record.id == id).map(|record| &record.title);
    parameter.or_else(criterion).or_else(note).map_or_else(String::new, |text| text.get(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> RulePack {
        RulePack::built_in().expect("the built-in pack")
    }

    #[test]
    fn all_sixteen_are_there_in_order() {
        let pack = pack();
        let numbers: Vec<f64> = articles(&pack).iter().filter_map(|note| note.number("article")).collect();
        assert_eq!(numbers, (1..=16).map(f64::from).collect::<Vec<_>>());
    }

    #[test]
    fn every_route_leads_to_the_screen_it_names() {
        for note in articles(&pack()) {
            for route in note.codes("routes") {
                assert_eq!(&Route::parse(route).to_string(), route, "{}", note.id);
            }
        }
    }

    /// A link has a name of its own: two links of an article that read alike would lead to different screens.
    #[test]
    fn every_link_of_an_article_has_its_own_name() {
        for language in [Language::Chinese, Language::English] {
            let texts = Texts::new(language);
            for note in articles(&pack()) {
                let names: Vec<&str> =
                    note.codes("routes").iter().map(|route| screen(&Route::parse(route), texts)).collect();
                let distinct: std::collections::BTreeSet<&str> = names.iter().copied().collect();
                assert_eq!(distinct.len(), names.len(), "{}: {names:?}", note.id);
            }
        }
    }

    /// What the bank's screen works with leads there, what the register of policies and products holds to the rules.
    #[test]
    fn an_article_leads_to_the_screen_that_uses_its_records() {
        let bank = ["EX-", "REG-", "financing.bank.", "financing.white-list."];
        for note in articles(&pack()) {
            let (serves, routes) = (note.codes("serves"), note.codes("routes"));
            if serves.iter().any(|id| bank.iter().any(|head| id.starts_with(head))) {
                assert!(routes.iter().any(|route| route == "#/readers/bank"), "{}", note.id);
            }
        }
        let rules: Vec<f64> = articles(&pack())
            .iter()
            .filter(|note| note.codes("routes").iter().any(|route| route == "#/rules"))
            .filter_map(|note| note.number("article"))
            .collect();
        assert_eq!(rules, [1.0, 2.0, 12.0]);
    }

    #[test]
    fn every_record_has_a_name_in_both_languages() {
        let pack = pack();
        for note in articles(&pack) {
            for id in note.codes("serves") {
                for language in [Language::Chinese, Language::English] {
                    assert!(!name(&pack, id, language).is_empty(), "{} names {id}", note.id);
                }
            }
        }
    }
}
