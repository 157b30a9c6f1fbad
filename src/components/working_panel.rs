//! The panel that shows how a number came about 计算过程: formula, inputs with their origin, sources, and what would
//! change it.

use ip_health_engine::Assessment;
use ip_health_engine::rules::RulePack;
use ip_health_engine::working::{
    Cell, Expr, LineKind, Origin, Step, StepKind, Working, Workings, explain, formula, headline, influences,
};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::sources::{confidence_tag, sources};
use crate::fields::route_of;
use crate::format::quantity;
use crate::hooks::{use_right_workings, use_texts};
use crate::state::Shared;
use crate::texts::Texts;

/// Opens the working of an id; components find it in their context.
#[derive(Clone, PartialEq)]
pub struct WorkingOpener(Callback<AttrValue>);

impl WorkingOpener {
    /// Opens the working `id`.
    pub fn open(&self, id: AttrValue) {
        self.0.emit(id);
    }
}

/// Properties of [`WorkingProvider`].
#[derive(Properties, PartialEq)]
pub struct WorkingProviderProps {
    /// Holds the workings; none opens before the first assessment.
    pub assessment: Option<Shared<Assessment>>,
    /// Workings computed beside it, as of a combination, whose figures open in the same panel.
    #[prop_or_default]
    pub beside: Option<Shared<Workings>>,
    /// Holds the records that workings name.
    pub rules: Shared<RulePack>,
    /// What may open workings.
    pub children: Children,
}

/// Where workings are found.
#[derive(Clone, Copy)]
struct Shelf<'a> {
    assessment: Option<&'a Assessment>,
    beside: Option<&'a Workings>,
    /// Those of the right that is open, where the assessment files none.
    of_right: Option<&'a Workings>,
}

impl<'a> Shelf<'a> {
    fn get(self, id: &str) -> Option<&'a Working> {
        let assessed = self.assessment.and_then(|assessment| assessment.workings.get(id));
        assessed.or_else(|| [self.beside, self.of_right].into_iter().flatten().find_map(|workings| workings.get(id)))
    }
}

/// Lets everything inside open workings, and shows the one that is open.
#[component]
pub fn WorkingProvider(props: &WorkingProviderProps) -> Html {
    let WorkingProviderProps { assessment, beside, rules, children } = props;
    let texts = use_texts();
    // The way from the figure clicked to the working shown: inputs may be figures themselves.
    let trail = use_state_eq(Vec::<AttrValue>::new);
    let opener = {
        let setter = trail.setter();
        use_memo((), move |()| WorkingOpener(Callback::from(move |id| setter.set(vec![id]))))
    };
    let deeper = {
        let trail = trail.clone();
        Callback::from(move |id: AttrValue| {
            let mut way = (*trail).clone();
            way.push(id);
            trail.set(way);
        })
    };
    let back = {
        let trail = trail.clone();
        move |_| {
            let mut way = (*trail).clone();
            way.pop();
            trail.set(way);
        }
    };
    let dialog = use_node_ref();
    let is_open = trail.last().is_some();
    use_effect_with((is_open, dialog.clone()), |(is_open, dialog)| {
        let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
        if *is_open && !dialog.open() {
            // Fails only when the dialog has left the page, where nothing needs to be shown.
            let _ = dialog.show_modal();
        } else if !*is_open && dialog.open() {
            dialog.close();
        }
    });
    let close = {
        let trail = trail.clone();
        Callback::from(move |()| trail.set(Vec::new()))
    };
    let onclose = close.reform(|_: Event| ());
    // The backdrop belongs to the dialog: a click that hits no child is a click beside the panel.
    let onclick = {
        let (close, dialog) = (close.clone(), dialog.clone());
        move |event: MouseEvent| {
            if event.target().is_some() && event.target() == dialog.get().map(Into::into) {
                close.emit(());
            }
        }
    };
    let shelf = Shelf { assessment: assessment.as_deref(), beside: beside.as_deref(), of_right: None };
    // A right of a long list: its workings are computed when one of them is opened.
    let wanted = trail.last().filter(|id| assessment.is_some() && shelf.get(id).is_none());
    let of_right = use_right_workings(wanted.cloned());
    let shelf = Shelf { of_right: of_right.as_deref(), ..shelf };
    let working = trail.last().and_then(|id| Some((id.clone(), shelf.get(id)?)));
    html! {
        <ContextProvider<WorkingOpener> context={(*opener).clone()}>
            { for children.iter() }
            <dialog class="working" ref={dialog} aria-labelledby="working-title" {onclose} {onclick}>
                if let Some((id, working)) = working {
                    <div class="working__bar">
                        if trail.len() > 1 {
                            <button type="button" onclick={back}>{ "‹ " }{ texts.working_back() }</button>
                        } else {
                            <span class="report__quiet">{ texts.working_title() }</span>
                        }
                        <button type="button" onclick={close.reform(|_| ())}>{ texts.working_close() }</button>
                    </div>
                    <div class="working__body" key={id.to_string()} tabindex="0" role="region" aria-labelledby="working-title">
                        { panel(working, rules, texts, &deeper, shelf) }
                    </div>
                } else if is_open {
                    <div class="working__bar">
                        <span class="report__quiet" id="working-title" role="status">{ texts.working_coming() }</span>
                        <button type="button" onclick={close.reform(|_| ())}>{ texts.working_close() }</button>
                    </div>
                }
            </dialog>
        </ContextProvider<WorkingOpener>>
    }
}

