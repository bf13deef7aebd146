//! One question of a form, with a list of answers.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Draws the question. `name` is unlike that of any other on the page. The answers go by the names that the policy's JSON has for them.
pub(crate) fn choice<Answer>(
    name: &'static str,
    label: String,
    hint: String,
    answers: &[(Answer, String)],
    current: Answer,
    onchoose: Callback<Answer>,
) -> Html
where
    Answer: Copy + PartialEq + Serialize + DeserializeOwned + 'static,
{
    let onchange = move |event: Event| {
        let code = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Ok(answer) = serde_json::from_value(Value::String(code)) {
            onchoose.emit(answer);
        }
    };
    html! {
        <div class="field">
            <label class="field-label" for={name}>{ label }</label>
            <select id={name} aria-describedby={format!("{name}-hint")} {onchange}>
                { for answers.iter().map(|(answer, word)| html! {
                    <option value={code(answer)} selected={*answer == current}>{ word }</option>
                }) }
            </select>
            <span class="field-hint" id={format!("{name}-hint")}>{ hint }</span>
        </div>
    }
}

fn code<Answer: Serialize>(answer: &Answer) -> String {
    serde_json::to_value(answer).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
