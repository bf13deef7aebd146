//! A part of the report.

use yew::prelude::*;

/// Draws a heading, the number of items below it if that is useful, and the content. `id` is the id that links to the
/// section use.
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
