//! A choice of the place that certificates have in the trust bundle.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{locale::say, trust::Placement, words};

/// Properties of [`PlacementSelect`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What it is about, for who does not see what it stands beside.
    pub(crate) label: String,
    /// The place chosen.
    pub(crate) placement: Option<Placement>,
    /// Whether core may find the place.
    #[prop_or_default]
    pub(crate) is_optional: bool,
    /// The choice.
    pub(crate) onplace: Callback<Option<Placement>>,
}

/// A list of all places.
#[component]
pub(crate) fn PlacementSelect(Props { label, placement, is_optional, onplace }: &Props) -> Html {
    let onchange =
        onplace.reform(|event: Event| Placement::of_code(&event.target_unchecked_into::<HtmlSelectElement>().value()));
    let places = Placement::ALL.into_iter().filter(|place| *place != Placement::RevocationList);
    html! {
        <select class="placement" aria-label={label.clone()} {onchange}>
            if *is_optional {
                <option value="" selected={placement.is_none()}>{ say!("placement-automatic") }</option>
            }
            { for places.map(|place| html! {
                <option value={place.code()} selected={*placement == Some(place)}>{ words::placement(place) }</option>
            }) }
        </select>
    }
}
