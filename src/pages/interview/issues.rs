//! Questions examiners raise 审核关注问题: the state of each, and where it stands against the company how grave it is, which
//! evidence is held, which rights it concerns, who cures it.

use ip_health_engine::dossier::IssueState;
use ip_health_engine::rules::{Language, Unit};
use ip_health_engine::star::result::{Issue, IssueOrigin, note_id};
use yew::prelude::*;

use super::ties::Ties;
use crate::components::{Field, field_id};
use crate::fields::issue;
use crate::format::quantity;
use crate::hooks::{use_assessment, use_dossier, use_edit, use_rules, use_session, use_texts};
use crate::state::{Edit, IssueChange, Place};
use crate::texts::Texts;

/// Properties of [`IssueList`].
#[derive(Properties, PartialEq)]
pub struct IssueListProps {
    /// Path of the question gone to.
    pub sought: Option<AttrValue>,
}

/// The issue list, by field of training.
#[component]
pub fn IssueList(props: &IssueListProps) -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let day = use_session().session.as_of;
    let Some(assessment) = use_assessment() else { return Html::default() };
    let rules = rules.on(day);
    let mut fields: Vec<&str> = Vec::new();
    let issues = &assessment.star.issues;
    for code in issues.iter().filter_map(|issue| issue.training.as_deref()) {
        if !fields.contains(&code) {
            fields.push(code);
        }
    }
    html! {
        <div class="issues">
            <p class="interview__quiet">{ texts.issues_lede() }</p>
            for field in fields {
                <section class="issues__field" key={field.to_owned()}>
                    <h3>{ rules.note(&note_id(field)).map_or_else(
                        |_| field.to_owned(),
                        |note| note.title.get(texts.language()).to_owned(),
                    ) }</h3>
                    for issue in issues.iter().filter(|issue| issue.training.as_deref() == Some(field)) {
                        <IssueCard key={issue.code.as_str()} issue={issue.clone()} gone_to={gone_to(issue, props)} />
                    }
                </section>
            }
        </div>
    }
}

fn gone_to(issue: &Issue, props: &IssueListProps) -> bool {
    let path = Place::Issue(issue.code.to_string().into()).path();
    props.sought.as_deref() == Some(path.as_str())
}

/// Properties of [`IssueCard`].
#[derive(Properties, PartialEq)]
struct IssueCardProps {
    issue: Issue,
    /// A link led here.
    gone_to: bool,
}

/// One question with what follows from its answer.
#[component]
fn IssueCard(props: &IssueCardProps) -> Html {
    let document = use_dossier();
    let issue = &props.issue.as_answered(document.dossier.star.issues.get(props.issue.code.as_str()));
    let texts = use_texts();
    let language = texts.language();
    let code = AttrValue::from(issue.code.to_string());
    let label = [issue.title.get(language), "（", &issue.code, "）"].concat();
    let label = if language == Language::English { label.replace('（', " (").replace('）', ")") } else { label };
    let grave = issue.is_live();
    html! {
        <section class={classes!("issue", grave.then_some("issue--live"))} aria-label={label.clone()}>
            <Field place={Place::Issue(code.clone())} label={AttrValue::from(label)}
                hint={AttrValue::from(issue.question.get(language).to_owned())} />
            if issue.origin == IssueOrigin::Derived {
                <p class="issue__derived">{ texts.issue_derived(derived_word(issue.state, texts)) }</p>
            }
            if grave {
                <Severities issue={issue.clone()} />
            }
            <details class="issue__more" open={grave || props.gone_to}>
                <summary>
                    { texts.issue_evidence(&issue.evidence_held().to_string(), &issue.evidence.len().to_string()) }
                </summary>
                <Evidence issue={issue.clone()} />
                <p class="issue__remedy">
                    { texts.issue_remedy(issue.remedy.get(language), &lead_words(issue.lead_months, texts)) }
                </p>
                if grave {
                    <Ties record={code.clone()} title={texts.ties_issue()} issue=true />
                    <div class="record__fields">
                        <Field place={Place::Cure(code.clone(), &issue::OWNER)} bare=true />
                        <Field place={Place::Cure(code, &issue::COST)} bare=true />
                    </div>
                }
            </details>
        </section>
    }
}

/// Months at 50 % and 80 % confidence: 3–8 个月.
pub fn lead_words([middle, slow]: [f64; 2], texts: Texts) -> String {
    let unit = |months: f64| quantity(months, Unit::Month, texts);
    if middle < slow { texts.lead_range(&crate::format::decimal(middle, 1), &unit(slow)) } else { unit(slow) }
}

fn derived_word(state: Option<IssueState>, texts: Texts) -> &'static str {
    match state {
        Some(IssueState::Absent) => texts.issue_absent(),
        Some(IssueState::Open) => texts.issue_open(),
        Some(IssueState::Mitigated) => texts.issue_mitigated(),
        Some(IssueState::Closed) => texts.issue_closed(),
        None => texts.unsure(),
    }
}

/// Properties of the parts of a card.
#[derive(Properties, PartialEq)]
struct PartProps {
    issue: Issue,
}

/// How grave it is, told by what makes it so.
#[component]
fn Severities(props: &PartProps) -> Html {
    let issue = &props.issue;
    let texts = use_texts();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    if issue.triggers.len() < 2 {
        return Html::default();
    }
    let name = ["severity-", &issue.code].concat();
    html! {
        <fieldset class="issue__severity">
            <legend>{ texts.issue_severity() }</legend>
            for (place, trigger) in issue.triggers.iter().enumerate() {
                { {
                    let id = [&name, "-", &place.to_string()].concat();
                    let checked = trigger.severity == issue.severity;
                    let (code, letter) = (AttrValue::from(issue.code.to_string()), trigger.severity.code());
                    let onchange = edit.reform(move |_: Event| {
                        Edit::Issue(code.clone(), IssueChange::Severity(Some(letter)))
                    });
                    html! {
                        <label class="issue__choice" for={id.clone()}>
                            <input {id} type="radio" name={name.clone()} {checked} {disabled} {onchange} />
                            <span>
                                { trigger.text.get(texts.language()).to_owned() }{ " " }
                                <small>{ crate::pages::star::severity_word(trigger.severity, texts) }</small>
                            </span>
                        </label>
                    }
                } }
            }
        </fieldset>
    }
}

/// The tick list of evidence.
#[component]
fn Evidence(props: &PartProps) -> Html {
    let issue = &props.issue;
    let texts = use_texts();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    html! {
        <fieldset class="issue__evidence">
            <legend class="unseen">{ texts.issue_evidence_list(issue.title.get(texts.language())) }</legend>
            for (place, piece) in issue.evidence.iter().enumerate() {
                { {
                    let id = [&field_id(&issue.code), "-evidence-", &place.to_string()].concat();
                    let held = issue.held.get(place).copied().unwrap_or(false);
                    let code = AttrValue::from(issue.code.to_string());
                    let onchange = edit.reform(move |_: Event| {
                        Edit::Issue(code.clone(), IssueChange::Evidence(place, !held))
                    });
                    html! {
                        <label class="issue__choice" for={id.clone()}>
                            <input {id} type="checkbox" checked={held} {disabled} {onchange} />
                            <span>{ piece.get(texts.language()).to_owned() }</span>
                        </label>
                    }
                } }
            }
        </fieldset>
    }
}
