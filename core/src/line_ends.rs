//! Rewrites texts with other line ends. The copies explain why a digest does not fit; none is accepted in place of the
//! content.

use alloc::vec::Vec;

/// Returns the text with LF line ends.
pub(crate) fn to_lf(text: &[u8]) -> Vec<u8> {
    let mut rest = text.iter().copied().peekable();
    let next = || {
        let byte = rest.next()?;
        Some(if byte == b'\r' { rest.next_if_eq(&b'\n').unwrap_or(byte) } else { byte })
    };
    core::iter::from_fn(next).collect()
}

/// Returns a text that has LF line ends with CRLF line ends.
pub(crate) fn to_crlf(text: &[u8]) -> Vec<u8> {
    let mut with_crlf = Vec::with_capacity(text.len());
    for byte in text {
        if *byte == b'\n' {
            with_crlf.push(b'\r');
        }
        with_crlf.push(*byte);
    }
    with_crlf
}

#[cfg(test)]
mod tests {
    use super::{to_crlf, to_lf};

    #[test]
    fn line_ends_change_and_nothing_else() {
        assert_eq!(to_lf(b"a\r\nb\nc\rd\r\n\r\n"), b"a\nb\nc\rd\n\n");
        assert_eq!(to_crlf(b"a\nb\n\n"), b"a\r\nb\r\n\r\n");
    }
}
