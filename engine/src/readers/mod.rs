//! The same dossier as others read it 读者视角: the bank, the insurer, the investor or sponsor. Their red flags, questions
//! and computations, a one-page hand-out for each, and the copy of the file without what the owner withholds.

mod band;
mod bank;
mod hand_out;
mod insurer;
mod investor;
mod question;
mod redact;

pub use self::band::{band, middle};
pub use self::hand_out::{
    HandOut, HandOutChannel, HandOutCover, HandOutDetails, HandOutFigure, HandOutLicence, HandOutLine, HandOutPart,
    HandOutRight, Shown,
};
pub use self::insurer::{Exposure, ExposureKind, InsurerView, Quote};
pub use self::investor::{Concentration, ConcentrationKind, InvestorView, OwnershipKind, OwnershipRisk};
pub use self::question::{Fact, Finding, Question};
pub use self::redact::{WITHHELD, redact};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assess::asset_values;
use crate::dossier::{Dossier, Reader};
use crate::financing::bank::{BankView, bank_view};
use crate::financing::context::Context;
use crate::rules::RulePack;
use crate::working::Workings;
use crate::{AssessError, estimate};

/// The dossier as each reader reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readings {
    /// The bank's computations.
    pub bank: BankView,
    /// The bank's questions.
    pub bank_questions: Vec<Question>,
    /// The insurer.
    pub insurer: InsurerView,
    /// The investor or sponsor.
    pub investor: InvestorView,
    /// The hand-outs, in the order of [`Reader::ALL`].
    pub hand_outs: Vec<HandOut>,
    /// Workings of the figures that the assessment does not have.
    pub workings: Workings,
}

impl Readings {
    /// The questions of a reader.
    #[must_use]
    pub fn questions(&self, reader: Reader) -> &[Question] {
        match reader {
            Reader::Bank => &self.bank_questions,
            Reader::Insurer => &self.insurer.questions,
            Reader::Investor => &self.investor.questions,
        }
    }

    /// The hand-out for a reader.
    #[must_use]
    pub fn hand_out(&self, reader: Reader) -> Option<&HandOut> {
        self.hand_outs.iter().find(|hand_out| hand_out.reader == reader)
    }
}

/// Reads a dossier as every reader does, under the rules of a day.
///
/// # Errors
/// [`AssessError`] when the rule pack lacks a record.
pub fn read(dossier: &Dossier, pack: &RulePack, as_of: Date) -> Result<Readings, AssessError> {
    let assessment = estimate(dossier, pack, as_of)?;
    let rules = pack.on(as_of);
    let values = asset_values(&assessment.valuation);
    let portfolio = dossier.portfolio();
    let context = Context::new(dossier, &portfolio, &values, &rules)?;
    let mut workings = Workings::default();
    let financing = &assessment.financing;
    let mut readings = Readings {
        bank: bank_view(financing, dossier, &values, &rules, &mut workings)?,
        bank_questions: bank::bank(&context)?,
        insurer: insurer::insurer(&context, financing, &mut workings)?,
        investor: investor::investor(&context, &assessment, &mut workings)?,
        hand_outs: Vec::new(),
        workings,
    };
    let hand_outs = Reader::ALL.map(|reader| hand_out::hand_out(reader, &context, &assessment, &readings));
    readings.hand_outs = hand_outs.into();
    Ok(readings)
}