fn panel(working: &Working, rules: &RulePack, texts: Texts, deeper: &Callback<AttrValue>, shelf: Shelf) -> Html {
    let steps = explain(working, texts.language());
    let name = steps.last().map(|step| step.name.clone()).unwrap_or_default();
    let value = quantity(working.value(), working.unit(), texts);
    let computed: Vec<&Step> = steps.iter().filter(|step| matches!(step.kind, StepKind::Computed { .. })).collect();
    html! {
        <>
            <header>
                <h2 id="working-title">{ name }</h2>
                <p class="working__value">{ value }</p>
            </header>
            { headline_formula(working, texts) }
            if computed.len() > 1 {
                <section>
                    <h3>{ texts.working_steps() }</h3>
                    <ol class="working__steps">
                        for step in computed {
                            <li>{ computed_step(step, texts) }</li>
                        }
                    </ol>
                </section>
            }
            { inputs(&steps, rules, texts, deeper, shelf) }
            { periods(&steps, texts) }
            { what_changes_it(working, &steps, texts) }
            { records(working, rules, texts) }
        </>
    }
}

/// The formula of the figure with names, and again with the numbers put in where every part is a single number.
fn headline_formula(working: &Working, texts: Texts) -> Html {
    let Some(named) = headline(working, texts.language()) else { return Html::default() };
    let numbers = working.lines.last().and_then(|line| match &line.kind {
        LineKind::Computed(expr) => with_numbers(working, expr, texts),
        LineKind::Given(_) => None,
    });
    html! {
        <div class="working__formula">
            <code>{ named }</code>
            if let Some(numbers) = numbers {
                <code>{ numbers }</code>
            }
        </div>
    }
}

/// `= 1,200 万元 × 3.8% = 45.6 万元`; `None` when a part is a series or the line would be too long to read.
fn with_numbers(working: &Working, expr: &Expr, texts: Texts) -> Option<String> {
    let cells = expr.lines();
    let single = |cell: &Cell| working.lines.get(cell.index()).is_some_and(|line| line.values.len() == 1);
    if cells.is_empty() || cells.len() > 6 || !cells.iter().all(single) {
        return None;
    }
    let number = |cell: Cell| {
        let line = working.lines.get(cell.index());
        let value = line.and_then(|line| line.values.first()).copied().unwrap_or_default();
        let text = quantity(value, line.map(|line| line.unit).unwrap_or(working.unit()), texts);
        if value < 0.0 { format!("({text})") } else { text }
    };
    let filled = formula(expr, texts.language(), &number);
    Some(format!("= {filled} = {}", quantity(working.value(), working.unit(), texts)))
}

fn computed_step(step: &Step, texts: Texts) -> Html {
    let StepKind::Computed { formula, .. } = &step.kind else { return Html::default() };
    html! {
        <>
            <p><span>{ &step.name }</span><strong>{ value_of(step, texts) }</strong></p>
            <div class="working__formula"><code>{ format!("= {formula}") }</code></div>
        </>
    }
}

/// The value of a single number; for a series, how many periods the table below has.
fn value_of(step: &Step, texts: Texts) -> String {
    match step.values.as_slice() {
        [value] => quantity(*value, step.unit, texts),
        values => texts.working_periods(&values.len().to_string()),
    }
}

