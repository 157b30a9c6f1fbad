//! Where the newest state of the document is kept.

use yew::prelude::*;

use crate::format::clock;
use crate::hooks::{use_session, use_texts};
use crate::state::Saved;

/// Properties of [`SavedStatus`].
#[derive(Properties, PartialEq)]
pub struct SavedStatusProps {
    /// Says nothing while there is nothing to keep.
    pub quiet: bool,
}

/// 已存入文件 / 仅在本浏览器 / 未保存.
#[component]
pub fn SavedStatus(props: &SavedStatusProps) -> Html {
    let texts = use_texts();
    let session = use_session().session;
    let (class, mark, text, hint) = match session.saved {
        Saved::Blank => ("saved", "", texts.saved_blank().to_owned(), None),
        Saved::File(time) => ("saved saved--file", "✓ ", texts.saved_file(&clock(time)), None),
        Saved::Browser(time) => {
            ("saved saved--browser", "▲ ", texts.saved_browser(&clock(time)), Some(texts.saved_browser_hint()))
        }
        Saved::Host(time) => ("saved saved--file", "✓ ", texts.saved_host(&clock(time)), None),
        Saved::Page => ("saved saved--browser", "▲ ", texts.saved_page().to_owned(), Some(texts.saved_page_hint())),
        Saved::Nowhere(_) => {
            ("saved saved--nowhere", "■ ", texts.saved_nowhere().to_owned(), Some(texts.saved_nowhere_hint()))
        }
    };
    if props.quiet && session.saved == Saved::Blank {
        return Html::default();
    }

    html! {
        <span {class} role="status" title={hint}>
            <span aria-hidden="true">{ mark }</span>
            { text }
            if session.read_only {
                <b class="saved__lock">{ texts.read_only() }</b>
            }
        </span>
    }
}
