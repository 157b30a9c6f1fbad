//! Imports of whole lists. The expected counts are written by hand from how the lists are laid out in `lists.rs`.

mod lists;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, NumberError, NumberWarning, right_number};
use ip_health_engine::exchange::{
    Column, Doubt, FileForm, Flow, Import, ImportError, ImportOptions, LayoutQuery, LeftOut, ListSource, Mapping,
    MergeReason, RegisterEvent, RowCounts, RowOutcome, TextEncoding, merge_into, read_portfolio,
};
use proptest::prelude::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data/lists")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read_with(name: &str, options: &ImportOptions) -> Result<Import, ImportError> {
    read_portfolio(&bytes(name), name, options, &mut |_| Flow::Continue)
}

fn read(name: &str) -> Import {
    let import = read_with(name, &ImportOptions::default()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    check_account(&import);
    import
}

/// Every row is accounted for: positions are valid, no row twice, every asset begun by exactly one row.
fn check_account(import: &Import) {
    let mut begun = vec![0; import.assets.len()];
    let mut last = (0, 0);
    for row in &import.rows {
        assert!(last < (row.sheet, row.row), "rows in order, each once");
        last = (row.sheet, row.row);
        let plain = matches!(row.outcome, RowOutcome::Read(_)) && row.doubts.is_empty();
        assert_eq!(row.said.is_empty(), plain, "row {} says what it was exactly where a person must look", row.row);
        match row.outcome {
            RowOutcome::Read(asset) => begun[asset] += 1,
            RowOutcome::Merged { asset, .. } => assert_eq!(begun[asset], 1),
            RowOutcome::LeftOut(_) => assert!(row.doubts.is_empty()),
        }
    }
    assert!(begun.iter().all(|count| *count == 1));
    let ids: std::collections::BTreeSet<&str> = import.assets.iter().map(|asset| asset.id.as_str()).collect();
    assert_eq!(ids.len(), import.assets.len());
}

#[track_caller]
fn check_counts(import: &Import, read: u32, merged: u32, left_out: u32, doubtful: u32) {
    assert_eq!(import.counts(), RowCounts { read, merged, left_out, doubtful }, "{:#?}", doubts(import));
}

fn doubts(import: &Import) -> Vec<(u32, &Doubt)> {
    import.rows.iter().flat_map(|row| row.doubts.iter().map(move |doubt| (row.row, doubt))).collect()
}

fn left_out(import: &Import) -> Vec<(usize, u32, LeftOut)> {
    let reason = |outcome: &RowOutcome| match outcome {
        RowOutcome::LeftOut(reason) => Some(*reason),
        _ => None,
    };
    import.rows.iter().filter_map(|row| reason(&row.outcome).map(|reason| (row.sheet, row.row, reason))).collect()
}

fn merged(import: &Import) -> BTreeMap<MergeReason, u32> {
    let mut counts = BTreeMap::new();
    for row in &import.rows {
        if let RowOutcome::Merged { reason, .. } = row.outcome {
            *counts.entry(reason).or_default() += 1;
        }
    }
    counts
}

/// Assets by kind: invention, utility model, design.
fn kinds(import: &Import) -> [usize; 3] {
    [AssetKind::Invention, AssetKind::UtilityModel, AssetKind::Design]
        .map(|kind| import.assets.iter().filter(|asset| asset.kind == kind).count())
}

/// Assets by status: in force, pending, terminated, lapsed, unknown.
fn statuses(import: &Import) -> [usize; 5] {
    [
        Some(AssetStatus::Granted),
        Some(AssetStatus::Pending),
        Some(AssetStatus::Terminated),
        Some(AssetStatus::Lapsed),
        None,
    ]
    .map(|status| import.assets.iter().filter(|asset| asset.status == status).count())
}

fn asset<'a>(import: &'a Import, application: &str) -> &'a Asset {
    let found = import.assets.iter().find(|asset| asset.number.as_deref() == Some(application));
    found.unwrap_or_else(|| panic!("{application} is missing"))
}

