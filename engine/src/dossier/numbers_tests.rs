use proptest::prelude::*;

use super::*;

fn check_code(text: &str, warnings: &[NumberWarning]) {
    let code = credit_code(text).unwrap();
    let of_last: Vec<_> =
        code.warnings.iter().filter(|warning| matches!(warning, NumberWarning::CheckDigit { .. })).cloned().collect();
    assert_eq!(of_last, warnings, "{text}");
}

#[test]
fn credit_codes_of_the_standard_and_of_practice() {
    for valid in
        ["91110000600037341L", "91110108551385082Q", "91350100M000100Y43", "91350200MA2YJ1XR9G", "913100000080636040"]
    {
        check_code(valid, &[]);
    }
    // Genuine codes of the first years: a warning, never an error.
    check_code("91350203M0001QAY9B", &[NumberWarning::CheckDigit { expected: '9', found: 'B' }]);
    check_code("91350100M0001TGQXM", &[NumberWarning::CheckDigit { expected: '1', found: 'M' }]);
    check_code("91350211M0000XUF46", &[NumberWarning::CheckDigit { expected: 'R', found: '6' }]);
}

#[test]
fn credit_codes_are_folded() {
    let code = credit_code(" ９１11-0000 6000 3734-1l ").unwrap();
    assert_eq!(code.text, "91110000600037341L");
}

#[test]
fn position_17_is_checked_apart() {
    // By hand, 60003734 with the weights 3 7 9 10 5 8 4 2: 18+15+56+12+8 = 109, 11 − 109 mod 11 = 1.
    assert!(credit_code("91110000600037341L").unwrap().warnings.is_empty());
    let odd = credit_code("91110000600037342L").unwrap().warnings;
    assert!(odd.contains(&NumberWarning::OrganisationCheckDigit { expected: '1', found: '2' }), "{odd:?}");
}

#[test]
fn look_alike_letters_are_pointed_out() {
    assert_eq!(
        credit_code("9111OOOO600037341L"),
        Err(NumberError::Character { position: 5, character: 'O', suggestion: Some("91110000600037341L".into()) })
    );
    assert_eq!(
        credit_code("9111000060003734IL"),
        Err(NumberError::Character { position: 17, character: 'I', suggestion: Some("91110000600037341L".into()) })
    );
    assert_eq!(
        credit_code("9111000060003734VL"),
        Err(NumberError::Character { position: 17, character: 'V', suggestion: None })
    );
    assert_eq!(credit_code("9111"), Err(NumberError::Length { found: 4, expected: 18 }));
    assert_eq!(credit_code("9.1110000600037E+17"), Err(NumberError::DigitsLost));
    assert_eq!(credit_code(" "), Err(NumberError::Empty));
}

#[test]
fn the_district_is_suggested_for_shanghai_only() {
    let district = |code: &str| credit_code(code).unwrap().district;
    assert_eq!(district("91310115600037341L"), Some("310115".into()));
    assert_eq!(district("91310151600037341L"), Some("310151".into()));
    assert_eq!(district("91310111600037341L"), None, "no such district");
    assert_eq!(district("913100000080636040"), None);
    assert_eq!(district("91110108551385082Q"), None);
}

#[track_caller]
fn check(text: &str, form: NumberForm, normalised: &str, kind: Option<AssetKind>) -> RightNumber {
    let number = right_number(text).unwrap();
    assert_eq!((number.form, number.text.as_str(), number.kind), (form, normalised, kind), "{text}");
    number
}

#[test]
fn application_numbers_and_their_check_digits() {
    use AssetKind::{Design, Invention, UtilityModel};
    let form = NumberForm::Application;
    for (text, kind) in [
        ("201710601862.3", Invention),
        ("202110333395.7", Invention),
        ("201710911092.2", Invention),
        ("202110000004.X", Invention),
        ("95115608.X", Invention),
        ("97101765.4", Invention),
    ] {
        let number = check(text, form, text, Some(kind));
        assert_eq!(number.warnings, [], "{text}");
        assert_eq!(number.granted, None);
    }
    // By hand: type 2 adds 1 × 6 to 157, 163 mod 11 = 9; type 3 adds 2 × 4 to 191, 199 mod 11 = 1.
    assert_eq!(check("201720601862.9", form, "201720601862.9", Some(UtilityModel)).warnings, []);
    let design = check("97301765.1", form, "97301765.1", Some(Design));
    assert_eq!((design.warnings, design.year), (vec![], Some(1997)));
}

#[test]
fn application_numbers_as_people_write_them() {
    let form = NumberForm::Application;
    let invention = Some(AssetKind::Invention);
    assert_eq!(check("ZL 2017 1 0601862.3", form, "201710601862.3", invention).granted, Some(true));
    check("ＣＮ２０２１１０３３３３９５．７", form, "202110333395.7", invention);
    check("CN201710601862.3", form, "201710601862.3", invention);
    check("2017106018623", form, "201710601862.3", invention);
    check("ZL95115608X", form, "95115608.X", invention);
    check("ZL95115608x", form, "95115608.X", invention);
    let bare = check("202110333395", form, "202110333395.7", invention);
    assert_eq!(bare.warnings, [NumberWarning::CheckDigitMissing { expected: '7' }]);
    let wrong = check("202110333395.1", form, "202110333395.1", invention);
    assert_eq!(wrong.warnings, [NumberWarning::CheckDigit { expected: '7', found: '1' }]);
}

#[test]
fn international_applications_enter_with_type_8_and_9() {
    assert_eq!(right_number("201780012345.6").unwrap().kind, Some(AssetKind::Invention));
    assert_eq!(right_number("201790012345.6").unwrap().kind, Some(AssetKind::UtilityModel));
    assert_eq!(right_number("201740012345.6"), Err(NumberError::Form), "no type 4");
}

