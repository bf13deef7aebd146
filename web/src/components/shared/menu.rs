//! A button that opens a menu of actions that are seldom needed (ARIA Authoring Practices, "Menu Button Pattern").

use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use super::icon::{Picture, icon};
use crate::browser::scroll;

/// One thing that a menu offers.
#[derive(Clone, PartialEq)]
pub(crate) struct MenuItem {
    /// The picture before the words.
    pub(crate) picture: Picture,
    /// The words.
    pub(crate) label: String,
    /// Whether it opens a dialog.
    pub(crate) has_dialog: bool,
    /// Called when it is chosen. The menu is closed then, and its button has the focus.
    pub(crate) onchoose: Callback<()>,
}

/// Properties of [`Menu`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text on the button.
    pub(crate) label: String,
    /// More text, for users who do not see what the button stands beside.
    #[prop_or_default]
    pub(crate) rest: String,
    /// The class that styles the button.
    #[prop_or("secondary")]
    pub(crate) class: &'static str,
    /// Whether the menu ends where its button ends: for one at the right of the page.
    #[prop_or_default]
    pub(crate) is_at_end: bool,
    /// What is offered. Without an item there is no button.
    pub(crate) items: Vec<MenuItem>,
}

/// The effect of a key in an open menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    To(usize),
    /// It closes the menu, and its button gets the focus.
    Close,
    /// It closes the menu. The focus goes where the key leads.
    Leave,
}

/// Draws the button, and the menu while it is open.
#[component]
pub(crate) fn Menu(Props { label, rest, class, is_at_end, items }: &Props) -> Html {
    // The item with the focus, while the menu is open.
    let at = use_state_eq(|| None::<usize>);
    let (whole, button, list) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_effect_with((*at, list.clone()), |(at, list)| {
        let list = list.cast::<HtmlElement>().map(|list| list.children());
        let item = at.and_then(|at| list?.item(u32::try_from(at).ok()?)?.first_element_child());
        scroll::focus(item.as_ref());
    });
    if items.is_empty() {
        return html! {};
    }
    let last = items.len().saturating_sub(1);
    let onclick = {
        let (setter, is_open) = (at.setter(), at.is_some());
        move |_: MouseEvent| setter.set((!is_open).then_some(0))
    };
    let onkeydown = {
        let (setter, button, now) = (at.setter(), button.clone(), *at);
        move |event: KeyboardEvent| {
            let Some(step) = step(&event.key(), now, last) else { return };
            if step != Move::Leave {
                event.prevent_default();
            }
            match step {
                Move::To(item) => setter.set(Some(item)),
                Move::Leave => setter.set(None),
                Move::Close => {
                    // The dialog around the menu has this key too.
                    event.stop_propagation();
                    setter.set(None);
                    scroll::focus(button.cast::<HtmlElement>().as_deref());
                }
            }
        }
    };
    let onfocusout = {
        let (setter, whole) = (at.setter(), whole.clone());
        move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| wasm_bindgen::JsCast::dyn_into::<Node>(next).ok());
            if !whole.get().is_some_and(|whole| whole.contains(next.as_ref())) {
                setter.set(None);
            }
        }
    };
    let item = |(index, item): (usize, &MenuItem)| {
        let (setter, button, onchoose) = (at.setter(), button.clone(), item.onchoose.clone());
        let choose = move |_: MouseEvent| {
            setter.set(None);
            scroll::focus(button.cast::<HtmlElement>().as_deref());
            onchoose.emit(());
        };
        html! {
            <li role="none" key={index}>
                <button type="button" role="menuitem" tabindex="-1" onclick={choose}
                    aria-haspopup={item.has_dialog.then_some("dialog")}>{ icon(item.picture) }{ item.label.clone() }</button>
            </li>
        }
    };
    let place = if *is_at_end { "menu-list is-at-end" } else { "menu-list" };
    html! {
        // Safari gives a button the focus of a click only if it has a tabindex.
        <span class="menu" ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class={*class} ref={button.clone()} tabindex="0" aria-haspopup="menu"
                aria-expanded={at.is_some().to_string()} {onclick}>
                { label }
                if !rest.is_empty() {
                    <span class="visually-hidden">{ format!(" {rest}") }</span>
                }
                { icon(Picture::Chevron) }
            </button>
            if at.is_some() {
                <ul role="menu" class={place} aria-label={format!("{label} {rest}").trim_end().to_owned()} ref={list}>
                    { for items.iter().enumerate().map(item) }
                </ul>
            }
        </span>
    }
}

/// Returns the effect of a key, or `None` if the menu has none for it. `at` is the item with the focus.
fn step(key: &str, at: Option<usize>, last: usize) -> Option<Move> {
    Some(match (key, at) {
        ("ArrowDown", None) | ("Home", Some(_)) => Move::To(0),
        ("ArrowUp", None) | ("End", Some(_)) => Move::To(last),
        ("ArrowDown", Some(at)) => Move::To(if at >= last { 0 } else { at.saturating_add(1) }),
        ("ArrowUp", Some(at)) => Move::To(at.checked_sub(1).unwrap_or(last)),
        ("Escape", Some(_)) => Move::Close,
        ("Tab", Some(_)) => Move::Leave,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_a_menu() {
        assert_eq!(step("ArrowDown", None, 2), Some(Move::To(0)));
        assert_eq!(step("ArrowUp", None, 2), Some(Move::To(2)));
        assert_eq!(step("ArrowDown", Some(2), 2), Some(Move::To(0)));
        assert_eq!(step("ArrowUp", Some(0), 2), Some(Move::To(2)));
        assert_eq!(step("End", Some(0), 2), Some(Move::To(2)));
        assert_eq!(step("Home", Some(1), 2), Some(Move::To(0)));
        assert_eq!(step("Escape", Some(1), 2), Some(Move::Close));
        assert_eq!(step("Escape", None, 2), None);
        assert_eq!(step("Tab", Some(1), 2), Some(Move::Leave));
        assert_eq!(step("Enter", Some(1), 2), None);
    }
}
