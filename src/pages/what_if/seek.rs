//! Goal seek 目标求解: the question, the progress, and the answers with what each takes.

use ip_health_engine::decide::{Answer, Goal, SeekOutcome, SeekProgress, Sense};
use ip_health_engine::dossier::Scenario;
use ip_health_engine::rules::Unit;
use ip_health_engine::valuation::Grade;
use web_sys::{HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

use super::super::report::{Reading, grade_words, head};
use super::binding::{binding_word, parts_word, proof_word};
use super::words::{cost_word, goal_word, move_word, outlook_line, sense_word, variant_word};
use crate::fields::{Answer as Typed, Kind, read};
use crate::format::{percent, quantity};
use crate::hooks::{Sought, use_goal_seek};
use crate::texts::Texts;

/// Which kind of goal is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Debt,
    Cost,
    Attribute,
    Grade,
}

const FORMS: [Form; 4] = [Form::Debt, Form::Cost, Form::Attribute, Form::Grade];
const SENSES: [Sense; 2] = [Sense::Combined, Sense::OneChannel];
const GRADES: [Grade; 4] = [Grade::A, Grade::B, Grade::C, Grade::D];

impl Form {
    fn word(self, texts: Texts) -> &'static str {
        match self {
            Form::Debt => texts.seek_goal_debt(),
            Form::Cost => texts.seek_goal_cost(),
            Form::Attribute => texts.seek_goal_attribute(),
            Form::Grade => texts.seek_goal_grade(),
        }
    }

    fn asked(self, texts: Texts) -> &'static str {
        match self {
            Form::Debt => texts.seek_amount(),
            Form::Cost => texts.seek_rate(),
            Form::Attribute => texts.seek_year(),
            Form::Grade => texts.seek_grade(),
        }
    }

    /// Whether it can be meant of the combination or of one channel.
    fn has_senses(self) -> bool {
        matches!(self, Form::Debt | Form::Cost)
    }

    /// What stands in the box at first.
    fn first(self, reading: &Reading) -> String {
        match self {
            Form::Debt => "1000".to_owned(),
            Form::Cost => "4".to_owned(),
            Form::Attribute => (reading.assessment.as_of.year() + 2).to_string(),
            Form::Grade => String::new(),
        }
    }

    fn goal(self, text: &str, sense: Sense) -> Option<Goal> {
        match self {
            Form::Debt => match read(Kind::Money, text).ok()? {
                Typed::Money(amount) if amount.fen() > 0 => Some(Goal::Debt { amount, sense }),
                _ => None,
            },
            Form::Cost => match read(Kind::Percent, text).ok()? {
                Typed::Ratio(rate) if rate.get() > 0.0 => Some(Goal::Cost { rate: rate.get(), sense }),
                _ => None,
            },
            Form::Attribute => {
                text.trim().parse().ok().filter(|year| (2000..2100).contains(year)).map(|year| Goal::Attribute { year })
            }
            Form::Grade => {
                let grade = GRADES.into_iter().find(|grade| format!("{grade:?}") == text)?;
                Some(Goal::Grade { grade })
            }
        }
    }
}

/// Properties of [`GoalSeek`].
#[derive(Properties, PartialEq)]
pub struct GoalSeekProps {
    /// What to read.
    pub reading: Reading,
    /// The user takes an answer over into what-if.
    pub on_apply: Callback<Scenario>,
}

