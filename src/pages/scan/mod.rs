//! Reading codes 读取二维码: a check-up that another screen shows, by camera or from pictures of its codes.

mod camera;
mod picture;

use std::collections::VecDeque;

use ip_health_engine::exchange::{Gathering, Taken};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::camera::Camera;
use self::picture::{Picture, of_file};
use crate::components::focus;
use crate::hooks::{use_session, use_texts};
use crate::mode::Mode;
use crate::route::{Route, go};
use crate::state::workshop;
use crate::state::{Opened, Saved, SessionEdit, Shared, new_id, open_file};
use crate::texts::Texts;
use crate::worker::{Broken, CodesRead, Handle, ReadCodes, run};

/// Id of the card that offers the check-up.
const FOUND: &str = "scan-found";

/// What went wrong, newest only.
#[derive(Clone, PartialEq)]
enum Trouble {
    /// No code in a picture of this name.
    Nothing(String),
    /// A picture of this name could not be opened.
    Unreadable(String),
    /// A code that did not help.
    Code(Taken),
    /// All parts are there, but not a file.
    Damaged,
    /// The reader stopped.
    Stopped,
}

/// What is on the screen.
#[derive(Clone, Default, PartialEq)]
struct Scanned {
    gathering: Gathering,
    troubles: Vec<Trouble>,
    file: Option<Shared<Vec<u8>>>,
}

/// The screen.
#[component]
pub fn Scan() -> Html {
    let texts = use_texts();
    let scanned = use_reducer_eq(Scans::default);
    let watching = use_state_eq(|| false);
    let running = use_mut_ref(|| None::<Handle>);
    let waiting = use_mut_ref(VecDeque::<(String, Picture)>::new);
    let state = &scanned.0;
    // One picture after another: each is read with what those before it brought. That is kept beside the state, since a
    // picture that was slow to open comes to a closure of an earlier rendering.
    let gathered = use_mut_ref(Gathering::default);
    let work = {
        let (scans, running, waiting, gathered) =
            (scanned.dispatcher(), running.clone(), waiting.clone(), gathered.clone());
        use_callback((), move |(), ()| {
            if running.borrow().is_some() {
                return;
            }
            let Some((name, Picture { grey, width })) = waiting.borrow_mut().pop_front() else { return };
            let (scans, done, gathered) = (scans.clone(), running.clone(), gathered.clone());
            let job = ReadCodes { gathering: gathered.borrow().clone(), grey, width };
            let handle = run(
                job,
                |_| {},
                move |outcome| {
                    done.replace(None);
                    if let Ok(found) = &outcome {
                        gathered.replace(found.gathering.clone());
                    }
                    scans.dispatch(ScanStep::Read(name, outcome));
                },
            );
            running.replace(Some(handle));
        })
    };
    {
        let work = work.clone();
        use_effect_with(scanned.1, move |_| work.emit(()));
    }
    let take = {
        let (waiting, work) = (waiting.clone(), work.clone());
        Callback::from(move |(name, picture): (String, Picture)| {
            waiting.borrow_mut().push_back((name, picture));
            work.emit(());
        })
    };
    let frame = {
        let (take, running) = (take.clone(), running.clone());
        // A frame that comes while one is read is not worth waiting for.
        Callback::from(move |picture| {
            if running.borrow().is_none() {
                take.emit((String::new(), picture));
            }
        })
    };
    let onchange = {
        let (take, scans) = (take.clone(), scanned.dispatcher());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files();
            let files: Vec<_> =
                files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect();
            input.set_value("");
            scans.dispatch(ScanStep::Begin);
            let (take, scans) = (take.clone(), scans.clone());
            spawn_local(async move {
                for file in files {
                    match of_file(&file).await {
                        Some(picture) => take.emit((file.name(), picture)),
                        None => scans.dispatch(ScanStep::Unreadable(file.name())),
                    }
                }
            });
        })
    };
    let again = {
        let (scans, running, waiting, gathered) =
            (scanned.dispatcher(), running.clone(), waiting.clone(), gathered.clone());
        Callback::from(move |_: MouseEvent| {
            // What is being read belongs to nothing any more.
            running.take();
            waiting.take();
            gathered.take();
            scans.dispatch(ScanStep::Anew);
        })
    };
    let watch = {
        let watching = watching.clone();
        Callback::from(move |_: MouseEvent| watching.set(!*watching))
    };
    let count = state.gathering.count();
    html! {
        <div class="report scan">
            <section class="report__card">
                <h1>{ texts.scan_title() }</h1>
                <p class="report__quiet">{ texts.scan_lede() }</p>
                <p class="hand-over__ways">
                    <button type="button" id="scan-camera" class="button button--first" aria-pressed={watching.to_string()} onclick={watch}>
                        { if *watching { texts.scan_camera_stop() } else { texts.scan_camera() } }
                    </button>
                    <label class="button file-button">
                        { texts.scan_pictures() }
                        <input id="scan-files" class="unseen" type="file" accept="image/*" multiple=true {onchange} />
                    </label>
                </p>
                if *watching && state.file.is_none() {
                    <Camera on_picture={frame} />
                }
            </section>
            <section class="report__card" id="scan-standing" aria-label={texts.scan_standing()}>
                if let Some(count) = count {
                    <p class="codes__place" role="status">
                        { texts.scan_there(&state.gathering.there().count().to_string(), &count.to_string()) }
                    </p>
                    { dots(&state.gathering, count.get()) }
                    if !state.gathering.is_complete() {
                        <p id="scan-missing">{ texts.scan_missing(&listed(state.gathering.missing(), texts)) }</p>
                    }
                    <button type="button" id="scan-anew" class="button button--small" onclick={again}>{ texts.scan_anew() }</button>
                } else {
                    <p class="report__quiet" role="status">{ texts.scan_none_yet() }</p>
                }
                for trouble in &state.troubles {
                    <p class="field__error" role="alert">{ trouble_words(trouble, texts) }</p>
                }
            </section>
            if let Some(file) = &state.file {
                <Found file={file.clone()} />
            }
        </div>
    }
}

