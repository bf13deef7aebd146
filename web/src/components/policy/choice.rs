//! One question of a form, with a list of answers.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::json::Word;

/// Draws the question. No other question on the page has the same `name`. The answers are identified by their words in
/// the policy's JSON.
pub(crate) fn choice<Answer: Word + 'static>(
    name: &'static str,
    label: String,
    hint: String,
    answers: &[(Answer, String)],
    current: Answer,
    onchoose: Callback<Answer>,
) -> Html {
    let answers = answers.iter().map(|(answer, word)| (answer.code(), word.as_str())).collect::<Vec<_>>();
    let onchange = Callback::from(move |code: String| {
        if let Some(answer) = Answer::of_code(&code) {
            onchoose.emit(answer);
        }
    });
    drawn(name, label, hint, &answers, current.code(), &onchange)
}

fn drawn(
    name: &'static str,
    label: String,
    hint: String,
    answers: &[(&'static str, &str)],
    current: &'static str,
    onchoose: &Callback<String>,
) -> Html {
    let onchange = onchoose.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <div class="field">
            <label class="field-label" for={name}>{ label }</label>
            <select id={name} aria-describedby={format!("{name}-hint")} {onchange}>
                { for answers.iter().map(|(code, word)| html! {
                    <option value={*code} selected={*code == current}>{ word }</option>
                }) }
            </select>
            <span class="field-hint" id={format!("{name}-hint")}>{ hint }</span>
        </div>
    }
}
