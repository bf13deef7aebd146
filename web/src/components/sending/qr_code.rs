//! A QR code, as a picture that a screen reader names.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

/// The white border that readers need, in modules (ISO/IEC 18004).
const BORDER: i32 = 4;

/// Draws the code of a text, or nothing if the text is too long for one.
pub(crate) fn qr_code(text: &str, label: String) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let side = code.size().saturating_add(BORDER.saturating_mul(2));
    html! {
        <svg class="qr-code" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={label}
            shape-rendering="crispEdges">
            <rect class="qr-paper" width="100%" height="100%" />
            <path class="qr-ink" d={modules(&code)} />
        </svg>
    }
}

/// Returns the dark modules as a path. Neighbours in a row are one rectangle.
fn modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|&at| code.get_module(at, y)).count();
            let length = i32::try_from(length).unwrap_or_default();
            if length > 0 {
                let (left, top) = (x.saturating_add(BORDER), y.saturating_add(BORDER));
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x = x.saturating_add(length.max(1));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::encode_text("sha256:00", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|&(x, y)| code.get_module(x, y)).count();
        let drawn = modules(&code);
        let lengths = drawn.split('h').skip(1).step_by(2).map(|part| part.split('v').next().unwrap());
        assert_eq!(lengths.map(|length| length.parse::<usize>().unwrap()).sum::<usize>(), dark);
    }
}
