//! A choice of the place that certificates have in the trust bundle.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{locale::say, trust::Placement, words};

/// A list of all places.
pub(crate) fn placement_select(
    label: &str,
    placement: Option<Placement>,
    is_optional: bool,
    onplace: &Callback<Option<Placement>>,
) -> Html {
    let onchange =
        onplace.reform(|event: Event| Placement::of_code(&event.target_unchecked_into::<HtmlSelectElement>().value()));
    let places = Placement::ALL.into_iter().filter(|place| *place != Placement::RevocationList);
    html! {
        <select class="placement" aria-label={label.to_owned()} {onchange}>
            if is_optional {
                <option value="" selected={placement.is_none()}>{ say!("placement-automatic") }</option>
            }
            { for places.map(|place| html! {
                <option value={place.code()} selected={placement == Some(place)}>{ words::placement(place) }</option>
            }) }
        </select>
    }
}
