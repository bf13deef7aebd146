//! Text that a package's author chose.

use yew::prelude::*;

use crate::words::{
    locale::say,
    untrusted::{self, Stretch},
};

/// The length up to which a name is shown whole. A path of five folders with long names fits.
const NAME: usize = 160;
/// The length up to which a sentence is shown whole. It may quote two SHA-512 digests and a path.
const SENTENCE: usize = 600;
/// The length of the shown beginning of longer text. Half as much is shown of its end.
const HEAD: usize = 80;
/// The length above which text is not drawn in full even on request. A file name has at most 65,535 bytes. A value in a
/// manifest can have millions, and drawing those would stop the page.
const LONGEST: usize = 8192;

/// The characters after which a line may end: paths have slashes, and the names of metadata low lines.
const BREAKS: [char; 2] = ['/', '_'];

/// Draws a name, a path or a value. Long text is shortened in the middle and opens on request.
pub(crate) fn text(text: &str) -> Html {
    drawn(text, NAME, true)
}

/// Draws a sentence, which may quote a name.
pub(crate) fn sentence(text: &str) -> Html {
    drawn(text, SENTENCE, true)
}

/// Draws a name in a row or on a button, where nothing can be opened. Long text is only shortened.
pub(crate) fn plain(text: &str) -> Html {
    drawn(text, NAME, false)
}

/// Draws text with its hidden characters as code points. It is whole up to `short` characters.
fn drawn(text: &str, short: usize, opens: bool) -> Html {
    let length = text.chars().count();
    if length <= short {
        return html! { <bdi class="untrusted">{ stretches(text) }</bdi> };
    }
    let tail = length.saturating_sub(HEAD / 2);
    let (head, tail) = (slice(text, 0, HEAD), slice(text, tail, length));
    let shortened = html! { <bdi class="untrusted">{ stretches(head) }{ "…" }{ stretches(tail) }</bdi> };
    if !opens {
        return shortened;
    }
    html! {
        <details class="long-text">
            <summary>
                { shortened }
                <span class="long-text-size">{ say!("characters", number = length) }</span>
            </summary>
            <bdi class="untrusted">{ stretches(slice(text, 0, LONGEST)) }</bdi>
            if length > LONGEST {
                <span class="long-text-size">{ " " }{ say!("rest-in-report") }</span>
            }
        </details>
    }
}

fn stretches(text: &str) -> Html {
    let draw = |stretch| match stretch {
        Stretch::Plain(plain) => plain.split_inclusive(BREAKS).map(part).collect(),
        Stretch::Hidden(hidden) => {
            html! { <span class="code-point">{ untrusted::code_points(hidden) }</span> }
        }
    };
    untrusted::stretches(text).into_iter().map(draw).collect()
}

/// Draws a part of a path or of a long name. A line is broken after one of [`BREAKS`] before it is broken anywhere else.
fn part(text: &str) -> Html {
    html! {
        <>
            { text }
            if text.ends_with(BREAKS) {
                <wbr />
            }
        </>
    }
}

/// Returns the characters from `start` to before `end`.
fn slice(text: &str, start: usize, end: usize) -> &str {
    let offset = |index| text.char_indices().nth(index).map_or(text.len(), |(offset, _)| offset);
    text.get(offset(start)..offset(end)).unwrap_or_default()
}
