//! AuthEnvelopedData: any bytes, in any pieces.
//!
//! The size of the pieces is of no account: where the ciphertext is, what comes before and after it, and the reason of a
//! refusal are the same. Skipping the ciphertext gives the same parts as reading it.

use vnfseal::encrypt::{Reader, Refusal, Tail, unwrapping};

use super::{parties::PROVIDER, script::Script};

/// What was found in a message.
#[derive(Debug, PartialEq)]
struct Found {
    ciphertext: Vec<u8>,
    head: Option<String>,
    unwrapping: Option<String>,
    end: Result<([u8; 16], Vec<u8>), &'static str>,
}

/// Runs the target. The first byte is the size of the pieces.
pub fn run(input: &[u8]) {
    let script = &mut Script(input);
    let size = usize::from(script.byte()) + 1;
    let message = script.0;
    let (whole, in_pieces, single) = (read(message, message.len().max(1)), read(message, size), read(message, 1));
    assert_eq!(whole.end.is_ok(), in_pieces.end.is_ok(), "in pieces of {size}");
    if whole.end.is_ok() {
        assert_eq!(whole, in_pieces, "in pieces of {size}");
        assert_eq!(whole, single, "octet by octet");
    }
    assert_eq!(in_pieces.end.is_ok(), single.end.is_ok(), "octet by octet");
    assert_skips(message, &whole);
}

fn read(message: &[u8], size: usize) -> Found {
    let (mut reader, mut ciphertext, mut refused) = (Reader::new(), Vec::new(), None);
    for piece in message.chunks(size) {
        match reader.feed(piece) {
            Ok(ranges) => ciphertext.extend(ranges.into_iter().flat_map(|range| &piece[range])),
            Err(refusal) => {
                refused = Some(refusal);
                break;
            }
        }
    }
    let signer = PROVIDER.signer.to_der();
    let head = reader.head().cloned();
    let unwrapping = head.as_ref().map(|head| format!("{:?}", unwrapping(head, &signer)));
    let head = head.map(|head| format!("{head:?}"));
    let end = reader.finish();
    if let Some(refusal) = &refused {
        assert_eq!(end.as_ref().err().map(code), Some(code(refusal)), "a refusal is final");
    }
    let end = end.map(|Tail { tag, additional_data, .. }| (tag, additional_data)).map_err(|refusal| code(&refusal));
    Found { ciphertext, head, unwrapping, end }
}

fn code(refusal: &Refusal) -> &'static str {
    refusal.reason.code
}

/// Reads the frame alone, and goes over the ciphertext.
fn assert_skips(message: &[u8], whole: &Found) {
    let mut reader = Reader::new();
    while let Ok(skipped) = reader.skip_ciphertext() {
        let position = usize::try_from(skipped.end).unwrap_or(usize::MAX);
        let Some(octet) = message.get(position..).and_then(|rest| rest.get(..1)) else { break };
        if reader.feed(octet).is_err() {
            break;
        }
    }
    let end = reader.finish().map(|tail| (tail.tag, tail.additional_data));
    if let Ok(end) = end {
        assert_eq!(whole.end.as_ref(), Ok(&end), "without the ciphertext");
    }
}
