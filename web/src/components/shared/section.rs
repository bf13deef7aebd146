//! A part of the report.

use yew::prelude::*;

/// A heading, with how many things are below it where that is worth saying, and what belongs to it. `id` is what links to
/// it use.
pub(crate) fn section(id: &'static str, title: String, count: Option<usize>, content: Html) -> Html {
    let heading = format!("{id}-title");
    html! {
        <section class="report-section" id={id} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                { title }
                if let Some(count) = count {
                    <span class="count">{ count }</span>
                }
            </h2>
            { content }
        </section>
    }
}