#[test]
fn publication_numbers() {
    let form = NumberForm::Publication;
    let a = check("CN113077361A", form, "CN113077361A", Some(AssetKind::Invention));
    assert_eq!((a.granted, a.stem()), (Some(false), "CN113077361"));
    assert_eq!(check("CN113077361B", form, "CN113077361B", Some(AssetKind::Invention)).granted, Some(true));
    check("CN-113077361-A", form, "CN113077361A", Some(AssetKind::Invention));
    check("CN1234567C", form, "CN1234567C", Some(AssetKind::Invention));
    check("CN212345678U", form, "CN212345678U", Some(AssetKind::UtilityModel));
    check("CN301234567S", form, "CN301234567S", Some(AssetKind::Design));
    check("CN2123456Y", form, "CN2123456Y", Some(AssetKind::UtilityModel));
    check("113077361", form, "CN113077361", Some(AssetKind::Invention));
    let us = check("US-1-A", form, "US1A", Some(AssetKind::Invention));
    assert_eq!(us.office.as_deref(), Some("US"));
    assert_eq!(check("US11234567B2", form, "US11234567B2", Some(AssetKind::Invention)).stem(), "US11234567");
    check("WO2021/123456A1", form, "WO2021123456A1", Some(AssetKind::Invention));
    check("USD900001S1", form, "USD900001S1", Some(AssetKind::Design));
    let odd = check("CN113077361U", form, "CN113077361U", Some(AssetKind::UtilityModel));
    assert_eq!(odd.warnings, [NumberWarning::KindDisagrees { implied: AssetKind::Invention }]);
}

#[test]
fn other_rights() {
    use AssetKind::{LayoutDesign, OtherCopyright, SoftwareCopyright};
    let soft = Some(SoftwareCopyright);
    check("PCT/CN2021/123456", NumberForm::International, "PCT/CN2021/123456", None);
    check("2014SR001852", NumberForm::SoftwareRegistration, "2014SR001852", soft);
    check("2016SR172900", NumberForm::SoftwareRegistration, "2016SR172900", soft);
    check("2020sr0123456", NumberForm::SoftwareRegistration, "2020SR0123456", soft);
    check("2019R11L885247", NumberForm::SoftwareRegistration, "2019R11L885247", soft);
    check("软著登字第2016SR172900号", NumberForm::SoftwareRegistration, "2016SR172900", soft);
    let certificate = check("软著登字第15980140号", NumberForm::SoftwareCertificate, "软著登字第15980140号", soft);
    assert_eq!(certificate.warnings, [NumberWarning::CertificateNumber]);
    check("国作登字-2021-F-00123456", NumberForm::WorkRegistration, "国作登字-2021-F-00123456", Some(OtherCopyright));
    check("BS.185559220", NumberForm::LayoutRegistration, "BS.185559220", Some(LayoutDesign));
    check("ＢＳ１８５５５９２２０", NumberForm::LayoutRegistration, "BS.185559220", Some(LayoutDesign));
    check("US17/123456", NumberForm::ForeignApplication, "US17/123456", None);
    assert_eq!(right_number("2020SR12345"), Err(NumberError::Form));
    assert_eq!(right_number("BS.18555922"), Err(NumberError::Form));
}

#[test]
fn spreadsheet_notation_is_named() {
    assert_eq!(right_number("2.0211E+12"), Err(NumberError::DigitsLost));
    assert_eq!(right_number("2.02110333395E+12"), Err(NumberError::DigitsLost));
}

#[test]
fn a_number_is_held_against_the_stated_kind() {
    let kind = AssetKind::UtilityModel;
    let number = number_of(kind, "202110333395.7").unwrap();
    assert_eq!(number.warnings, [NumberWarning::KindDisagrees { implied: AssetKind::Invention }]);
    assert_eq!(number_of(AssetKind::SoftwareCopyright, "202110333395.7"), Err(NumberError::Form));
    assert_eq!(number_of(AssetKind::Trademark, "第12345678号").unwrap().text, "12345678");
    assert_eq!(number_of(AssetKind::Trademark, "G1234567").unwrap().text, "G1234567");
    assert_eq!(number_of(AssetKind::Trademark, "123456789"), Err(NumberError::Form));
    let publication = number_of(AssetKind::Invention, "CN113077361A").unwrap();
    assert_eq!(publication.warnings, [NumberWarning::PublicationNumber]);
}

#[test]
fn nice_classes_in_every_list_form() {
    assert_eq!(nice_classes("第9类"), [9]);
    assert_eq!(nice_classes("9；35、42|09"), [9, 35, 42]);
    assert_eq!(nice_classes("46, 0, 1234"), [0_u8; 0]);
}

proptest! {
    #[test]
    fn the_own_check_digit_is_always_right(year in 2004_u32..2100, kind in 1_u32..=3, serial in 0_u32..10_000_000) {
        let digits = format!("{year}{kind}{serial:07}");
        let text = format!("{digits}.{}", application_check(&digits));
        let number = right_number(&text).unwrap();
        prop_assert_eq!(number.text, text);
        prop_assert_eq!(number.warnings, vec![]);
    }

    #[test]
    fn normalised_numbers_read_back(text in "(CN|ZL|US|PCT/CN|WO|BS\\.|)[0-9]{6,13}[.]?[ABUSX]?[0-9]?") {
        if let Ok(number) = right_number(&text) {
            let again = right_number(&number.text).unwrap();
            prop_assert_eq!(again.text, number.text);
        }
    }

    #[test]
    fn nothing_typed_panics(text in "\\PC*") {
        let _ = credit_code(&text);
        let _ = right_number(&text);
        for kind in AssetKind::ALL {
            let _ = number_of(kind, &text);
        }
    }
}
