//! A long list that is drawn in parts.

use yew::prelude::*;

use super::{more_button::more_button, section::section};

/// Properties of [`PagedList`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What links to it use.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) title: String,
    /// What it says when there is nothing in it.
    pub(crate) empty: String,
    /// How many there are.
    pub(crate) total: usize,
    /// How many are drawn at first and with each request for more.
    pub(crate) page: usize,
    /// One that has to be drawn whatever was requested: a link leads there.
    #[prop_or_default]
    pub(crate) wanted: Option<usize>,
    /// Draws one.
    pub(crate) item: Callback<usize, Html>,
}

/// A section with a list, as much of it as was asked for.
#[component]
pub(crate) fn PagedList(Props { id, title, empty, total, page, wanted, item }: &Props) -> Html {
    let (total, page) = (*total, *page);
    let asked = use_state(|| page);
    let shown = wanted.map_or(*asked, |index| (*asked).max(index.saturating_add(1))).min(total);
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
