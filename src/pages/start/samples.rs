//! Sample cases, invented.

use yew::prelude::*;

use crate::hooks::{use_session, use_texts};
use crate::route::{Route, go};
use crate::state::read_file;
use crate::texts::Texts;

/// A sample: its file, and its words.
struct Sample {
    file: &'static str,
    sector: fn(Texts) -> &'static str,
    name: fn(Texts) -> &'static str,
    point: fn(Texts) -> &'static str,
}

static SAMPLES: [Sample; 3] = [
    Sample {
        file: include_str!("../../../tests/data/samples/chip.iphc.json"),
        sector: |texts| texts.sample_chip_sector(),
        name: |texts| texts.sample_chip_name(),
        point: |texts| texts.sample_chip_point(),
    },
    Sample {
        file: include_str!("../../../tests/data/samples/food.iphc.json"),
        sector: |texts| texts.sample_food_sector(),
        name: |texts| texts.sample_food_name(),
        point: |texts| texts.sample_food_point(),
    },
    Sample {
        file: include_str!("../../../tests/data/samples/biotech.iphc.json"),
        sector: |texts| texts.sample_biotech_sector(),
        name: |texts| texts.sample_biotech_name(),
        point: |texts| texts.sample_biotech_point(),
    },
];

/// Three complete cases to look at and play with.
#[component]
pub fn Samples() -> Html {
    let texts = use_texts();
    let session = use_session();
    let open = |sample: &'static Sample| {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            // A sample that does not open is caught by the test of the sample files.
            if let Ok((dossier, read_only)) = read_file(sample.file) {
                session.open_new(dossier, read_only);
                go(&Route::Report);
            }
        })
    };

    html! {
        <section>
            <h2>{ texts.start_samples() }{ " " }<small>{ texts.start_samples_note() }</small></h2>
            <ul class="start__samples">
                for sample in &SAMPLES {
                    <li>
                        <button type="button" class="sample" onclick={open(sample)}>
                            <span class="sample__sector">{ (sample.sector)(texts) }</span>
                            <strong>{ (sample.name)(texts) }</strong>
                            <small>{ (sample.point)(texts) }</small>
                        </button>
                    </li>
                }
            </ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_opens_and_is_marked_as_one() {
        for sample in &SAMPLES {
            let (dossier, read_only) = read_file(sample.file).expect("a sound file");
            assert!(!read_only);
            assert!(dossier.sample.is_some());
            assert!(!dossier.assets.is_empty());
        }
    }
}
