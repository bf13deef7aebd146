//! One question of a form that is answered with a list, with an entry on each line.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Draws the question. No other question on the page has the same `name`.
pub(crate) fn lines(
    name: &'static str,
    label: String,
    hint: String,
    current: &[String],
    onchoose: &Callback<Vec<String>>,
) -> Html {
    let onchange = onchoose.reform(|event: Event| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    });
    html! {
        <div class="field">
            <label class="field-label" for={name}>{ label }</label>
            <textarea id={name} aria-describedby={format!("{name}-hint")} rows="2" spellcheck="false"
                value={current.join("\n")} {onchange} />
            <span class="field-hint" id={format!("{name}-hint")}>{ hint }</span>
        </div>
    }
}
