//! What is wrong with the station's file, for whoever sets the terminal up: on the first screen, with the field.

use ip_health_engine::station::{DeskError, DeskProblem};

use crate::texts::Texts;

/// One line for an error.
pub fn words(error: &DeskError, texts: Texts) -> String {
    let number = |number: usize| number.to_string();
    let problem = match error.problem {
        DeskProblem::NotJson { line, column } => texts.desk_not_json(&number(line), &number(column)),
        DeskProblem::Unknown => texts.desk_unknown().to_owned(),
        DeskProblem::NotAnObject => texts.desk_not_an_object().to_owned(),
        DeskProblem::NotAText => texts.desk_not_a_text().to_owned(),
        DeskProblem::NotAFlag => texts.desk_not_a_flag().to_owned(),
        DeskProblem::OutOfRange { low, high } => texts.desk_out_of_range(&low.to_string(), &high.to_string()),
        DeskProblem::TooLong { most } => texts.desk_too_long(&number(most)),
        DeskProblem::NotBeside => texts.desk_not_beside().to_owned(),
        DeskProblem::NotAPicture => texts.desk_not_a_picture().to_owned(),
        DeskProblem::NotLoaded => texts.desk_not_loaded().to_owned(),
    };
    let field = if error.field.is_empty() { "station.json" } else { &error.field };
    texts.desk_field(field, &problem)
}
