//! One question of a form, with a list of answers.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::json::Word;

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
    Answer: Word + PartialEq + 'static,
{
    let onchange = move |event: Event| {
        let code = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(answer) = Answer::of_code(&code) {
            onchoose.emit(answer);
        }
    };
    html! {
        <div class="field">
            <label class="field-label" for={name}>{ label }</label>
            <select id={name} aria-describedby={format!("{name}-hint")} {onchange}>
                { for answers.iter().map(|(answer, word)| html! {
                    <option value={answer.code()} selected={*answer == current}>{ word }</option>
                }) }
            </select>
            <span class="field-hint" id={format!("{name}-hint")}>{ hint }</span>
        </div>
    }
}
