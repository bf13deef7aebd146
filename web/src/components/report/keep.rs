//! The ways to keep a report: as JSON, as a page, on paper, in the clipboard.

use gloo::{file::Blob, timers::callback::Timeout};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{clipboard, saving},
    components::{
        on_demand::use_on_demand,
        shared::{
            icon::{Picture, icon},
            menu::{Menu, MenuItem},
        },
    },
    engine::Question,
    report::{Verified, text_summary},
    services::Services,
    state::Action,
    words::{
        locale::{self, say},
        untrusted,
    },
};

/// Properties of [`Keep`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// Called before the report is printed.
    pub(crate) onprint: Callback<()>,
}

/// A dialog about what is sent of the report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sending {
    Message,
    Summary,
}

/// The time for which "copied" is shown.
const COPIED_MILLISECONDS: u32 = 4000;

/// Draws the ways to keep the report and to send it on: a button for those that are used every day, the others in a menu.
#[component]
pub(crate) fn Keep(Props { report, onprint }: &Props) -> Html {
    let copied = use_state_eq(|| false);
    let sending = use_state_eq(|| None::<Sending>);
    let on_demand = use_on_demand();
    let Some(services) = use_context::<Services>() else { return html! {} };
    let name = untrusted::escaped(&report.package.file_name);
    let copy = {
        let (copied, report) = (copied.setter(), report.clone());
        Callback::from(move |()| {
            let (copied, text) = (copied.clone(), text_summary::of(&report));
            spawn_local(async move {
                if clipboard::write(&text).await {
                    copied.set(true);
                    Timeout::new(COPIED_MILLISECONDS, move || copied.set(false)).forget();
                }
            });
        })
    };
    let page = {
        let (services, report, name) = (services.clone(), report.clone(), format!("{name}.report.html"));
        Callback::from(move |()| {
            let (services, name) = (services.clone(), name.clone());
            let question = Question::Page(report.json().clone().into(), locale::tag());
            spawn_local(async move {
                match services.verifier.answer(question).await {
                    Ok(page) => saving::download(&Blob::new_with_options(page.as_str(), Some("text/html")), &name),
                    Err(fault) => services.dispatch.emit(Action::Remark(fault.reason())),
                }
            });
        })
    };
    let open = |what: Sending| {
        let setter = sending.setter();
        Callback::from(move |_: MouseEvent| setter.set(Some(what)))
    };
    let close = {
        let setter = sending.setter();
        Callback::from(move |()| setter.set(None))
    };
    let form = |picture, label, onchoose| MenuItem { picture, label, has_dialog: false, onchoose };
    let other_forms = vec![
        form(Picture::Download, say!("keep-html"), page),
        form(Picture::Print, say!("keep-print"), onprint.clone()),
        form(Picture::Copy, say!("keep-copy"), copy),
    ];
    html! {
        <div class="keep" role="group" aria-label={say!("keep")}>
            <a class="button secondary" href={report.address().to_owned()} download={format!("{name}.report.json")}>
                { icon(Picture::Download) }{ say!("keep-json") }
            </a>
            <button type="button" class="secondary open-message" aria-haspopup="dialog" onclick={open(Sending::Message)}>
                { icon(Picture::Pen) }{ say!("message-open") }
            </button>
            <button type="button" class="secondary open-summary" aria-haspopup="dialog" onclick={open(Sending::Summary)}>
                { icon(Picture::File) }{ say!("sheet-open") }
            </button>
            <Menu label={say!("keep-more")} items={other_forms} />
            <span class="keep-said" role="status">{ if *copied { say!("keep-copied") } else { String::new() } }</span>
            { match *sending {
                Some(Sending::Message) => on_demand.dialog(|seldom| (seldom.message)(report, close.clone()), close.clone()),
                Some(Sending::Summary) => on_demand.dialog(|seldom| (seldom.summary)(report, close.clone()), close.clone()),
                None => html! {},
            } }
        </div>
    }
}
