//! The verdict.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    icon::{Icon, Picture},
    status::Tone,
    untrusted_text::{SENTENCE, UntrustedText},
};
use crate::{quantities, state::Verified, untrusted, words};

/// Properties of [`VerdictPanel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// The verdict in a word and a sentence, of which file, and the report to keep.
#[component]
pub(crate) fn VerdictPanel(Props { report }: &Props) -> Html {
    let title = use_node_ref();
    use_effect_with(title.clone(), |title| take_lost_focus(title.cast()));
    let tone = Tone::from(report.verdict);
    let download = format!("{}.report.json", untrusted::escaped(&report.package.file_name));
    html! {
        <section class={classes!("panel", "verdict", tone.class())} aria-labelledby="verdict-title"
            data-verdict={words::verdict_code(report.verdict)}>
            <div class="verdict-mark"><Icon picture={tone.picture()} /></div>
            <div class="verdict-text">
                <h2 id="verdict-title" tabindex="-1" ref={title}>{ words::verdict(report.verdict) }</h2>
                <p class="summary"><UntrustedText text={report.summary.clone()} short={SENTENCE} /></p>
                <p class="verdict-file">
                    <UntrustedText text={report.package.file_name.clone()} />
                    { for nature(report).into_iter().map(|part| html! { <span>{ part }</span> }) }
                </p>
            </div>
            <a class="button secondary" href={report.address().to_owned()} {download}>
                <Icon picture={Picture::Download} />
                <span>{ "Download report" }<span class="visually-hidden">{ " as JSON" }</span></span>
            </a>
        </section>
    }
}

fn nature(report: &Verified) -> Vec<String> {
    let package = &report.package;
    let kind = package.kind.map_or("No manifest could be read", words::package_kind);
    let option = package.package_security_option.map_or("No signature found", words::security_option);
    // A size above 2^53 is not that of any file a browser can hold.
    let size = quantities::bytes(package.file_size.to_string().parse().unwrap_or_default());
    vec![size, kind.to_owned(), option.to_owned()]
}

/// The focus is lost when the button that had it (Cancel) goes away; the result is where a keyboard user goes on.
fn take_lost_focus(title: Option<HtmlElement>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    if let (true, Some(title)) = (is_lost, title) {
        // Without focus the page works as before.
        let _ = title.focus();
    }
}
