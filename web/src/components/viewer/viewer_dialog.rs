//! The dialog that shows the text of a file, with a line of it marked.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    digest_pair::digest_pair,
    lines::{Lines, MARKED},
};
use crate::{
    browser::{dialog, scroll},
    components::shared::untrusted_text,
    engine::{Answer, FileText, Question, Reading},
    json::Json,
    services::Services,
    state::{Action, Delivery, Viewed},
    words::{locale::say, quantities, untrusted},
};

/// Properties of [`ViewerDialog`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The file that is shown.
    pub(crate) viewed: Viewed,
    /// The package that it is in.
    pub(crate) delivery: Delivery,
    /// The policy in force.
    pub(crate) policy: Json,
    /// The services of the page.
    pub(crate) services: Services,
}

/// The most characters of the file's name in the title. Below it is the whole path.
const NAME: usize = 80;

/// How far the dialog has come.
enum Stage {
    /// The worker reads the file.
    Reading,
    /// The text of the file, whether all of it is UTF-8, and its size.
    Text(Rc<str>, bool, u64),
    /// A sentence that says why it is not shown.
    Refused(String),
}

/// Draws the dialog, open from the beginning.
#[component]
pub(crate) fn ViewerDialog(props: &Props) -> Html {
    let Props { viewed, services, .. } = props;
    let element = use_node_ref();
    let stage = use_state(|| Stage::Reading);
    use_effect_with((), {
        let (element, props, stage) = (element.clone(), props.clone(), stage.setter());
        move |()| {
            dialog::open(&element);
            ask(&props, &stage);
        }
    });
    // Once the line is there.
    use_effect_with(matches!(*stage, Stage::Text(..)), |is_there| {
        if *is_there {
            scroll::into_middle(MARKED);
        }
    });
    let close = {
        let element = element.clone();
        move |_: MouseEvent| dialog::close(&element)
    };
    let closed = {
        let dispatch = services.dispatch.clone();
        move |_: Event| {
            dispatch.emit(Action::CloseViewer);
            scroll::go_on_after_dialog(&["verdict-title", "progress-title", "main"]);
        }
    };
    html! {
        <dialog class="viewer" ref={element} aria-labelledby="viewer-title" onclose={closed}>
            <header class="viewer-head">
                <h2 id="viewer-title"><bdi>{ title(viewed) }</bdi></h2>
                <button type="button" class="secondary" onclick={close}>{ say!("close") }</button>
                <p class="viewer-path">{ untrusted_text::plain(&viewed.path) }</p>
            </header>
            { content(&stage, viewed) }
        </dialog>
    }
}

fn title(viewed: &Viewed) -> String {
    match viewed.line {
        Some(line) => {
            let name = viewed.path.rsplit('/').next().unwrap_or_default();
            say!("viewer-title-line", name = untrusted::bounded(name, NAME), number = line)
        }
        None => say!("viewer-title"),
    }
}

fn content(stage: &Stage, viewed: &Viewed) -> Html {
    match stage {
        Stage::Reading => html! { <p role="status">{ say!("viewer-reading") }</p> },
        Stage::Refused(why) => html! { <p class="viewer-refused" role="alert">{ why.clone() }</p> },
        Stage::Text(text, is_utf8, size) => html! {
            <>
                <p class="viewer-lead">
                    { say!("viewer-lead", size = quantities::bytes(*size)) }
                    if !is_utf8 { { " " }{ say!("viewer-not-utf8") } }
                </p>
                if let Some(checksum) = &viewed.checksum { { digest_pair(checksum) } }
                <div class="viewer-text" role="region" tabindex="0" aria-label={say!("viewer-text")}>
                    if text.is_empty() {
                        <p class="empty">{ say!("viewer-empty") }</p>
                    } else {
                        <Lines text={Rc::clone(text)} marked={viewed.line} />
                    }
                </div>
            </>
        },
    }
}

/// Asks the worker for the text. It has the package still open, if it has verified it by now.
fn ask(props: &Props, stage: &UseStateSetter<Stage>) {
    let Props { viewed, delivery, policy, services } = props;
    let reading = Reading {
        package: delivery.file.clone(),
        name: delivery.reading_name(),
        supplied: Rc::clone(&delivery.supplied),
        policy: policy.clone(),
        path: viewed.path.clone(),
        in_delivery: viewed.in_delivery,
    };
    let stage = stage.clone();
    let heard = Callback::from(move |answer: Answer| stage.set(read(answer)));
    services.verifier.ask(Question::ReadText(reading), heard);
}

fn read(answer: Answer) -> Stage {
    // Why a browser cannot read a file, it says in words of its own: it was changed, moved or deleted.
    let Ok(json) = answer else { return Stage::Refused(say!("viewer-unreadable")) };
    let FileText { text, is_utf8, size, reason } = FileText::of(&json);
    match text {
        Some(text) => Stage::Text(text.into(), is_utf8.unwrap_or_default(), size.unwrap_or_default()),
        None => Stage::Refused(refusal(reason.as_deref().unwrap_or_default())),
    }
}

/// Says why the file is not shown.
fn refusal(reason: &str) -> String {
    match reason {
        "file.too-large" => say!("viewer-too-large"),
        "file.ambiguous" => say!("viewer-ambiguous"),
        "file.damaged" => say!("viewer-damaged"),
        "file.encrypted" => say!("viewer-encrypted"),
        "file.missing" => say!("viewer-missing"),
        _ => say!("viewer-unreadable"),
    }
}
