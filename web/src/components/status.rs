//! A state as an icon and a word, never as a colour alone.

use vnfseal::report::{Severity, SignatureState, Verdict};
use yew::prelude::*;

use super::icon::{Icon, Picture};
use crate::words;

/// Properties of [`Status`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// How it looks.
    pub(crate) tone: Tone,
    /// The word.
    pub(crate) word: &'static str,
}

/// How a state looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Proven right.
    Right,
    /// Found wrong.
    Wrong,
    /// Cannot be told.
    Unknown,
    /// A warning.
    Warning,
    /// A remark.
    Remark,
    /// Does not concern it.
    Nothing,
}

impl Tone {
    /// The picture that goes with it.
    pub(crate) fn picture(self) -> Picture {
        match self {
            Self::Right => Picture::Right,
            Self::Wrong => Picture::Wrong,
            Self::Unknown => Picture::Unknown,
            Self::Warning => Picture::Warning,
            Self::Remark => Picture::Remark,
            Self::Nothing => Picture::Nothing,
        }
    }

    /// The class that gives it its colour.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Right => "tone-right",
            Self::Wrong => "tone-wrong",
            Self::Unknown => "tone-unknown",
            Self::Warning => "tone-warning",
            Self::Remark => "tone-remark",
            Self::Nothing => "tone-nothing",
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Passed => Self::Right,
            Verdict::Indeterminate => Self::Unknown,
            Verdict::Failed => Self::Wrong,
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Fail => Self::Wrong,
            Severity::Unknown => Self::Unknown,
            Severity::Warn => Self::Warning,
            Severity::Note => Self::Remark,
        }
    }
}

/// An icon and a word.
#[component]
pub(crate) fn Status(Props { tone, word }: &Props) -> Html {
    html! {
        <span class={classes!("status", tone.class())}><Icon picture={tone.picture()} />{ *word }</span>
    }
}

/// A verdict.
pub(crate) fn verdict(verdict: Verdict) -> Html {
    html! { <Status tone={Tone::from(verdict)} word={words::verdict(verdict)} /> }
}

/// What the signatures of one role say.
pub(crate) fn signature_state(state: SignatureState) -> Html {
    match state {
        SignatureState::None => html! { <Status tone={Tone::Nothing} word="None" /> },
        SignatureState::Verified => html! { <Status tone={Tone::Right} word="Verified" /> },
        SignatureState::Indeterminate => html! { <Status tone={Tone::Unknown} word="Cannot tell" /> },
        SignatureState::Failed => html! { <Status tone={Tone::Wrong} word="Failed" /> },
    }
}
