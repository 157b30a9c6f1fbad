//! What components read and do, one hook a file; `job` is what those that ask the worker share.

mod choose;
mod job;
mod use_answer_flips;
mod use_assessment;
mod use_autosave;
mod use_computed;
mod use_decide;
mod use_dossier;
mod use_files;
mod use_held;
mod use_hidden;
mod use_hold;
mod use_import;
mod use_mix;
mod use_pack;
mod use_proof;
mod use_readings;
mod use_restore;
mod use_right_workings;
mod use_route;
mod use_session;
mod use_simulation;
mod use_spreadsheet;
mod use_texts;
mod use_window;

pub use self::choose::Choose;
pub use self::use_answer_flips::{Search, Searching, use_answer_flips};
pub use self::use_assessment::{
    AssessmentContext, Computed, ComputedContext, RulesContext, use_assessment, use_loaded_rules, use_rules,
};
pub use self::use_autosave::use_autosave;
pub use self::use_computed::use_computed;
pub use self::use_decide::{
    Compared, Sought, Trial, WhatIfHandle, use_comparison, use_distributions, use_effects, use_goal_seek, use_what_if,
};
pub use self::use_dossier::{History, use_dossier, use_edit, use_history};
pub use self::use_files::{use_file_text, use_keep_last, use_save_file};
pub use self::use_held::{use_park, use_workshop};
pub use self::use_hidden::{HiddenContext, use_hidden};
pub use self::use_hold::{take_over, use_hold};
pub use self::use_import::{ImportContext, ImportRequest, use_import};
pub use self::use_mix::{Combined, use_mix};
pub use self::use_pack::{
    PackContext, PackOrigin, PackState, PackSwitch, PackText, Refusal, read_pack, use_loading_rules, use_pack,
    use_pack_switch,
};
pub use self::use_proof::use_proof;
pub use self::use_readings::use_readings;
pub use self::use_restore::{content_opened, open_kept, use_restore};
pub use self::use_right_workings::use_right_workings;
pub use self::use_route::use_route;
pub use self::use_session::{SessionHandle, may_replace, use_session};
pub use self::use_simulation::{Asked, Picture, Progress, Simulation, Standing, use_simulation};
pub use self::use_spreadsheet::{Spreadsheet, Writing, saved, use_spreadsheet};
pub use self::use_texts::{LanguageChoice, use_language, use_texts};
pub use self::use_window::{keys_in_rows, pick_id, use_window};
