//! Hostile input: whatever a file says, the answer is a result or a clear error, in bounded time and memory, never a panic.
//!
//! The corpus is the samples, packs and lists of `tests/data`, changed by a seeded mutator: the same inputs at every run.
//! `cargo test` tries some hundreds; `cargo xtask soak` sets `HOSTILE_ROUNDS` and tries many thousands.

#[path = "support/hostile.rs"]
mod hostile;

use std::io::Cursor;
use std::time::{Duration, Instant};

use hostile::{Chance, NASTY, corpus, mutated, poisoned, rounds};
use ip_health_engine::assess;
use ip_health_engine::dossier::{
    AssetCounts, Dossier, DossierFile, FileError, parse_count, parse_date, parse_money, parse_number, parse_percent,
    read_file, salvage_file, validate, write_file,
};
use ip_health_engine::dossier::{MoneyUnit, Quantity, credit_code, right_number};
use ip_health_engine::exchange::{Flow, ImportError, ImportOptions, TextEncoding, read_portfolio};
use ip_health_engine::rules::RulePack;
use ip_health_engine::station::read_station_pack;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

/// Fails where a reader has run away: the limits are a hundred times what each takes on a slow machine.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "the test holds the watch, the engine has none")]
fn within(limit: Duration, what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < limit, "{what} took {:?}", start.elapsed());
}

#[test]
fn damaged_check_up_files() {
    let files =
        [corpus("samples"), corpus("real").into_iter().filter(|(name, _)| name.ends_with("json")).collect()].concat();
    let mut chance = Chance(1);
    let mut opened = 0;
    for _ in 0..rounds(300) {
        let (name, bytes) = mutated(&files, &mut chance);
        let strict = read_file(&bytes);
        let saved = salvage_file(&bytes);
        if let Ok(file) = strict.or(saved).map(|opened| opened.file) {
            opened += 1;
            let _ = validate(&file.dossier);
            let text = write_file(&file);
            let again =
                read_file(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: what we write reads: {error}"));
            assert!(!again.altered);
            assert_eq!(again.file.dossier, file.dossier, "{name}");
        }
    }
    assert!(opened > 0, "the mutations leave something to open");
}

#[test]
fn sound_files_with_hostile_values_are_assessed_or_refused() {
    let pack = RulePack::built_in().unwrap();
    let files = corpus("samples");
    let mut chance = Chance(2);
    for _ in 0..rounds(60).div_ceil(4) {
        let (_, bytes) = &files[chance.below(files.len())];
        let mut tree: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        poisoned(&mut tree["dossier"], &mut chance);
        let Ok(opened) = salvage_file(tree.to_string().as_bytes()) else { continue };
        let _ = validate(&opened.file.dossier);
        // An error is as good an answer as an assessment; both are finite and serialise.
        if let Ok(assessment) = assess(&opened.file.dossier, &pack, AS_OF) {
            serde_json::to_string(&assessment).unwrap();
        }
    }
}

/// Shares and years that no firm has, in the questions that whole numbers decide.
#[test]
fn answers_beyond_all_measure_are_compared() {
    let pack = RulePack::built_in().unwrap();
    let (_, bytes) = corpus("samples").into_iter().find(|(name, _)| name.contains("chip")).unwrap();
    for far in [1e15, 1e35, 1e300, -1e35] {
        let mut tree: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for (group, question) in
            [("star", "public_share"), ("star", "return_on_equity"), ("enterprise", "years_operating")]
        {
            tree["dossier"][group][question] = far.into();
        }
        tree["dossier"]["enterprise"].as_object_mut().unwrap().remove("founded");
        let opened = salvage_file(tree.to_string().as_bytes()).unwrap();
        assert!(opened.file.dossier.star.return_on_equity.is_some() && opened.file.dossier.star.public_share.is_some());
        assess(&opened.file.dossier, &pack, AS_OF).unwrap();
    }
}

#[test]
fn damaged_lists() {
    let files = corpus("lists");
    let mut chance = Chance(3);
    let encodings = [
        None,
        Some(TextEncoding::Utf8),
        Some(TextEncoding::Utf16Le),
        Some(TextEncoding::Utf16Be),
        Some(TextEncoding::Gb18030),
    ];
    for _ in 0..rounds(150) {
        let (name, bytes) = mutated(&files, &mut chance);
        let options = ImportOptions { encoding: encodings[chance.below(encodings.len())], ..ImportOptions::default() };
        if let Ok(import) = read_portfolio(&bytes, &name, &options, &mut |_| Flow::Continue) {
            let file = DossierFile {
                dossier: Dossier {
                    assets: import.assets.into_iter().map(std::sync::Arc::new).collect(),
                    ..Dossier::default()
                },
                ..DossierFile::default()
            };
            assert_eq!(read_file(write_file(&file).as_bytes()).unwrap().file.dossier, file.dossier, "{name}");
        }
    }
}

#[test]
fn damaged_packs() {
    let built_in = RulePack::built_in().unwrap();
    let files = corpus("packs");
    let mut chance = Chance(4);
    for _ in 0..rounds(60) {
        let (_, bytes) = mutated(&files, &mut chance);
        // Each fault is told; a pack that is let through computes, for it was tried.
        let _ = read_station_pack(&String::from_utf8_lossy(&bytes), &built_in, AS_OF);
    }
}

#[test]
fn typed_texts() {
    let mut chance = Chance(5);
    for _ in 0..rounds(400) {
        let text: String = (0..=chance.below(4)).map(|_| NASTY[chance.below(NASTY.len())]).collect();
        for number in [
            parse_money(&text, MoneyUnit::Wan, Quantity::SignedAmount).map(|money| money.to_yuan()).ok(),
            parse_percent(&text, Quantity::Share).map(|share| share.get()).ok(),
            parse_number(&text, Quantity::Years).ok(),
            parse_count(&text, Quantity::Count).map(f64::from).ok(),
        ]
        .into_iter()
        .flatten()
        {
            assert!(number.is_finite(), "{text:?}");
        }
        let _ = parse_date(&text);
        let _ = credit_code(&text);
        let _ = right_number(&text);
    }
}

/// Writes a part of an archive.
type Fill<'a> = &'a dyn Fn(&mut dyn std::io::Write);

/// An archive whose parts unpack to this much.
fn archive(parts: &[(&str, Fill)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, fill) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        fill(&mut writer);
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8], name: &str) -> Result<ip_health_engine::exchange::Import, ImportError> {
    read_portfolio(bytes, name, &ImportOptions::default(), &mut |_| Flow::Continue)
}

