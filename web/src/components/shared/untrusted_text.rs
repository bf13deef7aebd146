//! Text that a package's author chose.

use yew::prelude::*;

use crate::words::{
    locale::say,
    untrusted::{self, Stretch},
};

/// Up to here a name is shown whole; a path of five folders with long names fits.
const NAME: usize = 160;
/// The same for a sentence: it may quote two SHA-512 digests and a path.
const SENTENCE: usize = 600;
/// Of longer text, this much is shown of its beginning and half of it of its end.
const HEAD: usize = 80;
/// Longer text is not drawn in full even on request. A file name has at most 65,535 bytes; a manifest's value can have
/// millions, and drawing those would stop the page.
const LONGEST: usize = 8192;

/// A name, a path or a value. Long text is shortened in the middle and opens on request.
pub(crate) fn text(text: &str) -> Html {
    drawn(text, NAME, true)
}

/// A sentence, which may quote a name.
pub(crate) fn sentence(text: &str) -> Html {
    drawn(text, SENTENCE, true)
}

/// A name where nothing can be opened, in a row or on a button: long text is only shortened.
pub(crate) fn plain(text: &str) -> Html {
    drawn(text, NAME, false)
}

/// Text whose hidden characters are shown as code points, whole up to `short` characters.
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
        Stretch::Plain(plain) => plain.split_inclusive('/').map(part).collect(),
        Stretch::Hidden(hidden) => {
            html! { <span class="code-point">{ untrusted::code_points(hidden) }</span> }
        }
    };
    untrusted::stretches(text).into_iter().map(draw).collect()
}

/// A part of a path, which is broken after its slashes before it is broken anywhere.
fn part(text: &str) -> Html {
    html! {
        <>
            { text }
            if text.ends_with('/') {
                <wbr />
            }
        </>
    }
}

/// The characters from `start` to before `end`.
fn slice(text: &str, start: usize, end: usize) -> &str {
    let offset = |index| text.char_indices().nth(index).map_or(text.len(), |(offset, _)| offset);
    text.get(offset(start)..offset(end)).unwrap_or_default()
}
