//! A long list that is drawn in parts.

use yew::prelude::*;

use super::{more_button::more_button, section::section};
use crate::browser::printing;

/// The most items that are printed at once. More would make hundreds of pages; the HTML and the JSON report have them all.
const PRINTED: usize = 2000;

/// Properties of [`PagedList`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The id that links to the list use.
    pub(crate) id: &'static str,
    /// The heading of the list.
    pub(crate) title: String,
    /// The text of an empty list.
    pub(crate) empty: String,
    /// The number of items.
    pub(crate) total: usize,
    /// The number of items drawn at first and with each request for more.
    pub(crate) page: usize,
    /// The index of an item that has to be drawn in any case, because a link leads to it.
    #[prop_or_default]
    pub(crate) wanted: Option<usize>,
    /// Draws one item.
    pub(crate) item: Callback<usize, Html>,
}

/// Draws a section with as much of the list as was requested.
#[component]
pub(crate) fn PagedList(Props { id, title, empty, total, page, wanted, item }: &Props) -> Html {
    let (total, page) = (*total, *page);
    let asked = use_state(|| page);
    let least = if printing::use_on_paper() { PRINTED } else { *asked };
    let shown = wanted.map_or(least, |index| least.max(index.saturating_add(1))).min(total);
    let more = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(shown.saturating_add(page)))
    };
    let content = if total == 0 {
        html! { <p class="empty">{ empty }</p> }
    } else {
        html! {
            <>
                <ol class={*id}>{ for (0..shown).map(|index| item.emit(index)) }</ol>
                { more_button(shown, total, page, &more) }
            </>
        }
    };
    section(id, title.clone(), Some(total), content)
}