/// The scans and how many pictures were read.
#[derive(Clone, Default, PartialEq)]
struct Scans(Scanned, u32);

enum ScanStep {
    /// Other pictures were chosen.
    Begin,
    /// A picture was read.
    Read(String, Result<Box<CodesRead>, Broken>),
    /// A picture could not be opened.
    Unreadable(String),
    /// From nothing.
    Anew,
}

impl Reducible for Scans {
    type Action = ScanStep;

    fn reduce(self: std::rc::Rc<Self>, step: ScanStep) -> std::rc::Rc<Self> {
        let Scans(mut scanned, read) = (*self).clone();
        match step {
            ScanStep::Begin => scanned.troubles.clear(),
            ScanStep::Anew => scanned = Scanned::default(),
            ScanStep::Unreadable(name) => scanned.troubles.push(Trouble::Unreadable(name)),
            ScanStep::Read(_, Err(_)) => scanned.troubles.push(Trouble::Stopped),
            ScanStep::Read(name, Ok(found)) => {
                let CodesRead { gathering, taken, file } = *found;
                scanned.gathering = gathering;
                let from_camera = name.is_empty();
                if taken.is_empty() && !from_camera {
                    scanned.troubles.push(Trouble::Nothing(name));
                }
                for taken in taken.into_iter().filter(|taken| !matches!(taken, Taken::New(_) | Taken::Known(_))) {
                    let trouble = Trouble::Code(taken);
                    // A camera sees the same code again and again.
                    if !scanned.troubles.contains(&trouble) {
                        scanned.troubles.push(trouble);
                    }
                }
                match file {
                    Some(Ok(bytes)) => scanned.file = Some(Shared::new(bytes.into_vec())),
                    Some(Err(_)) => scanned.troubles.push(Trouble::Damaged),
                    None => {}
                }
            }
        }
        Scans(scanned, read + 1).into()
    }
}

/// Which codes are there, as a row of numbers; the sentence beside it says the same.
fn dots(gathering: &Gathering, count: u16) -> Html {
    let there: Vec<u16> = gathering.there().collect();
    html! {
        <ol class="scan__dots" aria-hidden="true">
            for number in 1..=count {
                <li class={there.contains(&number).then_some("is-there")}>{ number }</li>
            }
        </ol>
    }
}

fn listed(numbers: impl Iterator<Item = u16>, texts: Texts) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(texts.list_separator())
}

fn trouble_words(trouble: &Trouble, texts: Texts) -> String {
    match trouble {
        Trouble::Nothing(name) => texts.scan_nothing(name),
        Trouble::Unreadable(name) => texts.scan_unreadable(name),
        Trouble::Code(Taken::Another) => texts.scan_another().to_owned(),
        Trouble::Code(Taken::Newer) => texts.scan_newer().to_owned(),
        Trouble::Code(Taken::Foreign) => texts.scan_foreign().to_owned(),
        Trouble::Code(_) => texts.scan_damaged().to_owned(),
        Trouble::Damaged => texts.scan_not_whole().to_owned(),
        Trouble::Stopped => texts.scan_stopped().to_owned(),
    }
}

/// Properties of [`Found`].
#[derive(Properties, PartialEq)]
struct FoundProps {
    file: Shared<Vec<u8>>,
}

/// The check-up that was read, to be opened in place of the one at hand.
#[component]
fn Found(props: &FoundProps) -> Html {
    let texts = use_texts();
    let session = use_session();
    let opened = use_memo(props.file.clone(), |file| open_file(file, false).ok());
    use_effect_with((), |()| focus(FOUND));
    let Some(Opened { document, read_only, notices }) = (*opened).clone() else {
        return html! { <section class="report__card"><p class="field__error" role="alert">{ texts.scan_not_whole() }</p></section> };
    };
    let name = document.dossier.enterprise.name.clone();
    let name = if name.is_empty() { texts.report_unnamed().to_owned() } else { name };
    let rights = document.dossier.assets.len().to_string();
    let as_of = session.session.as_of;
    let open = Callback::from(move |_: MouseEvent| {
        if session.may_replace(texts) {
            session.open(document.clone(), SessionEdit::Open { id: new_id(), read_only, saved: Saved::Blank });
            notices.iter().for_each(|notice| session.change(SessionEdit::Note(notice.clone())));
            go(&Route::Report);
        }
    });
    let compare = {
        let (file, as_of) = (props.file.clone(), as_of);
        Callback::from(move |_: MouseEvent| {
            workshop::receive_bytes(file.to_vec(), as_of);
            go(&Route::Workshop);
        })
    };
    html! {
        <section class="report__card" id={FOUND} tabindex="-1" aria-labelledby="scan-found-title">
            <h2 id="scan-found-title">{ texts.scan_found() }</h2>
            <p><strong>{ name }</strong>{ " · " }{ texts.rights_count(&rights) }</p>
            <p class="hand-over__ways">
                <button type="button" id="scan-open" class="button button--first" onclick={open}>{ texts.scan_open() }</button>
                if Mode::here() == Mode::Page {
                    <button type="button" id="scan-workshop" class="button" onclick={compare}>{ texts.workshop_into_compare() }</button>
                }
            </p>
        </section>
    }
}
