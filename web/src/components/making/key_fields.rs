//! The fields for a private key. Neither the key nor its password ever is in the memory of this program.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::file_field::FileField;
use crate::{
    components::shared::icon::{Picture, icon},
    engine::KeyGiven,
    intake::{self, CERTIFICATE_ACCEPT, KEY_ACCEPT},
    words::locale::say,
};

/// The endings of PKCS #12 files.
const PKCS12: &str = ".p12,.pfx";

/// The files that the user has chosen.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct KeyFiles {
    /// The file with the key.
    pub(crate) key: Option<File>,
    /// The certificates.
    pub(crate) certificates: Vec<File>,
}

impl KeyFiles {
    /// Returns the key with the password that is in this input.
    pub(crate) fn given(&self, password: &NodeRef) -> Option<KeyGiven> {
        let input = password.cast::<HtmlInputElement>()?;
        let password = Reflect::get(&input, &"value".into()).ok().filter(|value| *value != JsValue::from_str(""));
        let password = password.unwrap_or_default();
        Some(KeyGiven { file: self.key.clone()?, password, certificates: self.certificates.clone() })
    }

    /// Returns whether the certificate comes in a file of its own. In a PKCS #12 file it is beside the key.
    fn needs_certificate(&self) -> bool {
        self.key.as_ref().is_some_and(|key| !intake::has_ending(&key.name(), PKCS12))
    }
}

/// Properties of [`KeyFields`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The files so far.
    pub(crate) files: KeyFiles,
    /// Called with the files from now on.
    pub(crate) onchange: Callback<KeyFiles>,
    /// The input of the password.
    pub(crate) password: NodeRef,
    /// Whether nothing could be made with these files. Then a PKCS #12 file may lack its certificate.
    pub(crate) is_refused: bool,
    /// Whether a certificate file may have several certificates.
    pub(crate) has_chain: bool,
}

/// Draws the fields for the key, its certificate and its password, and what becomes of them.
#[component]
pub(crate) fn KeyFields(Props { files, onchange, password, is_refused, has_chain }: &Props) -> Html {
    let choose_key = {
        let files = files.clone();
        onchange.reform(move |key: Vec<File>| KeyFiles { key: key.into_iter().next(), ..files.clone() })
    };
    let choose_certificate = {
        let files = files.clone();
        onchange.reform(move |certificates| KeyFiles { certificates, ..files.clone() })
    };
    let hint = if *has_chain { say!("key-certificates-hint") } else { say!("key-certificate-hint") };
    html! {
        <>
            <FileField label={say!("key-file")} hint={say!("key-file-hint")} button={say!("key-choose")}
                accept={KEY_ACCEPT} is_single=true files={files.key.iter().cloned().collect::<Vec<_>>()}
                onchange={choose_key} />
            if files.needs_certificate() || !files.certificates.is_empty() || (files.key.is_some() && *is_refused) {
                <FileField label={say!("certificate")} {hint} button={say!("certificate-choose")}
                    accept={CERTIFICATE_ACCEPT} is_single={!*has_chain} files={files.certificates.clone()}
                    onchange={choose_certificate} />
            }
            <div class="field">
                <label class="field-label" for="key-password">{ say!("password") }</label>
                <input type="password" id="key-password" ref={password} autocomplete="off" spellcheck="false"
                    aria-describedby="password-hint" />
                <p class="field-hint" id="password-hint">{ say!("password-hint") }</p>
            </div>
            <p class="key-promise">{ icon(Picture::Lock) }<span>{ say!("key-promise") }</span></p>
        </>
    }
}