#[test]
fn an_archive_made_to_fill_memory_is_refused() {
    let megabyte = vec![b' '; 1_000_000];
    let bomb = archive(&[("xl/workbook.xml", &|writer| {
        for _ in 0..300 {
            writer.write_all(&megabyte).unwrap();
        }
    })]);
    assert!(bomb.len() < 2_000_000, "a small file");
    assert_eq!(read(&bomb, "bomb.xlsx").unwrap_err(), ImportError::TooLarge { most: 256 });
    // What it says of its own size is not believed: the size in the directory is made small.
    let mut liar = bomb;
    let directory = liar.windows(4).rposition(|mark| mark == b"PK\x01\x02").unwrap();
    liar[directory + 24..directory + 28].copy_from_slice(&1_000_u32.to_le_bytes());
    assert!(read(&liar, "bomb.xlsx").is_err());
}

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn workbook(cells: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>"#
    );
    let part = |writer: &mut dyn std::io::Write, text: &str| writer.write_all(text.as_bytes()).unwrap();
    archive(&[
        ("_rels/.rels", &|writer| part(writer, ROOT)),
        ("xl/workbook.xml", &|writer| part(writer, WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", &|writer| part(writer, RELATIONS)),
        ("xl/worksheets/sheet1.xml", &|writer| part(writer, &sheet)),
    ])
}

fn text_cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn a_sheet_that_claims_a_billion_cells_costs_what_it_holds() {
    let heading = text_cell("A1", "申请号") + &text_cell("B1", "标题");
    let right = text_cell("A1048576", "202110333395.7") + &text_cell("XFD1048576", "far away");
    let bytes = workbook(&format!("<row r=\"1\">{heading}</row><row r=\"1048576\">{right}</row>"));
    within(Duration::from_secs(5), "a sparse sheet", || {
        let import = read(&bytes, "sparse.xlsx").unwrap();
        assert_eq!(import.assets.len(), 1);
    });
}

#[test]
fn too_many_rows_are_refused_with_their_number() {
    let list = |rows: usize| format!("申请号,标题\n{}", "202110333395.7,x\n".repeat(rows));
    assert_eq!(read(list(500_001).as_bytes(), "long.csv").unwrap_err(), ImportError::TooManyRows { most: 500_000 });
    let page = format!("<table>{}</table>", "<tr><td>x</td></tr>".repeat(500_001));
    assert_eq!(read(page.as_bytes(), "long.html").unwrap_err(), ImportError::TooManyRows { most: 500_000 });
}

#[test]
fn a_cell_of_ten_megabytes_is_cut_to_what_a_spreadsheet_holds() {
    let list = format!("申请号,标题\n202110333395.7,{}\n", "长".repeat(3_500_000));
    within(Duration::from_secs(20), "a long cell", || {
        let import = read(list.as_bytes(), "long.csv").unwrap();
        assert_eq!(import.assets[0].title.chars().count(), 32_767);
    });
}

#[test]
fn dates_outside_the_calendar_are_no_dates_and_no_panic() {
    for serial in ["-1", "0", "-657435", "1e300", "NaN", "2958466", "0.5"] {
        // Style 14 is a date; without a style sheet the number stays one, with damage it is damage.
        let cells = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\" s=\"14\"><v>{serial}</v></c></row>",
            text_cell("A1", "申请号"),
            text_cell("B1", "申请日"),
            text_cell("A2", "202110333395.7"),
        );
        if let Ok(import) = read(&workbook(&cells), "dates.xlsx") {
            assert_eq!(import.assets.first().and_then(|asset| asset.filing_date), None, "{serial}");
        }
    }
}

