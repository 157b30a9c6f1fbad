//! Sample cases, invented.

use ip_health_engine::dossier::Dossier;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hooks::{use_session, use_texts};
use crate::mode::Mode;
use crate::rest::rest;
use crate::route::{Route, go};
use crate::state::read_file;
use crate::texts::Texts;

/// A sample: its code, and its words.
struct Sample {
    code: &'static str,
    sector: fn(Texts) -> &'static str,
    name: fn(Texts) -> &'static str,
    point: fn(Texts) -> &'static str,
}

static SAMPLES: [Sample; 8] = [
    Sample {
        code: "chip",
        sector: |texts| texts.sample_chip_sector(),
        name: |texts| texts.sample_chip_name(),
        point: |texts| texts.sample_chip_point(),
    },
    Sample {
        code: "food",
        sector: |texts| texts.sample_food_sector(),
        name: |texts| texts.sample_food_name(),
        point: |texts| texts.sample_food_point(),
    },
    Sample {
        code: "biotech",
        sector: |texts| texts.sample_biotech_sector(),
        name: |texts| texts.sample_biotech_name(),
        point: |texts| texts.sample_biotech_point(),
    },
    Sample {
        code: "software",
        sector: |texts| texts.sample_software_sector(),
        name: |texts| texts.sample_software_name(),
        point: |texts| texts.sample_software_point(),
    },
    Sample {
        code: "machinery",
        sector: |texts| texts.sample_machinery_sector(),
        name: |texts| texts.sample_machinery_name(),
        point: |texts| texts.sample_machinery_point(),
    },
    Sample {
        code: "spin-off",
        sector: |texts| texts.sample_spin_off_sector(),
        name: |texts| texts.sample_spin_off_name(),
        point: |texts| texts.sample_spin_off_point(),
    },
    Sample {
        code: "dispute",
        sector: |texts| texts.sample_dispute_sector(),
        name: |texts| texts.sample_dispute_name(),
        point: |texts| texts.sample_dispute_point(),
    },
    Sample {
        code: "ready",
        sector: |texts| texts.sample_ready_sector(),
        name: |texts| texts.sample_ready_name(),
        point: |texts| texts.sample_ready_point(),
    },
];

/// Code, sector and name of every sample.
pub fn sample_names(texts: Texts) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SAMPLES.iter().map(move |sample| (sample.code, (sample.sector)(texts), (sample.name)(texts)))
}

/// Complete cases to look at and play with.
#[component]
pub fn Samples() -> Html {
    let texts = use_texts();
    let session = use_session();
    let open = |sample: &'static Sample| {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            if !session.may_replace(texts) {
                return;
            }
            let session = session.clone();
            spawn_local(async move {
                // A sample that does not open is caught by the test of the sample files.
                if let Some((dossier, read_only)) = (rest().await.sample)(sample.code) {
                    session.open_new(dossier, read_only);
                    go(&Route::Report);
                }
            });
        })
    };

    html! {
        <section>
            <div class="start__head">
                <h2>{ texts.start_samples() }{ " " }<small>{ texts.start_samples_note() }</small></h2>
                if Mode::here() == Mode::Page {
                    <a href={Route::Workshop.to_string()}>{ texts.start_workshop() }</a>
                }
            </div>
            <ul class="start__samples">
                for sample in &SAMPLES {
                    <li>
                        <button type="button" class="sample" data-sample={sample.code} onclick={open(sample)}>
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

/// The dossier of the sample of this code, and whether it is for reading only.
pub fn sample(code: &str) -> Option<(Dossier, bool)> {
    let file = match code {
        "chip" => include_str!("../../../tests/data/samples/chip.iphc.json"),
        "food" => include_str!("../../../tests/data/samples/food.iphc.json"),
        "biotech" => include_str!("../../../tests/data/samples/biotech.iphc.json"),
        "software" => include_str!("../../../tests/data/samples/software.iphc.json"),
        "machinery" => include_str!("../../../tests/data/samples/machinery.iphc.json"),
        "spin-off" => include_str!("../../../tests/data/samples/spin-off.iphc.json"),
        "dispute" => include_str!("../../../tests/data/samples/dispute.iphc.json"),
        "ready" => include_str!("../../../tests/data/samples/ready.iphc.json"),
        _ => return None,
    };
    read_file(file).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_opens_and_is_marked_as_one() {
        for Sample { code, .. } in &SAMPLES {
            let (dossier, read_only) = sample(code).expect("a sound file");
            assert!(!read_only);
            assert!(dossier.sample.is_some());
            assert!(!dossier.assets.is_empty());
        }
    }
}
