//! The rules in use: those of this build, or a station's own pack laid over them.

use std::rc::Rc;

use ip_health_engine::rules::RulePack;
use ip_health_engine::station::{Difference, PackFault, PackProblem, StationPack};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::ComputedContext;
use crate::boot::{self, HostedPack, NotHosted};
use crate::mode::Mode;
use crate::state::{Shared, memory, today};
use crate::worker::{Broken, Handle, ReadPack, run, work_under};

/// Where a pack was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackOrigin {
    /// A file that a person chose; kept in this browser.
    File,
    /// The address, `?rules=`; loaded anew at every visit.
    Address,
    /// The page of a host that this one is embedded in; given anew at every visit.
    Host,
}

/// The text of a pack and where it was taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct PackText {
    /// Name of the file, or the relative address.
    pub name: String,
    /// Where it was taken from.
    pub origin: PackOrigin,
    /// The text, TOML or JSON.
    pub text: Rc<str>,
}

/// A station's pack in use.
#[derive(Debug)]
pub struct ActivePack {
    /// Its text.
    pub source: PackText,
    /// What it changes.
    pub difference: Difference,
    /// It will be there at the next visit.
    pub kept: bool,
}

/// Why a pack is not in use.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Something is wrong with it.
    Fault(PackFault),
    /// The address names it, but it was not loaded.
    NotHosted(NotHosted),
}

/// The rules of this build and what lies over them.
#[derive(Debug)]
pub struct PackState {
    /// The rules of this build.
    pub built_in: Shared<RulePack>,
    /// The pack in use.
    pub active: Option<ActivePack>,
    /// A pack that should be in use and is not, with its name.
    pub refused: Option<(String, Refusal)>,
}

/// [`PackState`], once the rules are loaded.
#[derive(Clone, PartialEq)]
pub struct PackContext(pub Option<Shared<PackState>>);

/// Where the rules in use come from; nothing in the first moments of a visit.
#[hook]
pub fn use_pack() -> Option<Shared<PackState>> {
    use_context::<PackContext>().and_then(|context| context.0)
}

/// Changes which rules are in use.
#[derive(Clone, PartialEq)]
pub struct PackSwitch(ComputedContext);

/// See [`PackSwitch`].
#[hook]
pub fn use_pack_switch() -> PackSwitch {
    PackSwitch(use_context().expect("the app stands inside AssessmentProvider"))
}

impl PackSwitch {
    /// Uses a pack from now on, and at the next visit.
    pub fn apply(&self, built_in: Shared<RulePack>, source: PackText, pack: StationPack) {
        let kept = source.origin != PackOrigin::File
            || (memory::remember(memory::PACK, &source.text) && memory::remember(memory::PACK_NAME, &source.name));
        work_under(Some(Rc::clone(&source.text)));
        let active = Some(ActivePack { source, difference: pack.difference, kept });
        self.0.pack.set(Some(Shared::new(PackState { built_in, active, refused: None })));
        self.0.rules.set(Some(Shared::new(pack.rules)));
    }

    /// Goes back to the rules of this build.
    pub fn restore(&self, built_in: Shared<RulePack>, refused: Option<(String, Refusal)>) {
        work_under(None);
        self.0.pack.set(Some(Shared::new(PackState { built_in: built_in.clone(), active: None, refused })));
        self.0.rules.set(Some(built_in));
    }

    /// Forgets the pack kept in this browser and goes back to the rules of this build.
    pub fn forget(&self, built_in: Shared<RulePack>) {
        memory::forget_key(memory::PACK);
        memory::forget_key(memory::PACK_NAME);
        self.restore(built_in, None);
    }

    /// The calculation fails under the rules in use: a station's pack is laid aside and the reason shown. Under the rules
    /// of this build it is a defect, and the notice of failure offers the saved work.
    pub fn give_up(&self, state: Option<&PackState>, reason: &str) {
        match state.and_then(|state| Some((state, state.active.as_ref()?))) {
            Some((state, active)) => {
                let problem = PackProblem::Calculation { message: reason.to_owned() };
                let error = ip_health_engine::station::PackError {
                    kind: None,
                    record: "pack".to_owned(),
                    field: String::new(),
                    problem,
                };
                let refusal = Refusal::Fault(PackFault::Records(vec![error]));
                self.restore(state.built_in.clone(), Some((active.source.name.clone(), refusal)));
            }
            None => boot::fail(reason),
        }
    }
}

/// Reads a pack in the worker.
pub fn read_pack(text: Rc<str>, on_done: impl FnOnce(Result<Box<StationPack>, PackFault>) + 'static) -> Handle {
    let done = |outcome: Result<_, Broken>| match outcome {
        Ok(read) => on_done(read),
        Err(broken) => boot::fail(&broken.to_string()),
    };
    run(ReadPack { text, as_of: today() }, |_| {}, done)
}

/// Loads the rules, once: the start page needs none. A pack that the address names goes before the one of the last visit.
#[hook]
pub fn use_loading_rules() {
    let switch = use_pack_switch();
    let reading = use_mut_ref(|| None::<Handle>);
    use_effect_with((), move |()| {
        spawn_local(async move {
            // If a file of the page is missing, web/boot.js has already said so.
            let Ok(bytes) = boot::rules().await else { return };
            let built_in = match RulePack::from_build(&bytes) {
                Ok(pack) => Shared::new(pack),
                Err(error) => return boot::fail(&error.to_string()),
            };
            let source = match named_by_address().await {
                Some(Err(refused)) => return switch.restore(built_in, Some(refused)),
                Some(Ok(source)) => Some(source),
                None => kept_in_browser(),
            };
            let Some(source) = source else { return switch.restore(built_in, None) };
            let handle = read_pack(Rc::clone(&source.text), move |read| match read {
                Ok(pack) => switch.apply(built_in, source, *pack),
                Err(fault) => switch.restore(built_in, Some((source.name, Refusal::Fault(fault)))),
            });
            reading.replace(Some(handle));
        });
    });
}

async fn named_by_address() -> Option<Result<PackText, (String, Refusal)>> {
    // Only asked for where it is named: whoever names none does not wait for the page to be sealed.
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    // At a public terminal the station's file may name one too.
    if !search.contains("rules=") && Mode::here() != Mode::Kiosk {
        return None;
    }
    let HostedPack { name, text } = boot::pack().await.ok().flatten()?;
    Some(match text {
        Ok(text) => Ok(PackText { name, origin: PackOrigin::Address, text: text.into() }),
        Err(reason) => Err((name, Refusal::NotHosted(reason))),
    })
}

fn kept_in_browser() -> Option<PackText> {
    let text = memory::recall(memory::PACK)?;
    let name = memory::recall(memory::PACK_NAME).unwrap_or_default();
    Some(PackText { name, origin: PackOrigin::File, text: text.into() })
}
