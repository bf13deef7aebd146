//! A state as an icon and a word, never as a colour alone.

use vnfseal::report::{Checksum, ConformanceState, Severity, SignatureState, Verdict};
use yew::prelude::*;

use super::icon::{Picture, icon};
use crate::words::{self, locale::say};

/// The appearance of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The state is proven right.
    Right,
    /// The state is found wrong.
    Wrong,
    /// The state is not known.
    Unknown,
    /// The state is a warning.
    Warning,
    /// The state is a remark.
    Remark,
    /// The state does not apply.
    Nothing,
    /// The state is not final: work goes on.
    Busy,
}

impl Tone {
    /// Returns the picture of the state.
    pub(crate) fn picture(self) -> Picture {
        match self {
            Self::Right => Picture::Right,
            Self::Wrong => Picture::Wrong,
            Self::Unknown => Picture::Unknown,
            Self::Warning => Picture::Warning,
            Self::Remark => Picture::Remark,
            Self::Nothing => Picture::Nothing,
            Self::Busy => Picture::Again,
        }
    }

    /// Returns the class that gives the state its colour.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Right => "tone-right",
            Self::Wrong => "tone-wrong",
            Self::Unknown => "tone-unknown",
            Self::Warning => "tone-warning",
            Self::Remark => "tone-remark",
            Self::Nothing => "tone-nothing",
            Self::Busy => "tone-busy",
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

impl From<SignatureState> for Tone {
    fn from(state: SignatureState) -> Self {
        match state {
            SignatureState::None => Self::Nothing,
            SignatureState::Verified => Self::Right,
            SignatureState::Indeterminate => Self::Unknown,
            SignatureState::Failed => Self::Wrong,
        }
    }
}

impl From<ConformanceState> for Tone {
    fn from(state: ConformanceState) -> Self {
        match state {
            ConformanceState::Met => Self::Right,
            ConformanceState::NotMet => Self::Wrong,
            ConformanceState::Unknown => Self::Unknown,
            ConformanceState::NotApplicable => Self::Nothing,
        }
    }
}

/// Draws an icon and a word.
pub(crate) fn status(tone: Tone, word: String) -> Html {
    html! {
        <span class={["status", tone.class()].join(" ")}>{ icon(tone.picture()) }<span>{ word }</span></span>
    }
}

/// Draws a verdict.
pub(crate) fn verdict(verdict: Verdict) -> Html {
    status(Tone::from(verdict), words::verdict(verdict))
}

/// Draws the state of one role's signatures.
pub(crate) fn signature_state(state: SignatureState) -> Html {
    status(Tone::from(state), words::signature_state(state))
}

/// Draws whether a digest is the right one.
pub(crate) fn checksum(checksum: &Checksum) -> Html {
    let (tone, word) = match &checksum.actual {
        Some(actual) if *actual == checksum.expected => (Tone::Right, say!("digest-same")),
        Some(_) => (Tone::Wrong, say!("digest-differs")),
        None => (Tone::Unknown, say!("digest-not-computed")),
    };
    status(tone, word)
}