#[test]
fn the_committed_lists_are_those_of_the_generator() {
    let update = std::env::var_os("UPDATE_LISTS").is_some();
    for (name, expected) in lists::all() {
        if update {
            std::fs::write(folder().join(name), &expected).expect("the folder exists");
        }
        assert!(bytes(name) == expected, "{name} differs from its generator; run with UPDATE_LISTS=1");
    }
}

#[test]
fn patsnap() {
    let import = read("patsnap.xlsx");
    assert_eq!((import.form, import.sheets[0].source), (FileForm::Xlsx, Some(ListSource::PatSnap)));
    // 50 patents and 2 of the United States; 5 first publications and 2 repetitions; title, headings, total. Doubts: the
    // wrong check digits of 1 and 21, the pledge of 0, the transfer of 2, and again on the first publications of 0, 1, 2.
    check_counts(&import, 52, 7, 3, 7);
    assert_eq!(left_out(&import), [(0, 1, LeftOut::Title), (0, 2, LeftOut::Header), (0, 62, LeftOut::Total)]);
    assert_eq!(merged(&import), [(MergeReason::Duplicate, 2), (MergeReason::PublicationAndGrant, 5)].into());
    assert_eq!(kinds(&import), [32, 15, 5]);
    assert_eq!(statuses(&import), [40, 5, 5, 2, 0]);
    let events = doubts(&import).into_iter().filter(|(_, doubt)| matches!(doubt, Doubt::Event(_)));
    let events: Vec<(u32, Doubt)> = events.map(|(row, doubt)| (row, doubt.clone())).collect();
    assert_eq!(
        events,
        [
            (3, Doubt::Event(RegisterEvent::Pledge)),
            (5, Doubt::Event(RegisterEvent::Transfer)),
            (53, Doubt::Event(RegisterEvent::Pledge)),
            (55, Doubt::Event(RegisterEvent::Transfer)),
        ]
    );
}

#[test]
fn every_cell_of_a_row_arrives() {
    let import = read("patsnap.xlsx");
    let patents = lists::patents();
    let shared = asset(&import, &patents[7].application);
    assert_eq!(shared.kind, AssetKind::UtilityModel);
    assert_eq!(shared.title, patents[7].title);
    assert_eq!(shared.owners, [lists::COMPANY, "示例理工大学"]);
    assert_eq!(shared.inventors, ["王示例", "陈示例"]);
    assert_eq!(shared.ipc, ["G05F3/26", "H03L7/099"]);
    assert_eq!(shared.filing_date, Some(patents[7].filing));
    assert_eq!(shared.grant_date.map(|day| day.year()), Some(patents[7].filing.year() + 2));
    assert_eq!((shared.citations, shared.claims), (Some(7), Some(12)));
    assert_eq!(shared.publication_number.as_ref(), Some(&patents[7].publication), "the text of the link");
    assert_eq!(shared.registered_owner, None, "nobody said who we are");
    let columns = &import.sheets[0].columns;
    let used: Vec<&str> =
        columns.iter().filter(|column| column.read_as.is_some()).map(|column| column.header.as_str()).collect();
    assert!(used.contains(&"简单法律状态") && !used.contains(&"摘要"), "{used:?}");
    assert_eq!(columns.len(), lists::PATSNAP.len());
}

#[test]
fn knowing_the_enterprise_tells_own_rights() {
    let options = ImportOptions {
        enterprise: Some("示例芯澜微电子(上海)有限公司".into()), ..ImportOptions::default()
    };
    let import = read_with("patsnap.xlsx", &options).unwrap();
    let patents = lists::patents();
    let own = asset(&import, &patents[8].application);
    assert_eq!(own.registered_owner, Some(true));
    assert_eq!(own.owner_share.map(f64::from), Some(1.0));
    assert_eq!(own.self_filed, Some(true));
    let shared = asset(&import, &patents[7].application);
    assert_eq!((shared.registered_owner, shared.owner_share), (Some(true), None), "the share is not in the list");
    let other = ImportOptions { enterprise: Some("另一家公司".into()), ..ImportOptions::default() };
    let import = read_with("patsnap.xlsx", &other).unwrap();
    assert!(import.assets.iter().all(|asset| asset.registered_owner == Some(false)));
    assert!(doubts(&import).iter().any(|(_, doubt)| matches!(doubt, Doubt::OwnerDiffers { .. })));
}

