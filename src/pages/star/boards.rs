//! Neighbouring boards with what the comparison leaves open, and bridges to other parts of the check-up.

use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{Bridge, Neighbour, note_id};
use yew::prelude::*;

use crate::components::sources;
use crate::pages::report::{Reading, SectionProps, head, outcome_word, standard_view, state};

/// The card.
#[component]
pub fn Boards(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    html! {
        <section class="report__card" id="star-boards">
            { head(texts.star_boards_title(), texts.star_boards_remark()) }
            for board in &star.neighbours {
                { board_view(board, reading) }
            }
            if !star.bridges.is_empty() {
                <h3 class="star__sub">{ texts.star_bridges_title() }</h3>
                <ul class="lines">
                    for bridge in &star.bridges {
                        { bridge_view(bridge, reading) }
                    }
                </ul>
            }
        </section>
    }
}

fn board_view(board: &Neighbour, reading: &Reading) -> Html {
    let texts = reading.texts;
    let note = reading.note(&note_id(board.board));
    let met: Vec<String> = board
        .standards
        .iter()
        .filter(|standard| standard.outcome == Outcome::Pass)
        .map(|standard| reading.star_name(standard.code))
        .collect();
    html! {
        <details class="fold" open={board.hint}>
            <summary>
                <strong>{ reading.star_name(board.board) }</strong>
                <span class="is-end">{ state(board.outcome.into(), outcome_word(board.outcome, texts)) }</span>
            </summary>
            <div class="fold__body">
                if board.hint {
                    <p class="report__notice">{ texts.star_boards_hint() }</p>
                }
                <p>
                    if met.is_empty() {
                        { board.nearest.map_or_else(
                            || texts.star_boards_none().to_owned(),
                            |code| texts.star_boards_nearest(&reading.star_name(code)),
                        ) }
                    } else {
                        { texts.star_boards_met(&met.join(texts.list_separator())) }
                    }
                </p>
                for standard in board.standards.iter().filter(|standard| met.is_empty() || standard.outcome == Outcome::Pass) {
                    { standard_view(standard, false, reading) }
                }
                if let Some(note) = note {
                    <p class="report__small">{ note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }</p>
                    { sources(&note.provenance, &reading.rules, texts) }
                }
            </div>
        </details>
    }
}

fn bridge_view(bridge: &Bridge, reading: &Reading) -> Html {
    let texts = reading.texts;
    let because: Vec<String> = bridge.issues.iter().map(|code| reading.issue_name(code)).collect();
    let note = reading.note(&note_id(bridge.code));
    html! {
        <li key={bridge.code}>
            <span class="lines__mark" aria-hidden="true">{ "→" }</span>
            <strong>{ reading.star_name(bridge.code) }</strong>
            <small>{ note.and_then(|note| note.body.as_ref()).map(|body| body.get(texts.language()).to_owned()) }</small>
            <small>{ texts.star_bridge_because(&because.join(texts.list_separator())) }</small>
        </li>
    }
}
