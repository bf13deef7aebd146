//! The lines of a text, as many at a time as a page can draw. They are text, and never anything else.

use std::rc::Rc;

use yew::prelude::*;

use crate::words::{
    locale::say,
    untrusted::{self, Stretch},
};

/// The number of lines that are drawn at a time.
const PAGE: usize = 500;
/// The number of characters of a line that are drawn.
const LONGEST: usize = 2000;

/// Properties of [`Lines`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text.
    pub(crate) text: Rc<str>,
    /// The number of the line to be marked, from 1.
    pub(crate) marked: Option<u32>,
}

/// The id of the marked line.
pub(crate) const MARKED: &str = "viewer-marked";

/// Draws the lines around the marked one, and leads to the others.
#[component]
pub(crate) fn Lines(Props { text, marked }: &Props) -> Html {
    let starts = use_memo(Rc::clone(text), |text| starts(text));
    let marked = marked.and_then(|line| usize::try_from(line).ok()?.checked_sub(1));
    let first =
        use_state(|| marked.filter(|line| *line < starts.len()).map_or(0, |line| line.saturating_sub(line % PAGE)));
    let end = first.saturating_add(PAGE).min(starts.len());
    let go = |label: String, to: Option<usize>| {
        let first = first.setter();
        let onclick = move |_: MouseEvent| {
            if let Some(to) = to {
                first.set(to);
            }
        };
        html! { <button type="button" class="secondary" disabled={to.is_none()} {onclick}>{ label }</button> }
    };
    html! {
        <>
            if starts.len() > PAGE {
                <nav class="viewer-pages" aria-label={say!("viewer-pages")}>
                    { go(say!("viewer-earlier"), first.checked_sub(PAGE)) }
                    <span role="status">
                        { say!("viewer-range", first = first.saturating_add(1), last = end, total = starts.len()) }
                    </span>
                    { go(say!("viewer-later"), Some(end).filter(|end| *end < starts.len())) }
                </nav>
            }
            <ol class="viewer-lines" start={first.saturating_add(1).to_string()}>
                { for (*first..end).map(|index| {
                    let is_marked = marked == Some(index);
                    html! {
                        <li key={index} id={is_marked.then_some(MARKED)} class={is_marked.then_some("marked")}
                            tabindex={is_marked.then_some("-1")} aria-current={is_marked.then_some("true")}>
                            <span class="viewer-number">{ index.saturating_add(1) }</span>
                            <code>{ line(content(text, &starts, index)) }</code>
                        </li>
                    }
                }) }
            </ol>
        </>
    }
}

/// Returns the offset at which each line begins. A line ends with LF, as it does for the engine that numbers them.
fn starts(text: &str) -> Vec<usize> {
    let after = text.match_indices('\n').map(|(offset, _)| offset.saturating_add(1));
    let mut starts: Vec<usize> = std::iter::once(0).chain(after).collect();
    // Nothing comes after the end of the last line.
    if starts.len() > 1 && starts.last() == Some(&text.len()) {
        starts.pop();
    }
    starts
}

fn content<'text>(text: &'text str, starts: &[usize], index: usize) -> &'text str {
    let start = starts.get(index).copied().unwrap_or(text.len());
    let end = starts.get(index.saturating_add(1)).copied().unwrap_or(text.len());
    let line = text.get(start..end).unwrap_or_default();
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Draws a line with its hidden characters as code points. The end of a very long one is left out.
fn line(text: &str) -> Html {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(offset, _)| offset);
    let (shown, left) = text.split_at(end);
    html! {
        <bdi class="untrusted">
            { for untrusted::stretches(shown).into_iter().map(|stretch| match stretch {
                Stretch::Plain(plain) => html! { { plain.to_owned() } },
                Stretch::Hidden(hidden) => {
                    html! { <span class="code-point">{ untrusted::code_points(hidden) }</span> }
                }
            }) }
            if !left.is_empty() {
                <span class="viewer-left">{ say!("viewer-left", number = left.chars().count()) }</span>
            }
        </bdi>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        let starts = starts(text);
        (0..starts.len()).map(|index| content(text, &starts, index)).collect()
    }

    #[test]
    fn lines_are_those_that_the_engine_numbers() {
        assert_eq!(lines("a\nb\r\n\nc\rd"), ["a", "b", "", "c\rd"]);
        assert_eq!(lines("a\n"), ["a"]);
        assert_eq!(lines(""), [""]);
        assert_eq!(lines("\n"), [""]);
        assert_eq!(lines("ä\u{2028}b\nc"), ["ä\u{2028}b", "c"]);
    }
}
