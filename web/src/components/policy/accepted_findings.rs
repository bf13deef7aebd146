//! The findings that the user knowingly accepts.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    components::shared::status::{Tone, status},
    engine::RuleText,
    words::{self, findings, locale::say},
};

/// Draws a box for every finding that a policy may accept.
pub(crate) fn accepted_findings(
    rules: Option<&[RuleText]>,
    accepted: &[String],
    onchoose: &Callback<Vec<String>>,
) -> Html {
    let Some(rules) = rules else {
        return html! { <p class="hint">{ say!("policy-rules-loading") }</p> };
    };
    let item = |rule: &RuleText| {
        let (code, accepted) = (rule.code.clone(), accepted.to_vec());
        let is_accepted = accepted.contains(&code);
        let onchange = onchoose.reform(move |event: Event| {
            let is_chosen = event.target_unchecked_into::<HtmlInputElement>().checked();
            let mut next = accepted.iter().filter(|other| **other != code).cloned().collect::<Vec<_>>();
            next.extend(is_chosen.then(|| code.clone()));
            next
        });
        let title = findings::title(&rule.code, &rule.title);
        html! {
            <li key={rule.code.clone()}>
                <label>
                    <input type="checkbox" checked={is_accepted} {onchange} />
                    { status(Tone::from(rule.severity), words::severity(rule.severity)) }
                    <span lang={title.language}>{ title.text }</span>
                    <code>{ rule.code.clone() }</code>
                </label>
            </li>
        }
    };
    html! { <ul class="accepted">{ for rules.iter().filter(|rule| rule.may_be_accepted()).map(item) }</ul> }
}