/// The card.
#[component]
pub fn GoalSeek(props: &GoalSeekProps) -> Html {
    let GoalSeekProps { reading, on_apply } = props;
    let texts = reading.texts;
    let (sought, ask) = use_goal_seek();
    let form = use_state_eq(|| Form::Debt);
    let text = use_state_eq(|| Form::Debt.first(reading));
    let sense = use_state_eq(Sense::default);
    let wrong = use_state_eq(|| false);
    let choose = |chosen: Form| {
        let (form, text, wrong, reading) = (form.setter(), text.setter(), wrong.setter(), reading.clone());
        move |_: Event| {
            form.set(chosen);
            text.set(if chosen == Form::Grade { "A".to_owned() } else { chosen.first(&reading) });
            wrong.set(false);
        }
    };
    let onsubmit = {
        let (ask, form, text, sense, wrong) = (ask.clone(), *form, text.clone(), *sense, wrong.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let goal = form.goal(&text, sense);
            wrong.set(goal.is_none());
            if goal.is_some() {
                ask.emit(goal);
            }
        })
    };
    let cancel = ask.reform(|_: MouseEvent| None);
    let running = matches!(sought, Sought::Running(_));
    html! {
        <section class="report__card" id="goal-seek">
            { head(texts.seek_title(), texts.seek_remark()) }
            <form class="seek" {onsubmit} novalidate=true>
                <fieldset>
                    <legend class="field__label">{ texts.seek_goal() }</legend>
                    <div class="segments">
                        for found in FORMS {
                            <label class={classes!("segment", (found == *form).then_some("segment--on"))}>
                                <input type="radio" name="goal" checked={found == *form} onchange={choose(found)} />
                                <span>{ found.word(texts) }</span>
                            </label>
                        }
                    </div>
                </fieldset>
                if form.has_senses() {
                    { senses(&sense, texts) }
                }
                <div class="seek__ask">
                    { asked(*form, &text, *wrong, texts) }
                    <button type="submit" class="button button--first" disabled={running}>{ texts.seek_start() }</button>
                    if running {
                        <button type="button" class="button" onclick={cancel}>{ texts.seek_cancel() }</button>
                    }
                </div>
            </form>
            <div role="status">
                if let Sought::Running(progress) = &sought {
                    { running_view(*progress, texts) }
                }
                if let Sought::Found(goal, outcome) = &sought {
                    <h3>{ goal_word(goal, texts) }</h3>
                    { verdict(outcome, reading) }
                }
            </div>
            if let Sought::Found(_, outcome) = &sought {
                { found(outcome, reading, on_apply) }
            }
        </section>
    }
}

/// Whether the combination of channels is meant or one of them.
fn senses(sense: &UseStateHandle<Sense>, texts: Texts) -> Html {
    let choose = |chosen: Sense| {
        let sense = sense.setter();
        move |_: Event| sense.set(chosen)
    };
    let remark = match **sense {
        Sense::Combined => texts.seek_sense_combined_remark(),
        Sense::OneChannel => texts.seek_sense_channel_remark(),
    };
    html! {
        <fieldset class="seek__sense">
            <legend class="field__label">{ texts.seek_sense() }</legend>
            <div class="segments">
                for found in SENSES {
                    <label class={classes!("segment", (found == **sense).then_some("segment--on"))}>
                        <input type="radio" name="sense" checked={found == **sense} onchange={choose(found)} />
                        <span>{ sense_word(found, texts) }</span>
                    </label>
                }
            </div>
            <p class="report__quiet report__small">{ remark }</p>
        </fieldset>
    }
}

fn asked(form: Form, text: &UseStateHandle<String>, wrong: bool, texts: Texts) -> Html {
    let setter = text.setter();
    let control = if form == Form::Grade {
        let onchange = Callback::from(move |event: Event| {
            setter.set(event.target_unchecked_into::<HtmlSelectElement>().value());
        });
        html! {
            <select id="seek-value" {onchange}>
                for grade in GRADES {
                    <option value={format!("{grade:?}")} selected={format!("{grade:?}") == **text}>
                        { grade_words(grade, texts).1 }
                    </option>
                }
            </select>
        }
    } else {
        let oninput = Callback::from(move |event: InputEvent| {
            setter.set(event.target_unchecked_into::<HtmlInputElement>().value());
        });
        html! {
            <input id="seek-value" class="field__number" type="text" inputmode="decimal" autocomplete="off" value={(**text).clone()}
                {oninput} aria-invalid={wrong.then_some("true")} aria-describedby={wrong.then_some("seek-error")} />
        }
    };
    html! {
        <div class={classes!("field", wrong.then_some("field--bad"))}>
            <label class="field__label" for="seek-value">{ form.asked(texts) }</label>
            if wrong {
                <p class="field__error" id="seek-error" role="alert">{ texts.seek_wrong() }</p>
            }
            <div class="field__box">{ control }</div>
        </div>
    }
}

fn running_view(progress: Option<SeekProgress>, texts: Texts) -> Html {
    let Some(SeekProgress { tried, most, .. }) = progress else {
        return html! { <p>{ texts.seek_starting() }</p> };
    };
    html! {
        <div class="seek__progress">
            <progress max={most.to_string()} value={tried.min(most).to_string()} aria-label={texts.seek_title()} />
            <p class="report__quiet report__small">{ texts.seek_running(&tried.to_string(), &most.to_string()) }</p>
        </div>
    }
}

