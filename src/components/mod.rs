//! Parts of the screen that know no page, one a file.

mod app_footer;
mod app_header;
mod assessment_provider;
mod error_summary;
mod field;
mod field_choice;
mod field_text;
mod figure;
mod file_menu;
mod focus;
mod history_buttons;
mod language_switch;
mod mark;
mod problem;
mod saved_status;
mod shield;
mod sources;
mod task_list;
mod working_panel;

pub use self::app_footer::AppFooter;
pub use self::app_header::AppHeader;
pub use self::assessment_provider::AssessmentProvider;
pub use self::error_summary::{ERROR_SUMMARY, ErrorSummary};
pub use self::field::{Field, field_id};
pub use self::figure::FigureButton;
pub use self::file_menu::FileMenu;
pub use self::focus::{focus, focus_now};
pub use self::history_buttons::HistoryButtons;
pub use self::language_switch::LanguageSwitch;
pub use self::mark::Mark;
pub use self::problem::Problems;
pub use self::saved_status::SavedStatus;
pub use self::shield::Shield;
pub use self::sources::{cite, confidence_tag, sources};
pub use self::task_list::{Task, TaskList};
pub use self::working_panel::WorkingProvider;
