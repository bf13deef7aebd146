//! Rewrites BER as DER, as far as CMS in the field needs it. Some signers write indefinite lengths and split octet
//! strings (X.690 sections 8.1.3.6 and 8.7.3). Everything after this step reads DER only.

use alloc::vec::Vec;

use crate::{
    der_writer::{octets, put_length},
    limits, work,
};

const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED: u8 = 0x20;

/// Rewrites one BER value with minimal definite lengths and whole octet strings. Returns `None` if it is not BER, or if
/// bytes follow it. A value of definite length is kept as it is if its content cannot be read or is nested too deeply.
/// So an odd certificate does not make the whole message unreadable.
pub(crate) fn to_der(ber: &[u8]) -> Option<Vec<u8>> {
    let mut der = Vec::with_capacity(ber.len());
    let rest = rewrite(ber, &mut der, 0)?;
    rest.is_empty().then_some(der)
}

/// Rewrites the first value of `input`. Returns the bytes after it.
fn rewrite<'a>(input: &'a [u8], out: &mut Vec<u8>, depth: usize) -> Option<&'a [u8]> {
    if depth > limits::BER_DEPTH.count() {
        return None;
    }
    let (tag, rest) = split_tag(input)?;
    let (length, rest) = split_length(rest)?;
    let identifier = *tag.first()?;
    let is_constructed = identifier & CONSTRUCTED != 0;
    let is_split_string = identifier == OCTET_STRING | CONSTRUCTED;
    let mut content = Vec::new();
    let rest = match length {
        Some(length) => {
            let (value, rest) = rest.split_at_checked(length)?;
            let children = is_constructed.then(|| rewrite_children(value, is_split_string, depth));
            match children {
                Some(Some(children)) => content = children,
                // An unreadable value stays as it is. Whether it is needed is found out later.
                Some(None) if !is_split_string => content.extend_from_slice(value),
                Some(None) => return None,
                None => content.extend_from_slice(value),
            }
            rest
        }
        None if is_constructed => {
            let mut value = rest;
            loop {
                if let Some(rest) = value.strip_prefix(&[0, 0]) {
                    break rest;
                }
                value = rewrite_child(value, &mut content, is_split_string, depth)?;
            }
        }
        None => return None,
    };
    if is_split_string {
        out.push(OCTET_STRING);
    } else {
        out.extend_from_slice(tag);
    }
    work::over(content.len());
    put_length(octets(content.len()), out);
    out.extend_from_slice(&content);
    Some(rest)
}

/// Rewrites all elements of a constructed value of definite length.
fn rewrite_children(mut value: &[u8], is_split_string: bool, depth: usize) -> Option<Vec<u8>> {
    let mut content = Vec::with_capacity(value.len());
    while !value.is_empty() {
        value = rewrite_child(value, &mut content, is_split_string, depth)?;
    }
    Some(content)
}

/// Rewrites one element of a constructed value. Of a split octet string, only the octets are kept.
fn rewrite_child<'a>(input: &'a [u8], content: &mut Vec<u8>, is_split_string: bool, depth: usize) -> Option<&'a [u8]> {
    if !is_split_string {
        return rewrite(input, content, depth.saturating_add(1));
    }
    let mut part = Vec::new();
    let rest = rewrite(input, &mut part, depth.saturating_add(1))?;
    let after_tag = part.strip_prefix(&[OCTET_STRING])?;
    let (_, octets) = split_length(after_tag)?;
    content.extend_from_slice(octets);
    Some(rest)
}

/// One value as it stands in BER.
#[cfg(feature = "sign")]
pub(super) struct Element<'a> {
    pub(super) identifier: u8,
    /// The content octets, without the end-of-contents octets of an indefinite length.
    pub(super) content: &'a [u8],
    /// All octets of the value.
    pub(super) whole: &'a [u8],
}

/// Splits octets into the values that follow each other in them. Returns `None` if they are not such values, or have a
/// tag above 30.
#[cfg(feature = "sign")]
pub(super) fn elements(mut input: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !input.is_empty() {
        let (element, rest) = split_element(input, 0)?;
        elements.push(element);
        input = rest;
    }
    Some(elements)
}

#[cfg(feature = "sign")]
fn split_element(input: &[u8], depth: usize) -> Option<(Element<'_>, &[u8])> {
    if depth > limits::BER_DEPTH.count() {
        return None;
    }
    let ([identifier], rest) = split_tag(input)? else { return None };
    let (length, start) = split_length(rest)?;
    work::done(1);
    let (content, rest) = match length {
        Some(length) => start.split_at_checked(length)?,
        None if identifier & CONSTRUCTED != 0 => {
            let mut inside = start;
            loop {
                if let Some(rest) = inside.strip_prefix(&[0, 0]) {
                    break (start.get(..start.len().checked_sub(inside.len())?)?, rest);
                }
                (_, inside) = split_element(inside, depth.saturating_add(1))?;
            }
        }
        None => return None,
    };
    let whole = input.get(..input.len().checked_sub(rest.len())?)?;
    Some((Element { identifier: *identifier, content, whole }, rest))
}

/// Splits off the identifier octets (X.690 section 8.1.2).
fn split_tag(input: &[u8]) -> Option<(&[u8], &[u8])> {
    let first = *input.first()?;
    let length = if first & 0x1F == 0x1F {
        let more = input.iter().skip(1).take(4).position(|octet| octet & 0x80 == 0)?;
        more.checked_add(2)?
    } else {
        1
    };
    input.split_at_checked(length)
}

/// Splits off the length octets (X.690 section 8.1.3). The length is `None` in the indefinite form.
fn split_length(input: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = input.split_first()?;
    match first {
        0x80 => Some((None, rest)),
        0..=0x7F => Some((Some(usize::from(first)), rest)),
        _ => {
            let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
            let mut length = 0_usize;
            for octet in octets {
                length = length.checked_mul(256)?.checked_add(usize::from(*octet))?;
            }
            Some((Some(length), rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_der;

    #[test]
    fn indefinite_lengths_and_split_strings_become_der() {
        // SEQUENCE (indefinite) { OCTET STRING (constructed, indefinite) { "ab", "c" } }
        let ber = [0x30, 0x80, 0x24, 0x80, 4, 2, b'a', b'b', 4, 1, b'c', 0, 0, 0, 0];
        assert_eq!(to_der(&ber).unwrap(), [0x30, 5, 4, 3, b'a', b'b', b'c']);
        // The length has more octets than it needs.
        assert_eq!(to_der(&[0x04, 0x82, 0, 1, 7]).unwrap(), [4, 1, 7]);
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for bad in [&[][..], &[0x30], &[0x30, 0x80], &[0x04, 0x80, 0, 0], &[0x30, 2, 4], &[5, 0, 0], &[0x1F, 0xFF]] {
            assert!(to_der(bad).is_none(), "{bad:?}");
        }
        assert!(to_der(&[0x30, 0x80].repeat(1000)).is_none());
    }

    #[test]
    fn what_cannot_be_read_inside_stands_as_it_is() {
        // SEQUENCE (indefinite) { SEQUENCE { no value }, INTEGER 7 }
        let ber = [0x30, 0x80, 0x30, 2, 4, 9, 2, 1, 7, 0, 0];
        assert_eq!(to_der(&ber).unwrap(), [0x30, 7, 0x30, 2, 4, 9, 2, 1, 7]);
        assert!(to_der(&[0x30, 0x80, 0x24, 2, 4, 9, 0, 0]).is_none());
    }
}
