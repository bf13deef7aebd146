//! Certificates in files, as the engine reads them. They are only shown: nothing here makes anybody trusted.

use web_sys::File;
use yew::prelude::*;

use crate::{
    components::shared::{
        facts,
        fingerprint::fingerprint,
        original,
        status::{Tone, status},
        untrusted_text,
    },
    engine::{Answer, Fault, Question},
    services::Services,
    trust::inspection::{self, Inspected},
    words::{locale::say, quantities},
};

/// Properties of [`CertificateList`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file.
    pub(crate) file: File,
}

/// Draws the owner, the validity and the fingerprint of each certificate in a file.
#[component]
pub(crate) fn CertificateList(Props { file }: &Props) -> Html {
    let found = use_state_eq(|| None::<Result<Vec<Inspected>, String>>);
    let services = use_context::<Services>();
    use_effect_with(file.clone(), {
        let found = found.setter();
        move |file| {
            found.set(None);
            let heard = Callback::from(move |answer: Answer| {
                let read = |json: String| inspection::read(&json).map_err(|error| error.to_string());
                found.set(Some(answer.map_err(Fault::reason).and_then(read)));
            });
            if let Some(services) = services {
                services.verifier.ask(Question::InspectTrust(file.clone()), heard);
            }
        }
    });
    match found.as_ref() {
        None => html! { <p>{ status(Tone::Busy, say!("standing-reading")) }</p> },
        Some(Err(reason)) => html! {
            <p class="recipient-reason">
                { status(Tone::Wrong, say!("standing-unreadable")) }
                <span>{ original::about(say!("certificates-unreadable"), reason) }</span>
            </p>
        },
        Some(Ok(found)) => html! { <ul class="recipients">{ for found.iter().map(certificate) }</ul> },
    }
}

fn certificate(found: &Inspected) -> Html {
    let (from, to) =
        (found.not_before.as_deref().unwrap_or_default(), found.entry.not_after.as_deref().unwrap_or_default());
    // Times in RFC 3339 and UTC are in the order of their texts.
    let now = quantities::now();
    let is_expired = !to.is_empty() && *to < *now;
    let validity = say!("valid-from-to", from = quantities::time(from), to = quantities::time(to));
    html! {
        <li class="recipient">
            <p class="recipient-name">{ untrusted_text::text(&found.entry.subject) }</p>
            <dl class="facts">
                { facts::drawn(say!("certificate-valid"), html! {
                    <>
                        { validity }
                        if is_expired {
                            { " " }{ status(Tone::Wrong, say!("recipient-expired")) }
                        }
                    </>
                }) }
                { facts::drawn(say!("certificate-fingerprint"), fingerprint(&found.entry.id.fingerprint)) }
            </dl>
        </li>
    }
}
