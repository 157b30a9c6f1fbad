//! What every section of the report reads, and the small views they share.

use ip_health_engine::Assessment;
use ip_health_engine::dossier::{Asset, Dossier};
use ip_health_engine::financing::Channel;
use ip_health_engine::rules::{Criterion, Note, Outcome, Provenance, RulePack, Unit};
use ip_health_engine::star::result::note_id;
use ip_health_engine::working::Figure;
use yew::prelude::*;

use crate::components::FigureButton;
use crate::components::sources;
use crate::format::quantity;
use crate::hooks::{use_assessment, use_dossier, use_rules, use_texts};
use crate::state::Shared;
use crate::texts::Texts;

/// What every section of the report reads. Compared by address.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// Words.
    pub texts: Texts,
    /// What was computed.
    pub assessment: Shared<Assessment>,
    /// What was told.
    pub dossier: Shared<Dossier>,
    /// What the law, the market and we say.
    pub rules: Shared<RulePack>,
}

/// What there is to read of the document at hand; nothing before the first assessment.
///
/// # Panics
/// Outside [`WithRules`](crate::components::WithRules).
#[hook]
pub fn use_reading() -> Option<Reading> {
    let texts = use_texts();
    let assessment = use_assessment();
    let dossier = Shared::from(use_dossier().dossier.clone());
    let rules = use_rules();
    assessment.map(|assessment| Reading { texts, assessment, dossier, rules })
}

/// Properties of every section.
#[derive(Properties, PartialEq)]
pub struct SectionProps {
    /// What to read.
    pub reading: Reading,
}

/// How something stands, for colour; the mark and the word say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Met, open.
    Good,
    /// With conditions, to be watched.
    Watch,
    /// Not met, closed.
    Bad,
    /// Cannot be said.
    Unknown,
}

impl Tone {
    /// The mark that stands before the word.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Tone::Good => "✓",
            Tone::Watch => "△",
            Tone::Bad => "✕",
            Tone::Unknown => "◇",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Tone::Good => "state--good",
            Tone::Watch => "state--watch",
            Tone::Bad => "state--bad",
            Tone::Unknown => "state--unknown",
        }
    }

    /// The class of a mark in a list.
    #[must_use]
    pub const fn mark_class(self) -> &'static str {
        match self {
            Tone::Good => "lines__mark--good",
            Tone::Watch => "lines__mark--watch",
            Tone::Bad => "lines__mark--bad",
            Tone::Unknown => "lines__mark--unknown",
        }
    }
}

impl From<Outcome> for Tone {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Pass => Tone::Good,
            Outcome::Fail => Tone::Bad,
            Outcome::Unknown => Tone::Unknown,
        }
    }
}

/// A state as mark and word.
pub fn state(tone: Tone, word: impl Into<AttrValue>) -> Html {
    let word: AttrValue = word.into();
    html! { <span class={classes!("state", tone.class())}><span aria-hidden="true">{ tone.mark() }</span>{ word }</span> }
}

