//! Any dossier becomes codes, the codes pictures, and the pictures the same bytes again.

use fast_qr::{ECL, QRBuilder};
use ip_health_engine::dossier::{Dossier, DossierFile, read_file, write_file};
use ip_health_engine::exchange::{CodesError, Gathering, MOST_CODES, Taken, join, read_picture, write_codes};
use proptest::prelude::*;

/// Pixels a module, and modules of white around the code.
const SCALE: usize = 3;
const QUIET: usize = 4;

/// Pictures of codes side by side, in grey.
fn picture(texts: &[&str]) -> (Vec<u8>, u32) {
    let codes: Vec<_> = texts.iter().map(|text| QRBuilder::new(*text).ecl(ECL::M).build().unwrap()).collect();
    let side = codes.iter().map(|code| code.size + 2 * QUIET).max().unwrap() * SCALE;
    let width = side * codes.len();
    let mut grey = vec![255_u8; width * side];
    for (place, code) in codes.iter().enumerate() {
        for y in 0..code.size * SCALE {
            for x in 0..code.size * SCALE {
                if code[y / SCALE][x / SCALE].value() {
                    grey[(y + QUIET * SCALE) * width + place * side + x + QUIET * SCALE] = 0;
                }
            }
        }
    }
    (grey, u32::try_from(width).unwrap())
}

fn gathered(texts: impl IntoIterator<Item = String>) -> Gathering {
    let mut gathering = Gathering::default();
    for text in texts {
        let (grey, width) = picture(&[&text]);
        assert_eq!(read_picture(&grey, width), [text.as_str()]);
        assert!(matches!(gathering.take(&text), Taken::New(_)));
    }
    gathering
}

fn samples() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/samples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.collect()
}

#[test]
fn every_sample_comes_back_through_pictures() {
    let samples = samples();
    assert!(samples.len() >= 5);
    for file in samples {
        let texts = write_codes(&file).unwrap();
        assert!(texts.len() > 1 && texts.iter().all(|text| text.len() <= 900), "{}", texts.len());
        let back = join(&gathered(texts.into_iter().rev())).unwrap();
        assert_eq!(back, file);
        assert!(read_file(&back).is_ok());
    }
}

#[test]
fn several_codes_in_one_picture_are_all_read() {
    let texts = write_codes(&samples()[0]).unwrap();
    let (grey, width) = picture(&[&texts[0], &texts[1]]);
    let mut found = read_picture(&grey, width);
    found.sort();
    let mut expected = texts[..2].to_vec();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_is_missing_is_named_and_a_second_reading_changes_nothing() {
    let texts = write_codes(&samples()[0]).unwrap();
    let mut gathering = Gathering::default();
    assert_eq!(gathering.count(), None);
    assert_eq!(gathering.take(&texts[1]), Taken::New(2));
    assert_eq!(gathering.take(&texts[1]), Taken::Known(2));
    let missing: Vec<u16> = (1..=u16::try_from(texts.len()).unwrap()).filter(|number| *number != 2).collect();
    assert_eq!(gathering.missing().collect::<Vec<_>>(), missing);
    assert_eq!(join(&gathering), Err(CodesError::Missing(missing)));
}

#[test]
fn codes_of_others_and_damaged_ones_change_nothing() {
    let samples = samples();
    let (ours, theirs) = (write_codes(&samples[0]).unwrap(), write_codes(&samples[1]).unwrap());
    let mut gathering = Gathering::default();
    gathering.take(&ours[0]);
    let before = gathering.clone();
    let last = ours[0].len() - 1;
    let flipped = [&ours[0][..last], if ours[0].ends_with('0') { "1" } else { "0" }].concat();
    let renumbered = ours[0].replacen("IPHC1/1/", "IPHC1/2/", 1);
    let cases = [
        (theirs[0].as_str(), Taken::Another),
        (&flipped, Taken::Damaged),
        (&renumbered, Taken::Damaged),
        ("IPHC1/1/1", Taken::Damaged),
        ("IPHC2/what/ever", Taken::Newer),
        ("IPHC", Taken::Foreign),
        ("https://example.org/IPHC1/1/2/", Taken::Foreign),
        ("", Taken::Foreign),
    ];
    for (text, expected) in cases {
        assert_eq!(gathering.take(text), expected, "{text}");
        assert_eq!(gathering, before);
    }
}

#[test]
fn a_file_too_long_says_how_many_codes_it_would_take() {
    // Digits of a hash do not deflate below half.
    let long: Vec<u8> =
        (0..40_000_u64).flat_map(|seed| (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)).to_le_bytes()).collect();
    let Err(CodesError::TooLong { codes }) = write_codes(&long) else { panic!("accepted") };
    assert!(codes > u32::from(MOST_CODES));
}

#[test]
fn the_longest_code_fits_a_code_of_93_modules() {
    let noise: Vec<u8> =
        (0..5_000_u64).flat_map(|seed| seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()).collect();
    for text in write_codes(&noise).unwrap() {
        assert!(QRBuilder::new(text).ecl(ECL::M).build().unwrap().size <= 93);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_dossier_comes_back(name in "\\PC{0,40}", names in prop::collection::vec("\\PC{0,200}", 0..12), order in any::<u64>()) {
        let mut dossier = Dossier::default();
        dossier.enterprise.name = name;
        for (place, name) in names.into_iter().enumerate() {
            let product = ip_health_engine::dossier::Product { id: place.to_string(), name, ..Default::default() };
            dossier.products.push(product);
        }
        let file = write_file(&DossierFile {
            dossier, written_by: None, rules: None, original: None, unknown: serde_json::Map::new(),
        });
        let mut texts = write_codes(file.as_bytes()).unwrap();
        let turn = usize::try_from(order % 97).unwrap() % texts.len();
        texts.rotate_left(turn);
        prop_assert_eq!(join(&gathered(texts)).unwrap(), file.as_bytes());
    }

    #[test]
    fn any_bytes_come_back(file in prop::collection::vec(any::<u8>(), 0..4_000)) {
        let mut gathering = Gathering::default();
        for text in write_codes(&file).unwrap() {
            gathering.take(&text);
        }
        prop_assert_eq!(join(&gathering).unwrap(), file);
    }

    #[test]
    fn no_text_and_no_picture_is_fatal(text in "(IPHC1/)?[0-9]{0,6}/?[0-9]{0,6}/?[0-9A-F]{0,17}/?\\PC{0,40}", grey in prop::collection::vec(any::<u8>(), 0..6_000), width in 0_u32..90) {
        let mut gathering = Gathering::default();
        gathering.take(&text);
        let _ = read_picture(&grey, width);
    }
}
