//! A link to keep a text as a file.

use gloo::file::{Blob, ObjectUrl};
use js_sys::JSON;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::{
    json::Json,
    words::{locale::say, subject, untrusted},
};

/// Properties of [`TextLink`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text to keep.
    pub(crate) text: String,
    /// The name of the file.
    pub(crate) name: AttrValue,
    /// The text on the link.
    pub(crate) label: String,
    /// The class that styles the link.
    pub(crate) class: &'static str,
}

/// Draws a link that downloads the text.
#[component]
pub(crate) fn TextLink(Props { text, name, label, class }: &Props) -> Html {
    let address =
        use_memo(text.clone(), |text| ObjectUrl::from(Blob::new_with_options(text.as_str(), Some("text/plain"))));
    html! { <a class={["button", *class].join(" ")} href={address.to_string()} download={name}>{ label }</a> }
}

/// Draws a link that downloads a certificate or list. The file is named after its subject.
pub(crate) fn pem(text: &str, subject: &str, class: &'static str) -> Html {
    let name = format!("{}.pem", untrusted::escaped(&subject::common_name(subject)));
    html! { <TextLink text={text.to_owned()} {name} label={say!("download-pem")} {class} /> }
}

/// Draws a link to keep a JSON value, with line breaks for people.
pub(crate) fn json(value: &Json, name: &'static str, label: String) -> Html {
    let text = JSON::parse(&value.to_string())
        .and_then(|value| JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()))
        .map(String::from)
        .unwrap_or_default();
    html! { <TextLink {text} {name} {label} class="secondary" /> }
}