/// A state as the vocabularies of the report give it: tone and word.
pub fn tag((tone, word): (Tone, &'static str)) -> Html {
    state(tone, word)
}

/// A line of a list with its mark.
pub fn line(tone: Tone, word: &str, content: Html) -> Html {
    html! {
        <li>
            <span class={classes!("lines__mark", tone.mark_class())} role="img" aria-label={word.to_owned()}>{ tone.mark() }</span>
            { content }
        </li>
    }
}

/// The head of a card.
pub fn head(title: &str, remark: impl Into<AttrValue>) -> Html {
    let remark: AttrValue = remark.into();
    html! {
        <div class="report__head">
            <h2>{ title }</h2>
            if !remark.is_empty() {
                <p>{ remark }</p>
            }
        </div>
    }
}

impl Reading {
    /// A figure that opens its working.
    pub fn figure(&self, figure: &Figure) -> Html {
        let text = self.show(figure);
        html! { <FigureButton working={figure.working.to_string()} {text} /> }
    }

    /// A figure, or a dash while it cannot be computed.
    pub fn figure_or_dash(&self, figure: Option<&Figure>) -> Html {
        figure.map_or_else(|| html! { { "—" } }, |figure| self.figure(figure))
    }

    /// A figure in words.
    #[must_use]
    pub fn show(&self, figure: &Figure) -> String {
        quantity(figure.value, figure.unit, self.texts)
    }

    /// An amount of money in words.
    #[must_use]
    pub fn money(&self, yuan: f64) -> String {
        quantity(yuan, Unit::Yuan, self.texts)
    }

    /// A share in words.
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        quantity(share, Unit::Ratio, self.texts)
    }

    /// Days in words: weeks from two weeks on.
    #[must_use]
    pub fn days(&self, days: f64) -> String {
        if days < 14.0 {
            self.texts.report_days(days.ceil() as usize)
        } else {
            self.texts.report_weeks((days / 7.0).ceil() as usize)
        }
    }

    /// The note of an id, in force on the day if one is.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&Note> {
        let notes = || self.rules.pack().notes.iter().filter(|note| note.id == id);
        notes().find(|note| note.provenance.valid.holds_on(self.assessment.as_of)).or_else(|| notes().next())
    }

    /// The name of a note; its id while the pack lacks it.
    #[must_use]
    pub fn title(&self, id: &str) -> String {
        self.note(id).map_or_else(|| id.to_owned(), |note| note.title.get(self.texts.language()).to_owned())
    }

    /// The name that the rule pack gives to a code of the STAR module.
    #[must_use]
    pub fn star_name(&self, code: &str) -> String {
        self.title(&note_id(code))
    }

    /// What an issue of the STAR list is called; a code of the module by its name.
    #[must_use]
    pub fn issue_name(&self, code: &str) -> String {
        match self.assessment.star.issue(code) {
            Some(issue) => issue.title.get(self.texts.language()).to_owned(),
            None => self.star_name(code),
        }
    }

    /// The criterion of an id.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.rules.pack().criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The requirement of a criterion as a sentence.
    #[must_use]
    pub fn requirement(&self, id: &str) -> String {
        self.criterion(id).map_or_else(|| id.to_owned(), |found| found.text.get(self.texts.language()).to_owned())
    }

    /// Sources of a record.
    pub fn sources(&self, provenance: &Provenance) -> Html {
        sources(provenance, &self.rules, self.texts)
    }

    /// The right of an id.
    #[must_use]
    pub fn asset(&self, id: &str) -> Option<&Asset> {
        self.dossier.assets.iter().map(AsRef::as_ref).find(|asset| asset.id == id)
    }

    /// What a right is called: its title, else its number, else its id.
    #[must_use]
    pub fn asset_name(&self, id: &str) -> String {
        let Some(asset) = self.asset(id) else { return id.to_owned() };
        let names = [Some(&asset.title), asset.number.as_ref()];
        names.into_iter().flatten().find(|name| !name.is_empty()).map_or_else(|| id.to_owned(), Clone::clone)
    }

    /// The first few rights by name, and how many there are more.
    #[must_use]
    pub fn asset_names(&self, ids: &[String]) -> String {
        const SHOWN: usize = 3;
        let names: Vec<String> = ids.iter().take(SHOWN).map(|id| self.asset_name(id)).collect();
        let names = names.join(self.texts.list_separator());
        match ids.len() {
            0..=SHOWN => names,
            count => self.texts.report_and_more(&names, &count.to_string()),
        }
    }

    /// The name of a channel.
    #[must_use]
    pub fn channel(&self, channel: Channel) -> &'static str {
        channel_word(channel, self.texts)
    }
}

/// The name of a channel.
#[must_use]
pub fn channel_word(channel: Channel, texts: Texts) -> &'static str {
    match channel {
        Channel::Pledge => texts.channel_pledge(),
        Channel::CombinedCredit => texts.channel_combined_credit(),
        Channel::ExtendedCollateral => texts.channel_extended_collateral(),
        Channel::LicenceRevenue => texts.channel_licence_revenue(),
        Channel::Insurance => texts.channel_insurance(),
        Channel::Equity => texts.channel_equity(),
        Channel::Lease => texts.channel_lease(),
        Channel::Securitisation => texts.channel_securitisation(),
        Channel::Trust => texts.channel_trust(),
        Channel::InvestLoan => texts.channel_invest_loan(),
        Channel::LicenceSale => texts.channel_licence_sale(),
        Channel::Policy => texts.channel_policy(),
    }
}
