//! A verdict on one side of a comparison.

use vnfseal::report::Verdict;
use yew::prelude::*;

use crate::components::{saved::saved_report::says, shared::status};

/// Draws a verdict of this page, or in grey what a file says. `is_saved` tells whether the report came as a file.
pub(super) fn side_verdict(verdict: Verdict, is_saved: bool) -> Html {
    if is_saved {
        html! { <span class="saved-says">{ says(verdict) }</span> }
    } else {
        status::verdict(verdict)
    }
}
