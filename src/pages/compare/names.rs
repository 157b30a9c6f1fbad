//! What differs by its name: no id of a working, a rule, a right or a field is shown.

use ip_health_engine::decide::{Detail, Input, Place, ResultChange};
use ip_health_engine::rules::RulePack;

use super::super::report::{channel_word, class_word, dimension_word, method_word};
use crate::fields::{path_name, value_word};
use crate::texts::Texts;

/// What names are made of.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// Words.
    pub texts: Texts,
    /// The pack that names its notes.
    pub pack: &'a RulePack,
}

impl<'a> Naming<'a> {
    fn title(self, id: &str) -> Option<&'a str> {
        let note = self.pack.pack().notes.iter().find(|note| note.id == id)?;
        Some(note.title.get(self.texts.language()))
    }

    fn detail(self, detail: &Detail) -> Option<String> {
        Some(match detail {
            Detail::Method(method) => method_word(*method, self.texts).to_owned(),
            Detail::Dimension(dimension) => dimension_word(*dimension, self.texts).to_owned(),
            Detail::FeeYear(year) => self.texts.compare_fee_year(&year.to_string()),
            Detail::Note(id) => self.title(id)?.to_owned(),
        })
    }

    fn place(self, place: &Place) -> Option<String> {
        Some(match place {
            Place::Named(name) if name.is_empty() => self.texts.compare_unnamed_right().to_owned(),
            Place::Named(name) => name.clone(),
            Place::Pool(name, class) if name.is_empty() => class_word(*class, self.texts).to_owned(),
            Place::Pool(name, class) => [name, " · ", class_word(*class, self.texts)].concat(),
            Place::Channel(channel) => channel_word(*channel, self.texts).to_owned(),
            Place::Note(id) => self.title(id)?.to_owned(),
        })
    }

    /// The quantity of a result, with what tells it from others of that quantity.
    pub fn result(self, result: &ResultChange) -> String {
        let quantity = result.term.name(self.texts.language());
        let details: Vec<String> = result.details.iter().filter_map(|detail| self.detail(detail)).collect();
        match details.as_slice() {
            [] => quantity.to_owned(),
            details => self.texts.path_of_year(quantity, &details.join(self.texts.list_separator())),
        }
    }

    /// What the result is of; how many there are where not all are named.
    pub fn places(self, result: &ResultChange) -> String {
        let names: Vec<String> = result.places.iter().filter_map(|place| self.place(place)).collect();
        self.listed(&names, result.count)
    }

    /// Names in a row, and how many there are in all where that is more.
    pub fn listed(self, names: &[String], count: u32) -> String {
        let joined = names.join(self.texts.list_separator());
        match (names.len(), count as usize) {
            (0, 0 | 1) => String::new(),
            (0, count) => self.texts.compare_places(&count.to_string()),
            (named, count) if named < count => self.texts.compare_and_more(&joined, &count.to_string()),
            _ => joined,
        }
    }

    /// The question that an answer is to.
    pub fn input(self, input: &Input) -> String {
        let (texts, path) = (self.texts, input.path.as_str());
        let last = path.rsplit('.').next().unwrap_or_default();
        let scale = path.split_once(".scores.").map(|(_, code)| ["indicator.", code].concat());
        let noted = match path.split_once('.') {
            Some(("need", rest)) if rest.starts_with("documents.") => self.title(last),
            Some(("need", rest)) if rest.starts_with("confirmations.") => self.title(&["FACT-", last].concat()),
            Some(("star", rest)) if rest.starts_with("issues.") => rest.split('.').nth(1).and_then(|id| self.title(id)),
            _ => scale.as_deref().and_then(|id| self.title(id)),
        };
        if let Some(name) = noted {
            return name.to_owned();
        }
        let name = path_name(path, texts);
        match path.split('.').next() {
            Some("uncertainty") => texts.compare_uncertainty().to_owned(),
            Some("unsure") => texts.compare_unsure().to_owned(),
            // A name that is a path says nothing to a reader.
            _ if name == path => texts.compare_other_field().to_owned(),
            _ => name,
        }
    }

    /// One side of an answer in words; `None` where there is none.
    pub fn answer(self, input: &Input, text: Option<&String>) -> String {
        match text {
            None => self.texts.compare_absent().to_owned(),
            Some(_) if input.path.starts_with("unsure") || input.path.starts_with("uncertainty") => {
                self.texts.compare_present().to_owned()
            }
            Some(text) => value_word(&input.path, text, self.texts),
        }
    }
}

// Station packs are read where the worker's code is.
#[cfg(all(test, feature = "worker"))]
mod tests {
    use ip_health_engine::decide::{Comparison, Side, compare, under};
    use ip_health_engine::dossier::{Dossier, Scenario, read_file};
    use ip_health_engine::estimate;
    use ip_health_engine::rules::Language;
    use ip_health_engine::station::lay_station_pack;
    use jiff::civil::{Date, date};

    use super::*;

    const DAY: Date = date(2026, 11, 23);

    /// Raises a rate and adds a product, so that rules, results and notes differ.
    const STATION: &str = include_str!("../../../tests/data/packs/park-desk.toml");

