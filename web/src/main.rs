//! The portal of vnfseal: packages and trust go in, reports come out, and nothing leaves the page.
//!
//! It decides nothing about packages. The engine runs in a Web Worker (`engine`) and answers with a
//! [`vnfseal::report::Report`]. `state` is what the page knows, and `components` draw it.
//!
//! | module       | what is in it                                                                          |
//! |--------------|----------------------------------------------------------------------------------------|
//! | `app`        | the root component, and what the page does beside drawing                              |
//! | `components` | what is drawn: a folder a screen                                                       |
//! | `services`   | what components need that is not drawn                                                 |
//! | `intake`     | files dropped, chosen or pasted, and what each is for; the demo                        |
//! | `state`      | the reducer: every change of the page is one of its actions                            |
//! | `browser`    | what this browser keeps, other tabs that change it, offline use, printing, scrolling   |
//! | `engine`     | runs verifications, asks questions, replaces a worker that is gone                     |
//! | `report`     | a report read in portions, its artifacts as a tree, and reports to keep                |
//! | `words`      | the catalogues, the words for what core enumerates, sizes and times, an author's text  |
//! | `trust`      | the trust store, trust files and what the engine says is in them                       |
//! | `json`       | core's types out of JSON and back                                                      |
//!
//! A module uses only those below it in this table.

mod app;
mod browser;
mod components;
mod engine;
mod intake;
mod json;
mod report;
mod services;
mod state;
mod trust;
mod words;

fn main() {
    wasm_bindgen_futures::spawn_local(async {
        // Nothing is drawn before, so that nobody sees another language first.
        let wanted = services::wanted_language();
        let missing = (!browser::catalogues::load(wanted).await).then_some(wanted);
        words::locale::speak(wanted);
        yew::Renderer::<app::App>::with_props(app::Props { missing }).render();
    });
}
