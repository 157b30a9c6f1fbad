//! Official numbers: unified social credit codes, and the numbers of patents, trademarks, software, works and layout
//! designs. What a number says of itself (kind, year, check digit) is read here; nothing is looked up.

use serde::{Deserialize, Serialize};

use super::text::{fold, fold_compact};
use super::{AssetKind, Quantity};

/// Why a text is not the number it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum NumberError {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Too short or too long.
    #[error("{found} characters instead of {expected}")]
    Length {
        /// Characters found.
        found: usize,
        /// Characters wanted.
        expected: usize,
    },
    /// A character that the code does not use. Letters that look like digits (O, I, Z, S) are the usual cause.
    #[error("character {character} at position {position}")]
    Character {
        /// Position, counted from 1.
        position: usize,
        /// The character.
        character: char,
        /// The code that was probably meant, when replacing look-alikes makes the check character right.
        suggestion: Option<String>,
    },
    /// A spreadsheet turned the number into `2.02E+12` and its digits are gone. Export the column as text.
    #[error("digits lost to scientific notation")]
    DigitsLost,
    /// None of the forms of numbers that this kind of right has.
    #[error("not a number of this kind of right")]
    Form,
}

/// Something odd about a number that can still be right.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum NumberWarning {
    /// The check digit is not the computed one. Some early credit codes are genuine nevertheless.
    CheckDigit {
        /// Computed.
        expected: char,
        /// Written.
        found: char,
    },
    /// The check digit of the organisation code within a credit code (position 17) is not the computed one.
    OrganisationCheckDigit {
        /// Computed.
        expected: char,
        /// Written.
        found: char,
    },
    /// The check digit of an application number is missing; this one belongs there.
    CheckDigitMissing {
        /// Computed.
        expected: char,
    },
    /// The year in the number cannot be.
    Year {
        /// As written.
        year: i16,
    },
    /// A publication number where an application number is usual.
    PublicationNumber,
    /// A certificate number where a registration number is usual.
    CertificateNumber,
    /// The number says another kind of right than the one stated.
    KindDisagrees {
        /// What the number says.
        implied: AssetKind,
    },
}

/// A unified social credit code 统一社会信用代码.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreditCode {
    /// Eighteen characters, folded and upper case.
    pub text: String,
    /// What is odd; the code can be used nevertheless.
    pub warnings: Vec<NumberWarning>,
    /// District of Shanghai by GB/T 2260 that the code suggests (`310115`), where it names one. A suggestion only: the
    /// firm may have moved.
    pub district: Option<String>,
}

/// Symbols of a credit code in the order of their values.
const CREDIT_SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB/T 2260 codes of Shanghai's districts, without the leading 31.
const SHANGHAI_DISTRICTS: [&str; 16] =
    ["01", "04", "05", "06", "07", "09", "10", "12", "13", "14", "15", "16", "17", "18", "20", "51"];

/// Reads a unified social credit code: folded, upper case, spaces and hyphens out.
///
/// A wrong check character is a warning, not an error: codes of the first years are in legal use that fail it.
///
/// # Errors
/// [`NumberError::Empty`], [`NumberError::Length`], [`NumberError::Character`], [`NumberError::DigitsLost`].
///
/// # Source
/// GB 32100-2015 (check character, weights 3^(i−1) mod 31); GB 11714-1997 (organisation code, position 17).
///
/// ```
/// use ip_health_engine::dossier::credit_code;
/// let code = credit_code("91310115-ＭＡ1k00001").map_err(|error| error.to_string());
/// assert_eq!(code, Err("17 characters instead of 18".to_owned()));
/// ```
pub fn credit_code(text: &str) -> Result<CreditCode, NumberError> {
    let text: String = fold_compact(text).chars().filter(|letter| *letter != '-').collect();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if digits_lost(&text) {
        return Err(NumberError::DigitsLost);
    }
    let found = text.chars().count();
    if found != 18 {
        return Err(NumberError::Length { found, expected: 18 });
    }
    let stranger = text.chars().enumerate().find(|(_, letter)| !CREDIT_SYMBOLS.contains(*letter));
    if let Some((index, character)) = stranger {
        let repaired: String = text
            .chars()
            .map(|letter| match letter {
                'O' => '0',
                'I' => '1',
                'Z' => '2',
                'S' => '5',
                other => other,
            })
            .collect();
        let right = credit_check(&repaired).is_some_and(|expected| repaired.ends_with(expected));
        return Err(NumberError::Character { position: index + 1, character, suggestion: right.then_some(repaired) });
    }
    let mut warnings = Vec::new();
    if let (Some(expected), Some(found)) = (organisation_check(&text), text.chars().nth(16))
        && expected != found
    {
        warnings.push(NumberWarning::OrganisationCheckDigit { expected, found });
    }
    if let (Some(expected), Some(found)) = (credit_check(&text), text.chars().nth(17))
        && expected != found
    {
        warnings.push(NumberWarning::CheckDigit { expected, found });
    }
    let district = text
        .get(2..8)
        .filter(|region| {
            let inner = region.strip_prefix("31").and_then(|rest| rest.strip_prefix("01"));
            inner.is_some_and(|code| SHANGHAI_DISTRICTS.contains(&code))
        })
        .map(str::to_owned);
    Ok(CreditCode { text, warnings, district })
}