    fn sample(name: &str) -> Dossier {
        let path = format!("{}/tests/data/samples/{name}.iphc.json", env!("CARGO_MANIFEST_DIR"));
        read_file(&std::fs::read(path).unwrap()).unwrap().file.dossier
    }

    fn compared(sides: [(&Dossier, &RulePack, Date); 2]) -> Comparison {
        let [before, after] = sides.map(|(dossier, pack, day)| (dossier, pack, estimate(dossier, pack, day).unwrap()));
        let [before, after] = [&before, &after].map(|(dossier, pack, assessment)| Side { dossier, pack, assessment });
        compare(before, after)
    }

    /// Ids are what workings, parameters, records and fields are called inside.
    fn looks_like_an_id(name: &str) -> bool {
        let words = name.split([' ', '（', '）', '(', ')', '、', ',', '·', '：', ':']);
        words.into_iter().any(|word| {
            let dotted = word.split('.').collect::<Vec<_>>();
            let code =
                |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
            let path = dotted.len() > 1 && dotted.iter().all(code) && dotted[0].starts_with(char::is_lowercase);
            let joined = word.contains('_') && code(&word);
            let record = word.split_once('-').is_some_and(|(kind, number)| {
                kind.chars().all(|c| c.is_ascii_lowercase())
                    && !number.is_empty()
                    && number.chars().all(|c| c.is_ascii_digit())
            });
            path || joined || record
        })
    }

    /// Eight pairs: two dossiers, two days, two scenarios, two rule packs, each twice.
    #[test]
    fn no_name_that_is_shown_holds_an_id() {
        let built_in = RulePack::built_in().unwrap();
        let station = lay_station_pack(STATION, &built_in).unwrap();
        let [chip, machinery, software, biotech, food] =
            ["chip", "machinery", "software", "biotech", "food"].map(sample);
        let lever = |id: &str, value: f64| Scenario { levers: [(id.to_owned(), value)].into(), ..Scenario::default() };
        let acted = Scenario { actions: ["AC-FEES".to_owned(), "AC-FTO".to_owned()].into(), ..Scenario::default() };
        let (grown, indebted, done) =
            (under(&chip, &lever("LV-GROWTH", 0.1)), under(&chip, &lever("LV-DEBT", 1e6)), under(&biotech, &acted));
        let pairs = [
            [(&chip, &built_in, DAY), (&machinery, &built_in, DAY)],
            [(&software, &built_in, DAY), (&food, &built_in, DAY)],
            [(&chip, &built_in, date(2022, 1, 10)), (&chip, &built_in, DAY)],
            [(&biotech, &built_in, date(2024, 5, 1)), (&biotech, &built_in, DAY)],
            [(&grown, &built_in, DAY), (&indebted, &built_in, DAY)],
            [(&biotech, &built_in, DAY), (&done, &built_in, DAY)],
            [(&chip, &built_in, DAY), (&chip, &station, DAY)],
            [(&food, &station, DAY), (&food, &built_in, DAY)],
        ];
        let mut shown = 0;
        for (pair, sides) in pairs.into_iter().enumerate() {
            let found = compared(sides);
            for language in [Language::Chinese, Language::English] {
                let naming = Naming { texts: Texts::new(language), pack: &station };
                let check = |name: String| {
                    assert!(!name.is_empty() && !looks_like_an_id(&name), "pair {pair}: {name}");
                };
                for result in &found.results {
                    check(naming.result(result));
                    check(naming.places(result));
                    // Every detail has a name of its own.
                    let details = result.details.iter().filter_map(|detail| naming.detail(detail)).count();
                    assert_eq!(details, result.details.len(), "pair {pair}: {result:?}");
                    assert!(result.places.iter().all(|place| naming.place(place).is_some()), "pair {pair}: {result:?}");
                }
                found.inputs.iter().for_each(|input| check(naming.input(input)));
                found.rules.iter().for_each(|rule| check(rule.label.get(language).to_owned()));
                shown += found.results.len();
            }
            // One line says one thing: no two have the same name, place and numbers.
            let naming = Naming { texts: Texts::new(Language::Chinese), pack: &station };
            let mut lines: Vec<String> = found
                .results
                .iter()
                .map(|result| {
                    let change = result.change;
                    format!(
                        "{} {} {:?} {:?}",
                        naming.result(result),
                        naming.places(result),
                        change.before,
                        change.after
                    )
                })
                .collect();
            let all = lines.len();
            lines.sort_unstable();
            lines.dedup();
            assert_eq!(lines.len(), all, "pair {pair}");
        }
        assert!(shown > 1000, "{shown}");
    }

    #[test]
    fn what_looks_like_an_id_is_found() {
        for id in ["star.bse-1a.cap", "贷款金额（inv-1）", "need.upfront_budget", "upfront_budget"] {
            assert!(looks_like_an_id(id), "{id}");
        }
        for name in ["贷款金额（低情形）", "R&D over revenue", "P10", "BSE standard 1 (two years)", "No. 2"] {
            assert!(!looks_like_an_id(name), "{name}");
        }
    }
}