fn inputs(steps: &[Step], rules: &RulePack, texts: Texts, deeper: &Callback<AttrValue>, shelf: Shelf) -> Html {
    let given: Vec<(&Step, &Origin)> = steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Given(origin) => Some((step, origin)),
            StepKind::Computed { .. } => None,
        })
        .collect();
    if given.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h3>{ texts.working_inputs() }</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ texts.working_input() }</th>
                        <th scope="col" class="is-number">{ texts.working_value() }</th>
                        <th scope="col">{ texts.working_origin() }</th>
                    </tr>
                </thead>
                <tbody>
                    for (step, origin) in given {
                        <tr>
                            <th scope="row">{ &step.name }</th>
                            <td class="is-number">{ value_of(step, texts) }</td>
                            <td class="working__origin">{ origin_view(origin, rules, texts, deeper, shelf) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

/// Where an input came from, with the way to it.
fn origin_view(origin: &Origin, rules: &RulePack, texts: Texts, deeper: &Callback<AttrValue>, shelf: Shelf) -> Html {
    match origin {
        Origin::Answered { path } => {
            html! { <>{ texts.origin_answered() }{ " " }<a href={route_of(path).to_string()}>{ texts.origin_change() }</a></> }
        }
        Origin::Rule { id } => {
            let parameter = rules.pack().parameters.iter().find(|record| record.id == *id);
            let is_default = parameter.is_some_and(|record| record.range.is_some());
            let word = if is_default { texts.origin_default() } else { texts.origin_rule() };
            html! {
                <>
                    { word }
                    if let Some(parameter) = parameter {
                        { " " }{ confidence_tag(parameter.provenance.confidence, texts) }
                    }
                </>
            }
        }
        Origin::Figure { id } => html! {
            <>{ texts.origin_derived() }{ figure_link(id, Some(texts.origin_open()), texts, deeper, shelf) }</>
        },
        Origin::Figures { ids } => html! {
            <>
                { texts.origin_derived() }
                for id in ids {
                    { figure_link(id, None, texts, deeper, shelf) }
                }
            </>
        },
        Origin::Stated => html! { { texts.origin_stated() } },
    }
}

/// The way to the working of another figure, under a word or under its value; nothing where that working is not filed.
fn figure_link(id: &str, word: Option<&str>, texts: Texts, deeper: &Callback<AttrValue>, shelf: Shelf) -> Html {
    let Some(working) = shelf.get(id) else { return Html::default() };
    let onclick = {
        let (deeper, id) = (deeper.clone(), AttrValue::from(id.to_owned()));
        move |_| deeper.emit(id.clone())
    };
    let text = word.map_or_else(|| quantity(working.value(), working.unit(), texts), str::to_owned);
    html! { <>{ " " }<button type="button" class="figure-button" {onclick}>{ text }</button></> }
}

/// Every series of the working, one row a period.
fn periods(steps: &[Step], texts: Texts) -> Html {
    let series: Vec<&Step> = steps.iter().filter(|step| step.values.len() > 1).collect();
    let count = series.iter().map(|step| step.values.len()).max().unwrap_or(0);
    if count == 0 {
        return Html::default();
    }
    let cell = |step: &Step, period: usize| {
        step.values.get(period).map(|value| quantity(*value, step.unit, texts)).unwrap_or_default()
    };
    html! {
        <section>
            <h3>{ texts.working_by_period() }</h3>
            <div class="working__scroll" tabindex="0" role="region" aria-label={texts.working_by_period()}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "t" }</th>
                            for step in &series {
                                <th scope="col" class="is-number">{ &step.name }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for period in 0..count {
                            <tr>
                                <th scope="row">{ period + 1 }</th>
                                for step in &series {
                                    <td class="is-number">{ cell(step, period) }</td>
                                }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// The inputs that move the figure most, a tenth down and a tenth up.
fn what_changes_it(working: &Working, steps: &[Step], texts: Texts) -> Html {
    let strongest: Vec<_> = influences(working).into_iter().take(5).collect();
    if strongest.is_empty() {
        return Html::default();
    }
    let name = |line: usize| steps.get(line).map(|step| step.name.clone()).unwrap_or_default();
    let show = |value: f64| quantity(value, working.unit(), texts);
    html! {
        <section>
            <h3>{ texts.working_changes() }</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ texts.working_input() }</th>
                        <th scope="col" class="is-number">{ texts.working_tenth_lower() }</th>
                        <th scope="col" class="is-number">{ texts.working_tenth_higher() }</th>
                    </tr>
                </thead>
                <tbody>
                    for influence in strongest {
                        <tr>
                            <th scope="row">{ name(influence.line) }</th>
                            <td class="is-number">{ show(influence.lower) }</td>
                            <td class="is-number">{ show(influence.higher) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

/// Every record that the working rests on, with its source.
fn records(working: &Working, rules: &RulePack, texts: Texts) -> Html {
    let ids = working.rules();
    let views: Vec<Html> = ids.into_iter().filter_map(|id| record(id, rules, texts)).collect();
    if views.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h3>{ texts.working_sources() }</h3>
            <ul class="working__rules">
                for view in views {
                    <li>{ view }</li>
                }
            </ul>
        </section>
    }
}

fn record(id: &str, rules: &RulePack, texts: Texts) -> Option<Html> {
    let language = texts.language();
    let pack = rules.pack();
    let parameter = pack.parameters.iter().find(|record| record.id == id);
    let criterion = pack.criteria.iter().find(|record| record.id == id);
    let note = pack.notes.iter().find(|record| record.id == id);
    let (name, provenance) = match (parameter, criterion, note) {
        (Some(record), ..) => (record.label.get(language), &record.provenance),
        (_, Some(record), _) => (record.text.get(language), &record.provenance),
        (_, _, Some(record)) => (record.title.get(language), &record.provenance),
        _ => return None,
    };
    Some(html! {
        <>
            <p><strong>{ name }</strong></p>
            { sources(provenance, rules, texts) }
        </>
    })
}