#[test]
fn incopat_in_gb18030() {
    let import = read("incopat.csv");
    assert_eq!((import.encoding, import.unreadable_characters), (Some(TextEncoding::Gb18030), 0));
    assert_eq!(import.sheets[0].source, Some(ListSource::IncoPat));
    // 50 patents and the ruined one; 3 repetitions; headings and remark. Doubts: two check digits, the kind of 6, the
    // ruined number.
    check_counts(&import, 51, 3, 2, 4);
    assert_eq!(left_out(&import), [(0, 1, LeftOut::Header), (0, 56, LeftOut::Total)]);
    assert_eq!(kinds(&import), [31, 15, 5]);
    assert_eq!(statuses(&import), [38, 6, 0, 7, 0]);
    let patents = lists::patents();
    let found = doubts(&import);
    let has = |row: u32, doubt: &Doubt| found.contains(&(row, doubt));
    assert!(has(
        8,
        &Doubt::NumberOdd {
            column: Column::Kind,
            text: patents[6].application.clone(),
            warning: NumberWarning::KindDisagrees { implied: AssetKind::UtilityModel },
        }
    ));
    let error = NumberError::DigitsLost;
    assert!(has(55, &Doubt::NumberUnreadable { column: Column::ApplicationNumber, text: "2.0211E+12".into(), error }));
    assert!(has(55, &Doubt::NumberMissing));
    // 20 claims the priority of 10.
    let (first, second) = (asset(&import, &patents[10].application), asset(&import, &patents[20].application));
    assert_eq!(first.family.as_deref(), Some(first.id.as_str()));
    assert_eq!(first.family, second.family);
    assert_eq!(import.assets.iter().filter(|asset| asset.family.is_some()).count(), 2);
    assert_eq!(asset(&import, &patents[7].application).owners.len(), 2, "full-width semicolon");
}

#[test]
fn google_patents() {
    let import = read("google-patents.csv");
    assert_eq!(import.encoding, Some(TextEncoding::Utf8));
    assert_eq!(import.sheets[0].source, Some(ListSource::GooglePatents));
    // 50 patents, 1 of the United States, 1 international; 6 first publications; address and headings. Without any legal
    // status every grant is doubtful (45 and 1), the 5 pending and the international one have none.
    check_counts(&import, 52, 6, 2, 52);
    assert_eq!(merged(&import), [(MergeReason::PublicationAndGrant, 6)].into());
    assert_eq!(statuses(&import), [46, 0, 0, 0, 6]);
    assert_eq!(kinds(&import), [32, 15, 5]);
    let patents = lists::patents();
    let first = import.assets.iter().find(|asset| asset.publication_number.as_ref() == Some(&patents[0].publication));
    assert_eq!(first.and_then(|asset| asset.grant_date).map(|day| day.year()), Some(patents[0].filing.year() + 2));
}

#[test]
fn lens() {
    let import = read("lens.csv");
    assert_eq!(import.encoding, Some(TextEncoding::Utf8));
    assert_eq!(import.sheets[0].source, Some(ListSource::Lens));
    // 50 patents and 6 members abroad; 2 repetitions; headings. Doubts: the 3 international publications.
    check_counts(&import, 56, 2, 1, 3);
    assert_eq!(statuses(&import), [41, 8, 0, 7, 0]);
    assert_eq!(kinds(&import), [36, 15, 5]);
    let patents = lists::patents();
    let first = asset(&import, &patents[0].application);
    let family: Vec<&Asset> = import.assets.iter().filter(|asset| asset.family == first.family).collect();
    assert_eq!(family.len(), 3);
    assert!(family.iter().all(|asset| asset.family_offices.iter().eq(["CN", "US"])));
    assert_eq!(import.assets.iter().filter(|asset| asset.family.is_some()).count(), 9);
}

