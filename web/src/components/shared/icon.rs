//! Small pictures in the colour of the text beside them. They never replace a word: screen readers skip them.

use yew::prelude::*;

/// The picture to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// The mark of vnfseal.
    Seal,
    /// Something proven right.
    Right,
    /// Something found wrong.
    Wrong,
    /// Something that is not known.
    Unknown,
    /// A warning.
    Warning,
    /// A remark.
    Remark,
    /// Something that does not apply.
    Nothing,
    /// A package.
    Package,
    /// Trust.
    Key,
    /// Something that is kept private.
    Lock,
    /// Getting a file.
    Download,
    /// Sending something away.
    Upload,
    /// Doing something again.
    Again,
    /// A folder.
    Folder,
    /// A file.
    File,
    /// Something that can be opened. It points down when it is open.
    Chevron,
    /// A certificate.
    Certificate,
    /// A signature.
    Pen,
    /// Printing.
    Print,
    /// Copying to the clipboard.
    Copy,
}

impl Picture {
    /// Returns the strokes, on a field of 24 by 24.
    fn strokes(self) -> &'static str {
        match self {
            Self::Seal => {
                "M12 2.5l2.4 2 3.1-.3.9 3 2.6 1.7-1.1 2.9 1.1 2.9-2.6 1.7-.9 3-3.1-.3-2.4 2-2.4-2-3.1.3-.9-3-2.6-1.7 \
                 1.1-2.9L3 8.9l2.6-1.7.9-3 3.1.3zM8.5 12l2.5 2.5 4.5-5"
            }
            Self::Right => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.2l2.8 2.8L16 9.5",
            Self::Wrong => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9l6 6M15 9l-6 6",
            Self::Unknown => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.8M12 16.6v.1"
            }
            Self::Warning => "M12 3.5L2.5 20h19zM12 10v4.5M12 17.2v.1",
            Self::Remark => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.1",
            Self::Nothing => "M8 12h8",
            Self::Package => "M12 2.8l8 4.4v9.6l-8 4.4-8-4.4V7.2zM4.3 7.4L12 11.6l7.7-4.2M12 11.6v9.4M8 5l8 4.5",
            Self::Key => "M15 3.5a5.5 5.5 0 1 1-4.9 8L4 17.6V20.5h3v-2h2v-2h2l1.6-2.1M16.5 8v.1",
            Self::Lock => "M6 10.5h12v10H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3",
            Self::Download => "M12 3.5v12M7 11l5 5 5-5M4.5 20.5h15",
            Self::Upload => "M12 15.5v-12M7 8.5l5-5 5 5M4.5 20.5h15",
            Self::Folder => "M3 6.5h6l2 2.5h10v10.5H3z",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Self::Chevron => "M9.5 6.5L15 12l-5.5 5.5",
            Self::Certificate => {
                "M4 4.5h16v11H4zM7.5 8h6M7.5 11.5h3.5M15.5 13.5a2 2 0 1 0 .1 0zM14.3 17.2V21l1.3-1 1.3 1v-3.8"
            }
            Self::Pen => "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
            Self::Print => "M7 8.5V3.5h10v5M7 16.5H4v-8h16v8h-3M7 13.5h10v7H7z",
            Self::Copy => "M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4",
            Self::Again => "M20 4.5v5h-5M4 19.5v-5h5M19.2 9.5A8 8 0 0 0 5.5 7.2M4.8 14.5a8 8 0 0 0 13.7 2.3",
        }
    }
}

/// Draws a picture.
pub(crate) fn icon(picture: Picture) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={picture.strokes()} />
        </svg>
    }
}
