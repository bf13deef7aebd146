//! Splits BER that comes in pieces of any size into values, and keeps none of their content (X.690 section 8.1).

use alloc::vec::Vec;

use crate::limits;

/// The next thing in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A value begins, with this identifier octet.
    Begin(u8),
    /// The octets just taken are content of the primitive value that began last.
    Content,
    /// The value that began last, and has not ended, ends here.
    End,
}

/// The input is not BER, or is nested too deeply.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotBer;

/// A value that has begun.
struct Open {
    is_primitive: bool,
    is_indefinite: bool,
    /// The position of its end. For an indefinite length it is the most that the values around it allow.
    end: u64,
}

#[derive(Default)]
pub(super) struct Scanner {
    /// The number of octets that were taken.
    pub(super) position: u64,
    open: Vec<Open>,
    /// The octets of the header that is being read.
    header: Vec<u8>,
    is_header_whole: bool,
}

const CONSTRUCTED: u8 = 0x20;
const INDEFINITE: u8 = 0x80;

impl Scanner {
    /// Takes octets up to and including the next token. Returns their number. Without a token, all were taken.
    pub(super) fn next(&mut self, input: &[u8]) -> Result<(usize, Option<Token>), NotBer> {
        if let Some(open) = self.open.last().filter(|open| !open.is_indefinite) {
            if self.position >= open.end {
                // No header goes over the end of the value around it.
                if self.position > open.end || (!self.is_header_whole && !self.header.is_empty()) {
                    return Err(NotBer);
                }
                self.open.pop();
                self.header.clear();
                return Ok((0, Some(Token::End)));
            }
            if open.is_primitive {
                let left = usize::try_from(self.left()).unwrap_or(usize::MAX);
                let taken = left.min(input.len());
                self.advance(taken)?;
                return Ok((taken, (taken > 0).then_some(Token::Content)));
            }
        }
        self.next_header(input)
    }

    /// Returns the octets of the header that the last token had: those of its identifier and length, of an
    /// end-of-contents, or none.
    pub(super) fn header(&self) -> &[u8] {
        &self.header
    }

    /// Returns the number of octets that are left of the primitive value that began last.
    pub(super) fn left(&self) -> u64 {
        let open = self.open.last().filter(|open| open.is_primitive);
        open.map_or(0, |open| open.end.saturating_sub(self.position))
    }

    /// Goes to the end of the primitive value that began last, without its octets.
    pub(super) fn skip(&mut self) {
        self.position = self.position.saturating_add(self.left());
    }

    fn next_header(&mut self, input: &[u8]) -> Result<(usize, Option<Token>), NotBer> {
        if core::mem::take(&mut self.is_header_whole) {
            self.header.clear();
        }
        let mut taken = 0_usize;
        for octet in input {
            taken = taken.saturating_add(1);
            self.header.push(*octet);
            if let Some(length) = length_of(&self.header)? {
                self.advance(taken)?;
                self.is_header_whole = true;
                return Ok((taken, Some(self.begin(length)?)));
            }
        }
        self.advance(taken)?;
        Ok((taken, None))
    }

    /// Opens the value whose header has just been read.
    fn begin(&mut self, length: Length) -> Result<Token, NotBer> {
        let around = self.open.last();
        let most = around.map_or(u64::MAX, |around| around.end);
        let identifier = *self.header.first().ok_or(NotBer)?;
        if self.position > most || self.open.len() >= limits::BER_DEPTH.count() {
            return Err(NotBer);
        }
        if identifier == 0 {
            // End-of-contents octets (section 8.1.5).
            let ends = around.is_some_and(|around| around.is_indefinite) && self.header == [0, 0];
            self.open.pop();
            return if ends { Ok(Token::End) } else { Err(NotBer) };
        }
        let is_primitive = identifier & CONSTRUCTED == 0;
        let end = match length {
            Length::Definite(length) => self.position.checked_add(length).ok_or(NotBer)?,
            Length::Indefinite => most,
        };
        let is_indefinite = length == Length::Indefinite;
        // No structure of CMS has tags above 30.
        if identifier & 0x1F == 0x1F || end > most || (is_primitive && is_indefinite) {
            return Err(NotBer);
        }
        self.open.push(Open { is_primitive, is_indefinite, end });
        Ok(Token::Begin(identifier))
    }

