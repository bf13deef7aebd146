//! A certificate or revocation list to keep.

use gloo::file::{Blob, ObjectUrl};
use yew::prelude::*;

use crate::{locale::say, subject, untrusted};

/// Properties of [`PemLink`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The PEM text.
    pub(crate) pem: String,
    /// The subject; the file is named after it.
    pub(crate) subject: String,
    /// How it looks.
    pub(crate) class: &'static str,
}

/// A link that downloads the PEM text.
#[component]
pub(crate) fn PemLink(Props { pem, subject, class }: &Props) -> Html {
    let address = use_memo(pem.clone(), |pem| {
        ObjectUrl::from(Blob::new_with_options(pem.as_str(), Some("application/x-pem-file")))
    });
    let download = format!("{}.pem", untrusted::escaped(&subject::common_name(subject)));
    html! { <a class={["button", *class].join(" ")} href={address.to_string()} {download}>{ say!("download-pem") }</a> }
}
