//! One file that offers certificates.

use yew::prelude::*;

use super::{
    file_buttons::file_buttons,
    original,
    status::{Tone, status},
    untrusted_text,
};
use crate::{
    intake::Purpose,
    services::Services,
    state::Action,
    trust::{Content, Source, TrustFile},
    words::locale::say,
};

/// Draws the name of the file, its state, and what can be done with it.
pub(crate) fn trust_file_item(file: &TrustFile, services: &Services) -> Html {
    let key = file.key;
    let as_package = (file.source != Source::Report).then(|| {
        let (services, file) = (services.clone(), file.file.clone());
        Callback::from(move |_: MouseEvent| services.reassign(key, file.clone(), Purpose::Package))
    });
    html! {
        <li class="file" {key}>
            <span class="file-name">{ untrusted_text::text(&file.name) }</span>
            <span class="trust-standing">{ standing(file) }</span>
            { file_buttons(&file.name, as_package, services.dispatch.reform(move |_| Action::Remove(key))) }
        </li>
    }
}

fn standing(file: &TrustFile) -> Html {
    let (waiting, counting) = (file.waiting().count(), file.counting().count());
    match &file.content {
        Content::Reading => status(Tone::Busy, say!("standing-reading")),
        Content::Unreadable(reason) => html! {
            <>
                { status(Tone::Wrong, say!("standing-unreadable")) }
                <span class="trust-reason">{ original::about(say!("trust-unreadable"), reason) }</span>
            </>
        },
        Content::Read(_) => html! {
            <>
                if waiting > 0 {
                    { status(Tone::Unknown, say!("standing-waiting", number = waiting)) }
                }
                if counting > 0 {
                    { status(Tone::Right, say!("standing-visit", number = counting)) }
                }
            </>
        },
    }
}
