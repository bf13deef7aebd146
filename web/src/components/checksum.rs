//! The digest of an artifact.

use vnfseal::report::Checksum;
use yew::prelude::*;

use super::{fingerprint::Fingerprint, untrusted_text::UntrustedText};

/// Properties of [`ChecksumView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The digest declared and the digest found.
    pub(crate) checksum: Checksum,
}

/// The algorithm and the first digits; all of both digests on request, and at once where they differ.
#[component]
pub(crate) fn ChecksumView(Props { checksum }: &Props) -> Html {
    let Checksum { algorithm, expected, actual } = checksum;
    let differs = actual.as_ref().is_some_and(|actual| actual != expected);
    let start = expected.chars().take(8).collect::<String>();
    html! {
        <details class="checksum" open={differs}>
            <summary>
                <UntrustedText text={algorithm.clone()} />{ " " }<code class="digest">{ start }{ "…" }</code>
            </summary>
            <dl>
                <dt>{ "Declared" }</dt>
                <dd><Fingerprint hex={expected.clone()} /></dd>
                <dt>{ "Found" }</dt>
                <dd>
                    if let Some(actual) = actual {
                        <Fingerprint hex={actual.clone()} />
                    } else {
                        { "Not computed" }
                    }
                </dd>
            </dl>
        </details>
    }
}
