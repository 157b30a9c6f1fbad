//! Licences from others: their workings as formulas, and their block on the first sheet, beside the portfolio.

use ip_health_engine::dossier::{Dossier, Licence, LicenceDirection};
use ip_health_engine::rules::Language;
use ip_health_engine::{Assessment, Money, Ratio, assess};

use super::sheets::{At, Sheets};
use super::{DAY, check_cells, near, open, options, pack, sample};

const WORKING: &str = "valuation.licence.from-university.saving";

/// A firm with one licence from another that is worth something, one of an unnamed licensor whose royalty is compared
/// with the band of the sector, and one that may not be passed on.
fn with_licences() -> Dossier {
    let licence = |id: &str, party: &str| Licence {
        id: id.to_owned(),
        party: party.to_owned(),
        direction: Some(LicenceDirection::In),
        royalty_rate: Ratio::new(0.03),
        licensed_sales: Some(Money::from_wan(1_000)),
        market_royalty_rate: Ratio::new(0.05),
        transferable: Some(true),
        ..Licence::default()
    };
    let mut dossier = sample("chip");
    dossier.licences = vec![
        licence("from-university", "=某大学"),
        Licence {
            royalty_rate: Ratio::new(0.01),
            market_royalty_rate: None,
            to: Some(jiff::civil::date(2031, 6, 30)),
            ..licence("from-unnamed", "")
        },
        Licence { transferable: Some(false), ..licence("from-institute", "某研究所") },
    ];
    dossier
}

fn told(language: Language) -> (Sheets, Assessment) {
    let dossier = with_licences();
    let assessment = assess(&dossier, &pack(), DAY).unwrap();
    (open(&dossier, &assessment, &options(language)), assessment)
}

/// The cell on the first sheet, in the first column, with a text.
fn labelled(sheets: &Sheets, text: &str) -> Option<At> {
    let summary = sheets.sheet(["封面", "Summary"]);
    sheets.cells().into_iter().find(|at| at.0 == summary && at.2 == 1 && sheets.text(*at) == text)
}

#[track_caller]
fn number(sheets: &Sheets, at: At) -> f64 {
    sheets.number(at).unwrap_or_else(|| panic!("{at:?}: {:?}", sheets.value(at)))
}

/// Words of the first sheet in a language: head of the block, an unnamed licensor, why the third has no value.
#[track_caller]
fn check(language: Language, [head, unnamed, reason]: [&str; 3]) {
    let (sheets, assessment) = told(language);
    check_cells(&sheets, &assessment);

    let (sheet, top, _) = labelled(&sheets, head).unwrap();
    let licences = &assessment.valuation.licensed_in;
    assert_eq!(licences.len(), 3);
    for (row, (found, party)) in (top + 1..).zip(licences.iter().zip(["=某大学", unnamed, "某研究所"])) {
        let at = |column: i32| (sheet, row, column);
        assert_eq!(sheets.text(at(1)), party);
        assert_eq!(sheets.formula(at(1)), None, "a name is no formula");
        let Some(value) = &found.value else {
            assert_eq!((sheets.text(at(2)).as_str(), sheets.number(at(3))), (reason, None));
            continue;
        };
        assert!(near(number(&sheets, at(2)), value.value, 0.0), "{party}");
        // Nothing but a reference to the cell of the working's figure.
        let (page, row, column) = *sheets.lines[value.working.as_str()].last().unwrap().last().unwrap();
        let letter = char::from(b'A' + u8::try_from(column - 1).unwrap());
        let reference = [sheets.names[page as usize].as_str(), "!", &format!("{letter}{row}")].concat();
        assert_eq!(sheets.formula(at(2)).unwrap().replace(['=', '\''], ""), reference);
        let ends = [found.range.p10, found.range.p50, found.range.p90];
        assert_eq!([3, 4, 5].map(|column| number(&sheets, at(column))), ends);
        assert!(0.0 < ends[0] && ends[0] < ends[1] && ends[1] < ends[2], "{ends:?}");
    }
    assert_eq!(licences.iter().filter(|found| found.value.is_some()).count(), 2);
    // Three years, as the term is not stated, of 2 per cent of 10 million at 12 per cent in the middle of each year.
    let by_hand = 200_000.0 * (1.0 + 1.0 / 1.12 + 1.0 / (1.12 * 1.12)) / 1.12_f64.sqrt();
    assert!(near(number(&sheets, (sheet, top + 1, 2)), by_hand, 0.0), "{by_hand}");
    // The block of its working names the licensor.
    let (page, first, _) = sheets.lines[WORKING][0][0];
    assert!(sheets.text((page, first - 1, 1)).ends_with(" — =某大学"));
}

#[test]
fn stand_beside_the_portfolio_in_chinese() {
    check(Language::Chinese, ["引进许可", "许可方未填", "合同不能转让，不算资产"]);
}

#[test]
fn stand_beside_the_portfolio_in_english() {
    let words = ["Licences from others", "Licensor not named", "May not be passed on: no asset"];
    check(Language::English, words);
}

#[test]
fn follow_their_inputs_and_leave_the_portfolio_as_it_is() {
    let (mut sheets, _) = told(Language::Chinese);
    let portfolio = labelled(&sheets, "组合价值（中位数）").map(|(sheet, row, _)| (sheet, row, 2)).unwrap();
    let licence = labelled(&sheets, "=某大学").map(|(sheet, row, _)| (sheet, row, 2)).unwrap();
    let (value, saving) = (number(&sheets, portfolio), number(&sheets, licence));
    // The value of the portfolio is that of the same firm whose licences are worth nothing.
    let mut worthless = with_licences();
    worthless.licences.iter_mut().for_each(|licence| licence.transferable = Some(false));
    let worthless = assess(&worthless, &pack(), DAY).unwrap().valuation;
    assert!(worthless.licensed_in.iter().all(|found| found.value.is_none()));
    assert!(near(value, worthless.value.value, 0.0));
    // Half as much again is sold under the licence, at a royalty lower by half of what was saved before.
    let sales = sheets.input("licences.from-university.licensed_sales");
    sheets.set(sales, 15_000_000.0);
    let royalty = sheets.input("licences.from-university.royalty_rate");
    sheets.set(royalty, 0.02);
    assert!(near(number(&sheets, licence), saving * 1.5 * 1.5, 0.0));
    assert_eq!(number(&sheets, portfolio), value);
}

#[test]
fn have_no_block_where_there_are_none() {
    let dossier = sample("chip");
    let assessment = assess(&dossier, &pack(), DAY).unwrap();
    let sheets = open(&dossier, &assessment, &options(Language::Chinese));
    assert_eq!(labelled(&sheets, "引进许可"), None);
}
