//! The digest of a package's whole file, which the worker computes when somebody asks for it.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    components::shared::fingerprint,
    engine::{Answer, Heard, Progress, Question},
    services::Services,
    state::{Action, Delivery, FileDigest as Digest},
    words::locale::say,
};

/// Properties of [`FileDigest`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The package.
    pub(crate) delivery: Delivery,
    /// The digest that the report states, if it was computed with all else.
    #[prop_or_default]
    pub(crate) stated: Option<String>,
}

/// Draws the digest, or what leads to it.
#[component]
pub(crate) fn FileDigest(Props { delivery, stated }: &Props) -> Html {
    let services = use_context::<Services>();
    let asked = use_mut_ref(|| None::<u32>);
    let Some(services) = services else { return html! {} };
    let compute = {
        let (services, delivery, asked) = (services.clone(), delivery.clone(), Rc::clone(&asked));
        move |_: MouseEvent| {
            asked.replace(Some(ask(&services, &delivery)));
        }
    };
    let cancel = {
        let (services, key) = (services, delivery.key);
        move |_: MouseEvent| {
            if let Some(id) = asked.take() {
                services.verifier.withdraw(id);
            }
            services.dispatch.emit(Action::Digested(key, Digest::Unknown));
        }
    };
    match (stated, &delivery.digest) {
        (Some(digest), _) | (None, Digest::Known(digest)) => fingerprint::to_copy(say!("digest-of-file"), digest),
        (None, Digest::Running(progress)) => html! {
            <span class="file-digest">
                <span role="status">{ say!("file-digest-running", percent = progress.percent().unwrap_or_default()) }</span>
                <button type="button" class="secondary" onclick={cancel}>{ say!("cancel") }</button>
            </span>
        },
        (None, state) => html! {
            <span class="file-digest">
                <button type="button" class="secondary" onclick={compute}>{ say!("file-digest-compute") }</button>
                if *state == Digest::Unreadable { <span role="alert">{ say!("viewer-unreadable") }</span> }
            </span>
        },
    }
}

/// Has the worker compute the digest, beside what else it does.
fn ask(services: &Services, delivery: &Delivery) -> u32 {
    let (key, dispatch) = (delivery.key, services.dispatch.clone());
    dispatch.emit(Action::Digested(key, Digest::Running(Progress::default())));
    let then = {
        let dispatch = dispatch.clone();
        Callback::from(move |answer: Answer| {
            let digest = answer.map_or(Digest::Unreadable, Digest::Known);
            dispatch.emit(Action::Digested(key, digest));
        })
    };
    let progressed = dispatch.reform(move |progress| Action::Digested(key, Digest::Running(progress)));
    let heard = Heard { progressed: Some(progressed), ..Heard::from(then) };
    services.verifier.ask(Question::DigestFile(delivery.file.clone()), heard)
}