#[test]
fn texts_made_to_take_hours_take_moments() {
    let (page, damage, deep) =
        ("&".repeat(3_000_000), "{\n".to_owned() + &"~\n".repeat(300_000), "[".repeat(2_000_000));
    within(Duration::from_secs(20), "ampersands", || {
        let _ = read(format!("<table><tr><td>{page}</td></tr></table>").as_bytes(), "page.html");
    });
    within(Duration::from_secs(20), "damage all through", || {
        let _ = salvage_file(damage.as_bytes());
    });
    within(Duration::from_secs(20), "a deep structure", || {
        assert!(matches!(read_file(deep.as_bytes()), Err(FileError::NotJson { .. } | FileError::Truncated { .. })));
        let _ = salvage_file(deep.as_bytes());
    });
}

#[test]
fn counts_beyond_reason_are_told_and_bounded() {
    let counts =
        AssetCounts { inventions: Some(u32::MAX), software: Some(AssetCounts::MOST), ..AssetCounts::default() };
    let dossier = Dossier { counts, ..Dossier::default() };
    assert_eq!(dossier.portfolio().len(), 2 * AssetCounts::MOST as usize);
    let paths: Vec<String> = validate(&dossier).into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["counts.inventions"]);
}

#[test]
fn a_formula_in_a_list_is_read_as_the_text_it_shows() {
    let formula = "=HYPERLINK(\"http://x.example\",\"y\")";
    let list = format!("申请号,标题\n202110333395.7,\"{}\"\n", formula.replace('"', "\"\""));
    let import = read(list.as_bytes(), "a.csv").unwrap();
    // What a list wraps around a text comes off; what is left is shown, never run.
    assert_eq!(import.assets[0].title, "y");
}
