//! A part of the report.

use yew::prelude::*;

/// Properties of [`Section`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What links to it use.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) title: String,
    /// How many things are in it, where that is worth saying.
    #[prop_or_default]
    pub(crate) count: Option<usize>,
    /// What is in it.
    pub(crate) children: Html,
}

/// A heading and what belongs to it.
#[component]
pub(crate) fn Section(Props { id, title, count, children }: &Props) -> Html {
    let heading = format!("{id}-title");
    html! {
        <section class="report-section" id={*id} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                { title }
                if let Some(count) = count {
                    <span class="count">{ *count }</span>
                }
            </h2>
            { children.clone() }
        </section>
    }
}