/// Check character of a credit code from its first 17 characters; `None` for symbols outside the alphabet.
fn credit_check(text: &str) -> Option<char> {
    let mut sum = 0;
    let mut weight = 1;
    for letter in text.chars().take(17) {
        sum += CREDIT_SYMBOLS.find(letter)? * weight;
        weight = weight * 3 % 31;
    }
    CREDIT_SYMBOLS.chars().nth((31 - sum % 31) % 31)
}

/// Check digit of the organisation code 组织机构代码 at positions 9–16 of a credit code.
fn organisation_check(text: &str) -> Option<char> {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (letter, weight) in text.chars().skip(8).zip(weights) {
        sum += letter.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        check => char::from_digit(check, 10),
    }
}

/// Kind of number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NumberForm {
    /// Chinese patent application number 申请号, which is the patent number 专利号 once granted.
    Application,
    /// Publication or announcement number 公开（公告）号, of any office.
    Publication,
    /// International application PCT.
    International,
    /// Application number of another office, taken as it stands.
    ForeignApplication,
    /// Software registration number 软件著作权登记号.
    SoftwareRegistration,
    /// Software certificate number 证书号 (软著登字).
    SoftwareCertificate,
    /// Registration of a work 作品登记号.
    WorkRegistration,
    /// Layout-design registration number 布图设计登记号.
    LayoutRegistration,
    /// Trademark application and registration number 商标申请/注册号.
    Trademark,
}

/// An official number, read and normalised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RightNumber {
    /// The normalised text: `202110333395.7`, `CN113077361A`, `2020SR0123456`, `BS.185559220`.
    pub text: String,
    /// What number it is.
    pub form: NumberForm,
    /// Kind of right that the number itself says.
    pub kind: Option<AssetKind>,
    /// Year that the number itself says: of filing or registration.
    pub year: Option<i16>,
    /// Whether the number says that the right is granted (prefix ZL, kind code of a granted publication) or only
    /// published (kind code A); `None` when it says neither.
    pub granted: Option<bool>,
    /// Office of a publication or foreign application: `CN`, `US`.
    pub office: Option<String>,
    /// What is odd.
    pub warnings: Vec<NumberWarning>,
}

impl RightNumber {
    fn new(text: String, form: NumberForm) -> Self {
        RightNumber { text, form, kind: None, year: None, granted: None, office: None, warnings: Vec::new() }
    }

    /// A publication number without kind code, which publication and grant of one application share since 2007:
    /// `CN113077361`. The whole text for other numbers.
    #[must_use]
    pub fn stem(&self) -> &str {
        if self.form != NumberForm::Publication {
            return &self.text;
        }
        let code = self.text.rfind(|letter: char| letter.is_ascii_alphabetic()).filter(|at| *at > 2);
        code.and_then(|at| self.text.get(..at)).unwrap_or(&self.text)
    }
}

/// Reads the number of a right of the given kind and compares what it says with that kind.
///
/// # Errors
/// As [`right_number`]; [`NumberError::Form`] also when the form belongs to another family of rights.
pub fn number_of(kind: AssetKind, text: &str) -> Result<RightNumber, NumberError> {
    let mut number = match kind {
        AssetKind::Trademark | AssetKind::GeographicalIndication => {
            trademark(&prepared(text)?).ok_or(NumberError::Form)?
        }
        _ => right_number(text)?,
    };
    let fits = match number.form {
        NumberForm::Application
        | NumberForm::Publication
        | NumberForm::International
        | NumberForm::ForeignApplication => kind.is_patent(),
        NumberForm::SoftwareRegistration | NumberForm::SoftwareCertificate => kind == AssetKind::SoftwareCopyright,
        NumberForm::WorkRegistration => kind == AssetKind::OtherCopyright,
        NumberForm::LayoutRegistration => kind == AssetKind::LayoutDesign,
        NumberForm::Trademark => matches!(kind, AssetKind::Trademark | AssetKind::GeographicalIndication),
    };
    if !fits {
        return Err(NumberError::Form);
    }
    if number.form == NumberForm::Publication && kind.is_patent() {
        number.warnings.push(NumberWarning::PublicationNumber);
    }
    if let Some(implied) = number.kind.filter(|implied| *implied != kind) {
        number.warnings.push(NumberWarning::KindDisagrees { implied });
    }
    Ok(number)
}