fn verdict(outcome: &SeekOutcome, reading: &Reading) -> Html {
    let texts = reading.texts;
    match outcome {
        SeekOutcome::Already => html! { <p>{ texts.seek_already() }</p> },
        SeekOutcome::Reached { answers, proof, compared, tried } => html! {
            <>
                <p>{ texts.seek_found(&answers.len().to_string(), &tried.to_string()) }</p>
                <p class="report__quiet report__small" data-proof={format!("{proof:?}")}>
                    { proof_word(*proof, true, texts) }{ " " }{ compared_word(answers, *compared, texts) }
                </p>
            </>
        },
        SeekOutcome::Impossible { tried, proof, .. } => html! {
            <>
                <p>{ texts.seek_impossible(&tried.to_string()) }</p>
                <p class="report__quiet report__small" data-proof={format!("{proof:?}")}>{ proof_word(*proof, false, texts) }</p>
            </>
        },
    }
}

/// Among which sets the cheapest, the fastest and the surest were looked for.
fn compared_word(answers: &[Answer], compared: u32, texts: Texts) -> String {
    let largest = answers.iter().map(|answer| answer.moves.len()).max().unwrap_or(0);
    if largest <= compared as usize {
        texts.seek_compared(&compared.to_string())
    } else {
        texts.seek_compared_tried().to_owned()
    }
}

fn found(outcome: &SeekOutcome, reading: &Reading, on_apply: &Callback<Scenario>) -> Html {
    let texts = reading.texts;
    match outcome {
        SeekOutcome::Already => Html::default(),
        SeekOutcome::Reached { answers, .. } => html! {
            <>
                <div class="seek__answers">
                    for answer in answers { { one(answer, reading, on_apply) } }
                </div>
                <p class="report__quiet report__small">{ texts.seek_effort_remark() }</p>
            </>
        },
        SeekOutcome::Impossible { outlook, raised, bindings, .. } => html! {
            <>
                <h4>{ texts.seek_binds() }</h4>
                <ul class="seek__bindings">
                    for binding in bindings { <li>{ binding_word(binding, reading) }</li> }
                </ul>
                if let Some(raised) = raised {
                    <p class="report__small">{ texts.seek_nearest() }{ " " }{ parts_word(raised, reading) }</p>
                }
                <p class="report__quiet report__small">{ outlook_line(outlook, reading) }</p>
            </>
        },
    }
}

fn one(answer: &Answer, reading: &Reading, on_apply: &Callback<Scenario>) -> Html {
    let texts = reading.texts;
    let best: Vec<&str> = answer.variants.iter().map(|variant| variant_word(*variant, texts)).collect();
    let title = best.join(" · ");
    let apply = {
        let (on_apply, scenario) = (on_apply.clone(), answer.scenario.clone());
        Callback::from(move |_: MouseEvent| on_apply.emit(scenario.clone()))
    };
    let days = |days: f64| quantity(days, Unit::Day, texts);
    html! {
        <article class="seek__answer">
            <h4>{ title.clone() }</h4>
            <div class="report__scroll" tabindex="0" role="region" aria-label={title.clone()}>
                <table class="report__table report__table--dense report__table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.seek_change() }</th>
                            <th scope="col" class="is-number">{ texts.seek_cost() }</th>
                            <th scope="col" class="is-number">{ texts.seek_days() }</th>
                            <th scope="col" class="is-number">{ texts.seek_certainty() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for change in &answer.moves {
                            <tr key={change.id.clone()}>
                                <th scope="row" class="is-wide">{ reading.title(&change.id) }<small>{ move_word(change, texts) }</small></th>
                                <td class="is-number" data-name={texts.seek_cost()}>{ cost_word(change.effort.cost, texts) }</td>
                                <td class="is-number" data-name={texts.seek_days()}>{ days(change.effort.days) }</td>
                                <td class="is-number" data-name={texts.seek_certainty()}>{ percent(change.effort.certainty) }</td>
                            </tr>
                        }
                        if answer.moves.len() > 1 {
                            <tr class="seek__sum">
                                <th scope="row" class="is-wide">{ texts.seek_together() }</th>
                                <td class="is-number" data-name={texts.seek_cost()}>{ cost_word(answer.effort.cost, texts) }</td>
                                <td class="is-number" data-name={texts.seek_days()}>{ days(answer.effort.days) }</td>
                                <td class="is-number" data-name={texts.seek_certainty()}>{ percent(answer.effort.certainty) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if let Some(raised) = &answer.raised {
                <p class="report__small seek__mix">{ texts.seek_by_mix() }{ " " }{ parts_word(raised, reading) }</p>
            }
            <p class="report__small">{ texts.seek_result() }{ " " }{ outlook_line(&answer.outlook, reading) }</p>
            <button type="button" class="button button--small" onclick={apply}>
                { texts.seek_apply() }<span class="unseen">{ " " }{ title }</span>
            </button>
        </article>
    }
}