#[test]
fn a_web_page_named_xls() {
    let import = read("cnipa.xls");
    assert_eq!((import.form, import.encoding), (FileForm::Html, Some(TextEncoding::Gb18030)));
    assert_eq!(import.sheets[0].source, Some(ListSource::Cnipa));
    // 50 patents; title, headings, total. Doubt: the pending one that is called ZL.
    check_counts(&import, 50, 0, 3, 1);
    assert_eq!(doubts(&import), [(8, &Doubt::GrantedNumberButPending)]);
    assert_eq!(statuses(&import), [38, 5, 5, 2, 0]);
}

#[test]
fn trademarks_in_utf_16() {
    let import = read("trademarks.txt");
    assert_eq!(import.encoding, Some(TextEncoding::Utf16Le));
    assert_eq!(import.sheets[0].source, Some(ListSource::Trademarks));
    check_counts(&import, 10, 2, 3, 0);
    assert_eq!(merged(&import), [(MergeReason::FurtherClass, 2)].into());
    let marks: Vec<&Asset> = import.assets.iter().collect();
    assert!(marks.iter().all(|mark| mark.kind == AssetKind::Trademark));
    assert_eq!(marks[3].mark.classes, [9, 35, 42]);
    assert_eq!(marks[8].number.as_deref(), Some("G1234567"));
    assert_eq!(marks[0].expiry_date, Some(jiff::civil::date(2028, 1, 6)));
    assert_eq!(marks[0].grant_date, Some(jiff::civil::date(2018, 1, 7)));
    assert_eq!(marks[1].status, Some(AssetStatus::Pending));
    assert_eq!(marks[2].status, Some(AssetStatus::Lapsed));
    assert_eq!(marks[9].status, Some(AssetStatus::Terminated));
}

#[test]
fn software_and_layout_designs_on_sheets_of_one_book() {
    let import = read("registrations.xlsx");
    let sources: Vec<Option<ListSource>> = import.sheets.iter().map(|sheet| sheet.source).collect();
    assert_eq!(sources, [Some(ListSource::Software), Some(ListSource::LayoutDesigns), None]);
    // 6 programs and 4 layouts; 2 headings and 3 remarks. Doubts: a certificate number, a number one digit short.
    check_counts(&import, 10, 0, 5, 2);
    let found = doubts(&import);
    assert!(matches!(found[0], (5, Doubt::NumberOdd { warning: NumberWarning::CertificateNumber, .. })));
    assert!(matches!(found[1], (6, Doubt::NumberUnreadable { error: NumberError::Form, .. })));
    assert_eq!(import.assets[2].number.as_deref(), Some("2016SR172900"));
    let layout = &import.assets[6];
    assert_eq!((layout.kind, layout.number.as_deref()), (AssetKind::LayoutDesign, Some("BS.185559220")));
    assert_eq!(layout.first_use_date, Some(jiff::civil::date(2018, 6, 15)));
    assert!(import.assets.iter().all(|asset| asset.status == Some(AssetStatus::Granted)));
}