/// Reads any number that names its own form: patents, software, works, layout designs. A bare trademark number is
/// eight digits like many others and needs [`number_of`].
///
/// # Errors
/// [`NumberError::Empty`], [`NumberError::DigitsLost`], [`NumberError::Form`].
///
/// # Source
/// 专利申请号标准 ZC 0006-2003 (year, type digit, serial, check digit); 专利文献号标准 ZC 0007 (publication numbers).
///
/// ```
/// use ip_health_engine::dossier::{AssetKind, right_number};
/// let number = right_number("ＺＬ 2017 1 0601862.3").map_err(|error| error.to_string())?;
/// assert_eq!((number.text.as_str(), number.kind), ("201710601862.3", Some(AssetKind::Invention)));
/// # Ok::<(), String>(())
/// ```
pub fn right_number(text: &str) -> Result<RightNumber, NumberError> {
    let text = prepared(text)?;
    application(&text)
        .or_else(|| international(&text))
        .or_else(|| publication(&text))
        .or_else(|| software(&text))
        .or_else(|| work(&text))
        .or_else(|| layout(&text))
        .or_else(|| foreign_application(&text))
        .ok_or(NumberError::Form)
}

/// Folded, upper case, without spaces and the punctuation that lists put around numbers.
fn prepared(text: &str) -> Result<String, NumberError> {
    let text = fold_compact(text);
    let text = text.trim_matches(|letter| matches!(letter, '\'' | '"' | '=' | ',' | ';' | '。' | '、' | '.'));
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if digits_lost(text) {
        return Err(NumberError::DigitsLost);
    }
    Ok(text.to_owned())
}

/// `2.02110333395E+12`: what a spreadsheet makes of a long number.
fn digits_lost(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(mantissa, exponent)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits(exponent) && digits(&mantissa.replacen('.', "", 1))
    })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Check digit of an application number from its digits: weights 2 to 9 over and over, modulo 11, 10 is X.
fn application_check(digits: &str) -> char {
    let weights = (2..=9).cycle();
    let sum: u32 = digits.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(d, w)| d * w).sum();
    char::from_digit(sum % 11, 10).unwrap_or('X')
}

/// `^(CN|ZL)?(\d{12}|\d{8})\.?([0-9X])?$`.
fn application(text: &str) -> Option<RightNumber> {
    let (granted, body) = match (text.strip_prefix("ZL"), text.strip_prefix("CN")) {
        (Some(body), _) => (true, body),
        (_, Some(body)) => (false, body),
        _ => (false, text),
    };
    let body = body.trim_start_matches(['.', ':']);
    let (digits, check) = match body.split_once('.') {
        Some((digits, check)) => (digits, check),
        None => match body.len() {
            13 => body.split_at_checked(12)?,
            9 => body.split_at_checked(8)?,
            12 => (body, ""),
            _ => return None,
        },
    };
    if !all_digits(digits) || check.len() > 1 || !check.chars().all(|letter| letter.is_ascii_digit() || letter == 'X') {
        return None;
    }
    let (year, kind_digit) = match digits.len() {
        12 => (digits.get(..4)?.parse::<i16>().ok()?, digits.get(4..5)?),
        8 => {
            let short = digits.get(..2)?.parse::<i16>().ok()?;
            // Two-digit years ran from the Patent Law's first day, 1985-04-01, to 2003-09-30.
            (if short >= 85 { 1900 + short } else { 2000 + short }, digits.get(2..3)?)
        }
        _ => return None,
    };
    let kind = match kind_digit {
        "1" | "8" => AssetKind::Invention,
        "2" | "9" => AssetKind::UtilityModel,
        "3" => AssetKind::Design,
        _ => return None,
    };
    let old = digits.len() == 8;
    // Nine digits without a point and with an impossible year are a publication number without its CN.
    if old && !(1985..=2003).contains(&year) {
        return None;
    }
    let expected = application_check(digits);
    let mut number = RightNumber::new(format!("{digits}.{expected}"), NumberForm::Application);
    match check.chars().next() {
        None => number.warnings.push(NumberWarning::CheckDigitMissing { expected }),
        Some(found) if found != expected => {
            number.text = format!("{digits}.{found}");
            number.warnings.push(NumberWarning::CheckDigit { expected, found });
        }
        Some(_) => {}
    }
    let known = Quantity::CalendarYear.check(f64::from(year)).is_ok() && (old || 2003 <= year);
    if !known {
        number.warnings.push(NumberWarning::Year { year });
    }
    number.kind = Some(kind);
    number.year = Some(year);
    number.granted = granted.then_some(true);
    number.office = Some("CN".to_owned());
    Some(number)
}

