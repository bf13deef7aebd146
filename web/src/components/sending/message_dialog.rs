//! The message to the vendor: read it, choose its language, copy it.

use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::{
    browser::{catalogues, clipboard, dialog},
    components::shared::icon::{Picture, icon},
    report::{Verified, vendor_message},
    words::locale::{self, Language, say},
};

/// Properties of [`MessageDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// Called when the dialog is closed.
    pub(crate) onclose: Callback<()>,
}

/// What became of copying.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// Draws the dialog, open from the beginning.
#[component]
pub(crate) fn MessageDialog(Props { report, onclose }: &Props) -> Html {
    let (element, area) = (use_node_ref(), use_node_ref());
    let language = use_state_eq(locale::spoken);
    let copied = use_state_eq(|| Copied::NotYet);
    use_effect_with(element.clone(), dialog::open);
    let text = use_memo((report.clone(), *language), |(report, language)| {
        locale::speaking(*language, || vendor_message::of(report))
    });
    let choose = {
        let (now, language, copied) = (*language, language.setter(), copied.setter());
        move |event: Event| {
            let (language, copied) = (language.clone(), copied.clone());
            let select = event.target_unchecked_into::<HtmlSelectElement>();
            spawn_local(async move {
                let chosen = Language::of_tag(&select.value());
                if catalogues::load(chosen).await {
                    language.set(chosen);
                    copied.set(Copied::NotYet);
                } else {
                    // The message stays in the language that it is in.
                    select.set_value(now.tag());
                }
            });
        }
    };
    let copy = {
        let (text, copied, area) = (text.clone(), copied.setter(), area.clone());
        move |_: MouseEvent| {
            let (text, copied, area) = (text.clone(), copied.clone(), area.clone());
            spawn_local(async move {
                let is_done = clipboard::write(&text).await;
                copied.set(if is_done { Copied::Done } else { Copied::Refused });
                if let Some(area) = area.cast::<HtmlTextAreaElement>().filter(|_| !is_done) {
                    area.select();
                }
            });
        }
    };
    let close = {
        let element = element.clone();
        move |_: MouseEvent| dialog::close(&element)
    };
    let said = match *copied {
        Copied::NotYet => String::new(),
        Copied::Done => say!("keep-copied"),
        Copied::Refused => say!("message-not-copied"),
    };
    html! {
        <dialog class="making sending" ref={element} aria-labelledby="message-title"
            onclose={onclose.reform(|_| ())}>
            <h2 id="message-title">{ say!("message-title") }</h2>
            <p>{ say!("message-lead") }</p>
            <label class="field">
                <span>{ say!("message-language") }</span>
                <select onchange={choose}>
                    { for Language::all().map(|one| html! {
                        <option value={one.tag()} lang={one.tag()} selected={one == *language}>{ one.name() }</option>
                    }) }
                </select>
            </label>
            <textarea class="message" ref={area} readonly=true rows="16" spellcheck="false" lang={language.tag()}
                aria-label={say!("message-title")} value={(*text).clone()} />
            <p class="form-actions">
                <button type="button" class="primary" onclick={copy}>
                    { icon(Picture::Copy) }{ say!("message-copy") }
                </button>
                <button type="button" class="secondary" onclick={close}>{ say!("close") }</button>
                <span class="keep-said" role="status">{ said }</span>
            </p>
        </dialog>
    }
}
