//! A choice of the placement of certificates in the trust bundle.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    trust::{Placement, inspection::Inspected},
    words,
};

/// Draws a list of the placements that make sense for a certificate.
pub(crate) fn placement_select(
    label: &str,
    found: &Inspected,
    placement: Placement,
    onplace: &Callback<Placement>,
) -> Html {
    let onplace = onplace.clone();
    let onchange = move |event: Event| {
        let chosen = Placement::of_code(&event.target_unchecked_into::<HtmlSelectElement>().value());
        if let Some(chosen) = chosen {
            onplace.emit(chosen);
        }
    };
    html! {
        <select class="placement" aria-label={label.to_owned()} {onchange}>
            { for found.placements().map(|place| html! {
                <option value={place.code()} selected={placement == place}>{ words::placement(place) }</option>
            }) }
        </select>
    }
}
