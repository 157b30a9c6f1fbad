//! Questions examiners raise.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::dossier::{IssueAnswer, IssueState};
use crate::rules::Text;

/// How grave an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Low 低.
    L,
    /// Medium 中.
    M,
    /// High 高.
    H,
    /// Blocker 实质障碍.
    B,
}

impl Severity {
    /// The letter.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Severity::B => "B",
            Severity::H => "H",
            Severity::M => "M",
            Severity::L => "L",
        }
    }

    /// The severity with this letter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Severity::B, Severity::H, Severity::M, Severity::L].into_iter().find(|severity| severity.code() == code)
    }
}

/// Who said that an issue exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum IssueOrigin {
    /// The question was answered.
    Answered,
    /// It follows from other fields of the dossier.
    Derived,
    /// Neither: the state is unknown.
    None,
}

/// What makes an issue so grave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trigger {
    /// Severity it leads to.
    pub severity: Severity,
    /// In words.
    pub text: Text,
}

/// One question of the issue list with its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Issue {
    /// `OWN-1`; also the id of the note.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub code: SmolStr,
    /// Name.
    pub title: Text,
    /// The question to the user.
    pub question: Text,
    /// Evidence to collect, a tick list.
    pub evidence: Vec<Text>,
    /// Evidence held, by position.
    pub held: Vec<bool>,
    /// What leads to which severity, gravest first.
    pub triggers: Vec<Trigger>,
    /// Remedy.
    pub remedy: Text,
    /// State; `None` is unknown: an evidence task, not a penalty, but READY is impossible.
    pub state: Option<IssueState>,
    /// Severity when open or being cured; the gravest possible while unknown.
    pub severity: Severity,
    /// Who said so.
    pub origin: IssueOrigin,
    /// Lead time to cure, months, at 50 % and 80 % confidence.
    pub lead_months: [f64; 2],
    /// Codes of the clauses of the guidance it serves: `10a`, `10c`, `4`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub clauses: Vec<SmolStr>,
    /// Code of the training module: `T-A`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub training: Option<SmolStr>,
    /// How such issues have ended: `withdrawn`, `refused`, `delayed`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub history: Vec<SmolStr>,
    /// Patents concerned.
    pub assets: Vec<String>,
    /// Who sees to it, as told.
    pub owner: Option<String>,
    /// What the cure is expected to cost, as told, yuan.
    pub cost: Option<f64>,
}

/// The severity that an answer states, if it is one that the issue can have.
pub(crate) fn stated_severity(answer: &IssueAnswer, known: impl Fn(Severity) -> bool) -> Option<Severity> {
    answer.severity.as_deref().and_then(Severity::from_code).filter(|severity| known(*severity))
}

impl Issue {
    /// The issue as it is answered now, where this one was found before the answer changed.
    #[must_use]
    pub fn as_answered(&self, answer: Option<&IssueAnswer>) -> Issue {
        let Some(answer) = answer else { return self.clone() };
        let mut issue = Issue { held: answer.evidence.clone(), ..self.clone() };
        if answer.state.is_some() {
            issue.state = answer.state;
            issue.origin = IssueOrigin::Answered;
        }
        let known = |severity| issue.triggers.iter().any(|trigger| trigger.severity == severity);
        if let Some(severity) = stated_severity(answer, known) {
            issue.severity = severity;
        }
        issue
    }

    /// Exists and is not cured: open or being cured.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self.state, Some(IssueState::Open | IssueState::Mitigated))
    }

    /// Pieces of evidence held, of those on the tick list.
    #[must_use]
    pub fn evidence_held(&self) -> usize {
        self.held.iter().take(self.evidence.len()).filter(|held| **held).count()
    }

    /// Open, no cure under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == Some(IssueState::Open)
    }
}

/// A training module recommended 培训模块: at least one H or two M issues fall in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrainingModule {
    /// `T-A` … `T-E`; named by the note `star.T-A`.
    pub code: String,
    /// Issues that call for it.
    pub issues: Vec<String>,
}