#[test]
fn an_unknown_layout_asks_and_takes_a_mapping() {
    let Err(ImportError::NeedsMapping(unknown)) = read_with("unknown.csv", &ImportOptions::default()) else {
        panic!("nobody knows these headings")
    };
    assert_eq!(unknown.headers, ["编号", "项目", "文号", "所属", "交件"]);
    assert_eq!(unknown.samples.len(), 5);
    assert_eq!(unknown.guess.header_row, 2);
    assert_eq!(unknown.guess.columns.get(&2), Some(&Column::ApplicationNumber), "by what the cells look like");
    let columns = BTreeMap::from([(1, Column::Title), (2, Column::ApplicationNumber), (4, Column::FilingDate)]);
    let mapping = Mapping { columns, ..unknown.guess };
    let import =
        read_with("unknown.csv", &ImportOptions { mapping: Some(mapping), ..ImportOptions::default() }).unwrap();
    check_account(&import);
    assert_eq!(import.sheets[0].source, Some(ListSource::Mapped));
    // Doubts: none of the five says its legal status.
    check_counts(&import, 5, 0, 2, 5);
    assert_eq!(import.assets[4].filing_date, Some(lists::patents()[4].filing));
    let nothing = Mapping { columns: BTreeMap::from([(0, Column::Claims)]), ..Mapping::default() };
    let options = ImportOptions { mapping: Some(nothing), ..ImportOptions::default() };
    assert_eq!(read_with("unknown.csv", &options).unwrap_err(), ImportError::BadMapping);
}

#[test]
fn a_known_list_shows_its_layout_on_request() {
    let options = ImportOptions { show_layout: Some(LayoutQuery::default()), ..ImportOptions::default() };
    let Err(ImportError::NeedsMapping(layout)) = read_with("cnipa.xls", &options) else { panic!("asked for it") };
    assert_eq!(layout.encoding, Some(TextEncoding::Gb18030));
    assert!(layout.top.iter().any(|row| row.number == layout.guess.header_row));
    assert_eq!(Some(&layout.guess), read("cnipa.xls").sheets[0].mapping.as_ref());
    let wrong = ImportOptions { encoding: Some(TextEncoding::Utf8), ..options };
    let Err(ImportError::NeedsMapping(layout)) = read_with("cnipa.xls", &wrong) else { panic!("asked for it") };
    assert!(layout.unreadable_characters > 0, "the screen can say that the encoding is wrong");
}

#[test]
fn a_known_list_reads_the_same_with_the_columns_it_shows() {
    for name in ["patsnap.xlsx", "incopat.csv", "google-patents.csv", "lens.csv", "cnipa.xls", "trademarks.txt"] {
        let import = read(name);
        let options = ImportOptions { mapping: import.sheets[0].mapping.clone(), ..ImportOptions::default() };
        assert_eq!(read_with(name, &options).unwrap(), import, "{name}");
    }
}

#[test]
fn a_corrected_column_leaves_the_habits_of_the_source() {
    let import = read("lens.csv");
    let mut mapping = import.sheets[0].mapping.clone().unwrap();
    mapping.columns.retain(|_, column| *column != Column::Citations);
    let options = ImportOptions { mapping: Some(mapping), ..ImportOptions::default() };
    let corrected = read_with("lens.csv", &options).unwrap();
    let numbers = |import: &Import| import.assets.iter().map(|asset| asset.number.clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&corrected), numbers(&import));
    assert!(corrected.assets.iter().all(|asset| asset.citations.is_none()));
}

#[test]
fn a_row_left_out_or_merged_says_what_it_was() {
    let import = read("patsnap.xlsx");
    let said = |wanted: fn(&RowOutcome) -> bool| {
        import.rows.iter().find(|row| wanted(&row.outcome)).map(|row| row.said.clone()).unwrap_or_default()
    };
    let header = said(|outcome| matches!(outcome, RowOutcome::LeftOut(LeftOut::Header)));
    assert!(header.starts_with("序号 · "), "{header}");
    let merged = said(|outcome| matches!(outcome, RowOutcome::Merged { .. }));
    assert!(right_number(merged.split(" · ").next().unwrap_or_default()).is_ok(), "{merged}");
}

