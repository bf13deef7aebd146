//! A little DER, for suites that give values in parts.

/// The identifier octet of SEQUENCE.
pub(crate) const SEQUENCE: u8 = 0x30;

/// Encodes one value with its header.
pub(crate) fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u16::try_from(content.len()).expect("a short value");
    let mut value = vec![tag];
    match length.to_be_bytes() {
        [0, short] if short < 0x80 => value.push(short),
        [0, octet] => value.extend([0x81, octet]),
        [high, low] => value.extend([0x82, high, low]),
    }
    value.extend(content);
    value
}

/// Returns the content of a value.
pub(crate) fn content(value: &[u8]) -> &[u8] {
    split(value).map(|(element, _)| &element[header(element)..]).unwrap_or_default()
}

/// Returns the values that follow each other.
pub(crate) fn elements(mut content: &[u8]) -> Vec<&[u8]> {
    let mut elements = Vec::new();
    while let Some((element, rest)) = split(content) {
        elements.push(element);
        content = rest;
    }
    elements
}

/// Returns the first value, and the bytes after it.
fn split(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = match *content.get(1)? {
        short @ ..=0x7F => usize::from(short),
        0x81 => usize::from(*content.get(2)?),
        _ => usize::from(u16::from_be_bytes([*content.get(2)?, *content.get(3)?])),
    };
    content.split_at_checked(header(content) + length)
}

/// Returns the number of octets before the content.
fn header(value: &[u8]) -> usize {
    match value[1] {
        ..=0x7F => 2,
        0x81 => 3,
        _ => 4,
    }
}