/// `PCT/CN2021/123456`.
fn international(text: &str) -> Option<RightNumber> {
    let rest = text.strip_prefix("PCT")?.trim_start_matches(['/', '-']);
    let office = rest.get(..2).filter(|office| office.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let digits: String = rest.get(2..)?.chars().filter(|letter| !matches!(letter, '/' | '-')).collect();
    if !all_digits(&digits) {
        return None;
    }
    let (year, serial) = match digits.len() {
        9 | 10 => digits.split_at_checked(4)?,
        _ => return None,
    };
    let mut number = RightNumber::new(format!("PCT/{office}{year}/{serial:0>6}"), NumberForm::International);
    number.year = year.parse().ok();
    number.office = Some("WO".to_owned());
    Some(number)
}

/// `CN113077361A`, `US-10123456-B2`, `WO2021/123456A1`; nine digits that begin with 1, 2 or 3 stand for a Chinese one.
fn publication(text: &str) -> Option<RightNumber> {
    let mut text: String = text.chars().filter(|letter| !matches!(letter, '-' | '/')).collect();
    if text.len() == 9 && all_digits(&text) && text.starts_with(['1', '2', '3']) {
        text.insert_str(0, "CN");
    }
    let office = text.get(..2).filter(|office| office.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let body = text.get(2..)?;
    // US designs and reissues carry letters before the digits: USD0900001S1, USRE49000E1.
    let serial_start = body.find(|letter: char| letter.is_ascii_digit())?;
    let serial_end = body
        .get(serial_start..)?
        .find(|letter: char| !letter.is_ascii_digit())
        .map_or(body.len(), |at| serial_start + at);
    let (series, serial) = (body.get(..serial_start)?, body.get(serial_start..serial_end)?);
    let code = body.get(serial_end..)?;
    let code_fits = match code.as_bytes() {
        [] => office == "CN",
        [letter] => letter.is_ascii_uppercase(),
        [letter, digit] => letter.is_ascii_uppercase() && digit.is_ascii_digit(),
        _ => false,
    };
    if !code_fits || series.len() > 2 || office == "ZL" {
        return None;
    }
    let china = office == "CN";
    if china && !(series.is_empty() && (7..=9).contains(&serial.len())) {
        return None;
    }
    let letter = code.chars().next();
    let mut number = RightNumber::new(text.clone(), NumberForm::Publication);
    number.office = Some(office.to_owned());
    if china {
        (number.kind, number.granted) = match letter {
            Some('A') => (Some(AssetKind::Invention), Some(false)),
            Some('B' | 'C') => (Some(AssetKind::Invention), Some(true)),
            Some('U' | 'Y') => (Some(AssetKind::UtilityModel), Some(true)),
            Some('S' | 'D') => (Some(AssetKind::Design), Some(true)),
            Some(_) => return None,
            None => (None, None),
        };
        let leading = match serial.chars().next() {
            Some('1') => Some(AssetKind::Invention),
            Some('2') => Some(AssetKind::UtilityModel),
            Some('3') => Some(AssetKind::Design),
            _ => None,
        };
        match (number.kind, leading) {
            (None, Some(leading)) if serial.len() == 9 => number.kind = Some(leading),
            (Some(kind), Some(leading)) if serial.len() == 9 && kind != leading => {
                number.warnings.push(NumberWarning::KindDisagrees { implied: leading });
            }
            _ => {}
        }
    } else {
        (number.kind, number.granted) = match (office, letter) {
            ("US", Some('S')) => (Some(AssetKind::Design), Some(true)),
            ("DE" | "JP" | "KR" | "TW", Some('U' | 'Y')) => (Some(AssetKind::UtilityModel), Some(true)),
            ("WO", _) | (_, Some('A')) => (Some(AssetKind::Invention), Some(false)),
            (_, Some('B' | 'C')) => (Some(AssetKind::Invention), Some(true)),
            (_, Some('S' | 'D')) => (Some(AssetKind::Design), Some(true)),
            _ => (None, None),
        };
    }
    Some(number)
}

/// An application number of another office, such as `US17/123456`: kept as it stands.
fn foreign_application(text: &str) -> Option<RightNumber> {
    let office = text.get(..2).filter(|office| office.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let rest = text.get(2..)?;
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let plain = rest.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '.' | ','));
    if matches!(office, "CN" | "ZL" | "BS" | "SR") || digits < 4 || !plain {
        return None;
    }
    let mut number = RightNumber::new(text.to_owned(), NumberForm::ForeignApplication);
    number.office = Some(office.to_owned());
    Some(number)
}

/// `2014SR001852`, `2020SR0123456`, `2019R11L885247`, `软著登字第15980140号`, `软著登字第2016SR172900号`.
fn software(text: &str) -> Option<RightNumber> {
    if let Some(rest) = text.strip_prefix("软著登字") {
        let body = rest.trim_start_matches('第').trim_end_matches('号');
        if body.contains("SR") {
            return software(body);
        }
        return (all_digits(body) && (7..=8).contains(&body.len())).then(|| {
            let mut number = RightNumber::new(format!("软著登字第{body}号"), NumberForm::SoftwareCertificate);
            number.kind = Some(AssetKind::SoftwareCopyright);
            number.granted = Some(true);
            number.warnings.push(NumberWarning::CertificateNumber);
            number
        });
    }
    let (year, rest) = text.split_at_checked(4)?;
    let century = year.starts_with("19") || year.starts_with("20");
    let serial = rest.strip_prefix("SR").filter(|serial| (6..=7).contains(&serial.len()));
    let regional = rest.strip_prefix("R11").and_then(|rest| rest.strip_prefix('L')).filter(|serial| serial.len() == 6);
    let serial = serial.or(regional)?;
    (century && all_digits(year) && all_digits(serial)).then(|| {
        let mut number = RightNumber::new(text.to_owned(), NumberForm::SoftwareRegistration);
        number.kind = Some(AssetKind::SoftwareCopyright);
        number.year = year.parse().ok();
        number.granted = Some(true);
        number
    })
}

/// `国作登字-2021-F-00123456`, `沪作登字-2021-F-01234567`.
fn work(text: &str) -> Option<RightNumber> {
    let (place, rest) = text.split_once("作登字")?;
    let body = rest.trim_matches(|letter| matches!(letter, '-' | '第' | '号'));
    let mut parts = body.split('-');
    let (year, class, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let sound = place.chars().count() == 1
        && parts.next().is_none()
        && year.len() == 4
        && all_digits(year)
        && class.len() == 1
        && class.bytes().all(|byte| byte.is_ascii_uppercase())
        && all_digits(serial);
    sound.then(|| {
        let mut number = RightNumber::new(format!("{place}作登字-{body}"), NumberForm::WorkRegistration);
        number.kind = Some(AssetKind::OtherCopyright);
        number.year = year.parse().ok();
        number.granted = Some(true);
        number
    })
}

/// `BS.185559220`; the first two digits are the year of filing.
fn layout(text: &str) -> Option<RightNumber> {
    let digits = text.strip_prefix("BS")?.trim_start_matches(['.', '-']);
    (digits.len() == 9 && all_digits(digits)).then(|| {
        let mut number = RightNumber::new(format!("BS.{digits}"), NumberForm::LayoutRegistration);
        number.kind = Some(AssetKind::LayoutDesign);
        number.year = digits.get(..2).and_then(|year| year.parse::<i16>().ok()).map(|year| 2000 + year);
        number
    })
}

/// Up to eight digits, at most one letter behind (divided applications); `G` and digits for Madrid registrations.
fn trademark(text: &str) -> Option<RightNumber> {
    let text = text.trim_start_matches('第').trim_end_matches('号');
    let body = text.strip_prefix('G').unwrap_or(text);
    let body = body.strip_suffix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(body);
    (all_digits(body) && body.len() <= 8).then(|| RightNumber::new(text.to_owned(), NumberForm::Trademark))
}

/// Reads a list of Nice classes 国际分类: `9`, `第9类`, `9;35;42`, `09、42`. Classes outside 1–45 are left out.
#[must_use]
pub fn nice_classes(text: &str) -> Vec<u8> {
    let folded = fold(text);
    let mut classes: Vec<u8> = folded
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| (1..=2).contains(&digits.len()))
        .filter_map(|digits| digits.parse().ok())
        .filter(|class| Quantity::NiceClass.check(f64::from(*class)).is_ok())
        .collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