#[test]
fn a_text_document_is_no_damaged_workbook() {
    // The least archive that holds one empty file, as .docx and .pptx are archives without a workbook.
    let name = b"word/document.xml";
    let length = u8::try_from(name.len()).unwrap();
    let mut archive = [b"PK\x03\x04\x0a", &[0; 21][..], &[length, 0, 0, 0], name].concat();
    let directory = u8::try_from(archive.len()).unwrap();
    archive.extend([b"PK\x01\x02\x0a\0\x0a", &[0; 21][..], &[length, 0], &[0; 16][..], name].concat());
    let size = u8::try_from(archive.len()).unwrap() - directory;
    archive.extend([b"PK\x05\x06", &[0; 4][..], &[1, 0, 1, 0, size, 0, 0, 0, directory, 0, 0, 0, 0, 0]].concat());
    let outcome = read_portfolio(&archive, "说明.docx", &ImportOptions::default(), &mut |_| Flow::Continue);
    assert_eq!(outcome.unwrap_err(), ImportError::NotATable);
}

#[test]
fn progress_is_told_and_cancel_is_heard() {
    for cancel_at in 0..4 {
        let mut calls = 0;
        let outcome = read_portfolio(&bytes("patsnap.xlsx"), "x", &ImportOptions::default(), &mut |_| {
            calls += 1;
            if calls > cancel_at { Flow::Cancel } else { Flow::Continue }
        });
        assert_eq!(outcome.unwrap_err(), ImportError::Cancelled);
        assert_eq!(calls, cancel_at + 1);
    }
}

#[test]
fn importing_again_changes_nothing_that_a_person_said() {
    let import = read("patsnap.xlsx");
    let first = Dossier { assets: merge_into(&Dossier::default(), import.clone()), ..Dossier::default() };
    assert_eq!(first.assets.len(), 52);
    let mut answered = first.clone();
    let asset = Arc::make_mut(&mut answered.assets[0]);
    asset.title = "我们自己的叫法".to_owned();
    asset.trl = Some(9);
    asset.core = Some(true);
    asset.status = None;
    let again = merge_into(&answered, import);
    assert_eq!(again.len(), 52);
    let expected = Asset { status: Some(AssetStatus::Granted), ..(*answered.assets[0]).clone() };
    assert_eq!(*again[0], expected);
    assert_eq!(again[1..], answered.assets[1..]);
}

#[test]
fn lists_of_two_sources_meet_in_one_dossier() {
    let first = merge_into(&Dossier::default(), read("google-patents.csv"));
    let dossier = Dossier { assets: first, ..Dossier::default() };
    let both = merge_into(&dossier, read("lens.csv"));
    // The Lens adds nothing but two of the three families abroad: US 11200001 is in both, WO 2020/034567 is not.
    assert_eq!(both.len(), 52 + 5);
    let patents = lists::patents();
    let known = both.iter().find(|asset| asset.publication_number.as_ref() == Some(&patents[3].publication)).unwrap();
    assert_eq!(known.number.as_deref(), Some(patents[3].application.as_str()), "the number is filled in");
    assert_eq!(known.status, Some(AssetStatus::Lapsed), "the register's word replaces what was inferred");
}

#[test]
fn numbers_of_the_lists_are_well_formed() {
    for patent in lists::patents() {
        let number = right_number(&patent.application).unwrap();
        assert_eq!((number.kind, number.warnings.as_slice()), (Some(patent.kind), &[][..]));
        assert_eq!(right_number(&patent.publication).unwrap().kind, Some(patent.kind));
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_portfolio(&bytes, "x", &ImportOptions::default(), &mut |_| Flow::Continue);
    }

    #[test]
    fn no_text_panics_and_every_row_is_told(body in "(申请号|标题|[0-9.X]{0,14}|ZL|合计|有效|,|\"|\n|\t){0,80}") {
        let text = format!("申请号,标题,申请日,法律状态\n{body}");
        if let Ok(import) = read_portfolio(text.as_bytes(), "x", &ImportOptions::default(), &mut |_| Flow::Continue) {
            check_account(&import);
        }
    }

    #[test]
    fn no_damage_to_a_book_panics(at in 0_usize..20_000, byte in any::<u8>()) {
        let mut bytes = bytes("registrations.xlsx");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read_portfolio(&bytes, "x", &ImportOptions::default(), &mut |_| Flow::Continue);
    }
}