    fn advance(&mut self, taken: usize) -> Result<(), NotBer> {
        let taken = u64::try_from(taken).map_err(|_| NotBer)?;
        self.position = self.position.checked_add(taken).ok_or(NotBer)?;
        Ok(())
    }
}

/// The length of a value, as its header states it (section 8.1.3).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Definite(u64),
    Indefinite,
}

/// Returns the length that a header states, once the header is whole.
fn length_of(header: &[u8]) -> Result<Option<Length>, NotBer> {
    match header {
        [] | [_] => Ok(None),
        [_, INDEFINITE] => Ok(Some(Length::Indefinite)),
        [_, short] if *short < 0x80 => Ok(Some(Length::Definite(u64::from(*short)))),
        [_, first, octets @ ..] => {
            let count = usize::from(*first & 0x7F);
            if count > 8 {
                return Err(NotBer);
            }
            let length = octets.iter().fold(0_u64, |length, octet| (length << 8) | u64::from(*octet));
            Ok((octets.len() == count).then_some(Length::Definite(length)))
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{NotBer, Scanner, Token};

    /// Scans input that comes in pieces of this size.
    fn scan(input: &[u8], size: usize) -> Result<Vec<Token>, NotBer> {
        let (mut scanner, mut tokens) = (Scanner::default(), Vec::new());
        for piece in input.chunks(size).chain([&[][..]]) {
            let mut rest = piece;
            loop {
                let (count, token) = scanner.next(rest)?;
                rest = &rest[count..];
                let Some(token) = token else { break };
                if token != Token::Content || tokens.last() != Some(&token) {
                    tokens.push(token);
                }
                if scanner.open.is_empty() {
                    return Ok(tokens);
                }
            }
        }
        Ok(tokens)
    }

    #[test]
    fn pieces_of_any_size_give_the_same_values() {
        use Token::{Begin, Content, End};
        // SEQUENCE (indefinite) { OCTET STRING (constructed) { "ab", "" }, INTEGER 7 }
        let ber = [0x30, 0x80, 0x24, 6, 4, 2, b'a', b'b', 4, 0, 2, 0x82, 0, 1, 7, 0, 0];
        let expected =
            [Begin(0x30), Begin(0x24), Begin(4), Content, End, Begin(4), End, End, Begin(2), Content, End, End];
        for size in 1..=ber.len() {
            assert_eq!(scan(&ber, size).unwrap(), expected, "{size}");
        }
    }

    #[test]
    fn what_is_no_ber_is_refused() {
        let length_of_nine = [4, 0x89, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        let over_the_end = [0x30, 3, 4, 2, b'a', b'b'];
        let beyond_every_length = [0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        let header_over_the_end = [0x30, 1, 4, 1, b'a'];
        for bad in [
            &[4, 0x80][..],
            &[0, 0],
            &[0x30, 2, 0, 0],
            &[0x30, 0x80, 0, 1],
            &[0x1F, 0x1F],
            &[0x30, 2, 0x30, 0x80, 0, 0],
            &length_of_nine,
            &over_the_end,
            &beyond_every_length,
            &header_over_the_end,
            &[0x30, 0x80].repeat(50),
        ] {
            assert_eq!(scan(bad, 1), Err(NotBer), "{bad:?}");
        }
    }

    #[test]
    fn a_primitive_value_can_be_skipped() {
        let mut scanner = Scanner::default();
        assert_eq!(scanner.next(&[4, 0x85, 1, 0, 0, 0, 0, b'a']).unwrap(), (7, Some(Token::Begin(4))));
        assert_eq!(scanner.next(b"a").unwrap(), (1, Some(Token::Content)));
        scanner.skip();
        assert_eq!(scanner.position, 7 + (1 << 32));
        assert_eq!(scanner.next(&[]).unwrap(), (0, Some(Token::End)));
    }
}
