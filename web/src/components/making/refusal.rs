//! The reason why nothing was made, or uploaded.

use yew::prelude::*;

use crate::{
    components::{
        report::findings,
        shared::{
            icon::{Picture, icon},
            original,
            status::Tone,
            untrusted_text,
        },
    },
    engine::Refusal,
    state::Work,
    words::{findings as said, locale::say},
};

/// The most findings that are drawn. The report of the package has all.
const MOST: usize = 5;

/// Draws what is wrong, what to do, and the findings that led to it. A screen reader reads it out at once.
pub(crate) fn refusal(work: Work, Refusal { message, fix, reason, findings }: &Refusal) -> Html {
    let title = if work == Work::Upload { say!("upload-refused-title") } else { say!("refused-title") };
    let fix_said = said::refusal_fix(reason, fix);
    html! {
        <div class="refusal tone-wrong" id="making-refusal" role="alert">
            { icon(Picture::Wrong) }
            <div>
                <p class="refusal-title">{ title }</p>
                <p>{ original::or(&said::refusal(reason, message), message) }</p>
                if !fix.is_empty() {
                    <p lang={fix_said.language}>{ untrusted_text::sentence(&fix_said.text) }</p>
                }
                if !findings.is_empty() {
                    <ol class="refusal-findings">
                        { for findings.iter().take(MOST).map(|finding| html! {
                            <li class={["finding", Tone::from(finding.severity).class()].join(" ")}>
                                { findings::body(finding) }
                            </li>
                        }) }
                    </ol>
                }
            </div>
        </div>
    }
}
