//! Which program the page is, its files, and its use without a network.

use std::rc::Rc;

use vnfseal::report::Engine;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        offline::{self, Readiness},
        page_check::{self, CheckedFile, PageCheck},
    },
    components::shared::{
        facts,
        fingerprint::{self, fingerprint},
        status::{Tone, status},
    },
    engine::{Answer, Question},
    json,
    services::Services,
    words::locale::say,
};

/// Draws version and licence, a check of the served files against the build's list, and whether the page works without a network.
pub(crate) fn this_page(services: &Services) -> Html {
    html! {
        <div class="this-page" key="this-page">
            <h1>{ say!("view-this-page") }</h1>
            <p class="lead">{ say!("this-page-lead") }</p>
            <Program services={services.clone()} />
            <Offline />
            <Files />
        </div>
    }
}

/// Properties of [`Program`].
#[derive(PartialEq, Properties)]
struct ProgramProps {
    services: Services,
}

/// Draws which program this is, in the words of the engine that is in use: a report can be told to come from the same one.
#[component]
fn Program(ProgramProps { services }: &ProgramProps) -> Html {
    let engine = use_state_eq(|| None::<Engine>);
    {
        let (setter, verifier) = (engine.setter(), Rc::clone(&services.verifier));
        use_effect_with((), move |()| {
            let told = Callback::from(move |answer: Answer| {
                setter.set(answer.ok().and_then(|json| json::parse(&json).ok()));
            });
            let _ = verifier.ask(Question::Engine, told);
        });
    }
    html! {
        <section class="panel" aria-labelledby="program">
            <h2 id="program">{ say!("about-engine") }</h2>
            <dl class="facts">
                if let Some(engine) = &*engine {
                    { facts::text(say!("engine-version"), &format!("{} {}", engine.name, engine.version)) }
                    if let Some(digest) = &engine.wasm_sha256 {
                        { facts::drawn(say!("engine-digest"), fingerprint::to_copy(say!("engine-digest"), digest)) }
                    }
                }
                { facts::text(say!("engine-licence"), env!("CARGO_PKG_LICENSE")) }
            </dl>
        </section>
    }
}

#[component]
fn Offline() -> Html {
    let readiness = use_state_eq(|| Readiness::Unknown);
    {
        let setter = readiness.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { setter.set(offline::readiness().await) });
        });
    }
    let (tone, word) = match *readiness {
        Readiness::Unknown => (Tone::Nothing, say!("offline-unknown")),
        Readiness::Ready => (Tone::Right, say!("offline-ready")),
        Readiness::NotOffered => (Tone::Unknown, say!("offline-not-offered")),
    };
    html! {
        <section class="panel" aria-labelledby="offline">
            <h2 id="offline">{ say!("offline") }</h2>
            <p role="status">{ status(tone, word) }</p>
            <p class="hint">{ say!("offline-hint") }</p>
        </section>
    }
}

#[component]
fn Files() -> Html {
    let check = use_state(|| None::<PageCheck>);
    let is_running = use_state_eq(|| false);
    let run = {
        let (check, is_running) = (check.setter(), is_running.setter());
        move |_: MouseEvent| {
            let (check, is_running) = (check.clone(), is_running.clone());
            is_running.set(true);
            spawn_local(async move {
                check.set(Some(page_check::run().await));
                is_running.set(false);
            });
        }
    };
    html! {
        <section class="panel" aria-labelledby="files">
            <h2 id="files">{ say!("page-files") }</h2>
            <p class="hint">{ say!("page-files-hint") }</p>
            <p>
                <button type="button" class="primary" disabled={*is_running} onclick={run}>
                    { if *is_running { say!("page-checking") } else { say!("page-check") } }
                </button>
            </p>
            <div role="status">
                if let Some(check) = &*check {
                    { result(check) }
                }
            </div>
        </section>
    }
}

fn result(check: &PageCheck) -> Html {
    let (list, files) = match check {
        PageCheck::NoList => return status(Tone::Unknown, say!("page-no-list")),
        PageCheck::Done { list, files } => (list, files),
    };
    let wrong = files.iter().filter(|file| !file.is_right()).count();
    let summary = if wrong == 0 {
        status(Tone::Right, say!("page-right", number = files.len()))
    } else {
        status(Tone::Wrong, say!("page-wrong", number = wrong))
    };
    html! {
        <>
            <p class="page-verdict">{ summary }</p>
            <p>{ say!("page-list-digest") }{ " " }{ fingerprint(list) }{ " " }{ say!("page-list-compare") }</p>
            <ul class="page-files">{ for files.iter().map(file) }</ul>
        </>
    }
}

fn file(file: &CheckedFile) -> Html {
    let (tone, word) =
        if file.is_right() { (Tone::Right, say!("digest-same")) } else { (Tone::Wrong, say!("digest-differs")) };
    html! {
        <li>
            { status(tone, word) }
            <span class="path">{ file.path.clone() }</span>
            { fingerprint(&file.expected) }
        </li>
    }
}
