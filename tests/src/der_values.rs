//! DER values of definite length, taken apart without a reader of structures: for what tests change or cut by hand.

/// Returns the content of a value of definite length.
#[must_use]
pub fn inside(value: &[u8]) -> &[u8] {
    let (header, length) = header(value);
    &value[header..header + length]
}

/// Splits values of definite length that follow one another.
#[must_use]
pub fn values(mut octets: &[u8]) -> Vec<Vec<u8>> {
    let mut values = Vec::new();
    while !octets.is_empty() {
        let (header, length) = header(octets);
        let (value, rest) = octets.split_at(header + length);
        values.push(value.to_vec());
        octets = rest;
    }
    values
}

/// Returns the length of a header, and the length that it states.
fn header(value: &[u8]) -> (usize, usize) {
    match value[1] {
        short @ 0..0x80 => (2, usize::from(short)),
        long => {
            let octets = &value[2..2 + usize::from(long & 0x7F)];
            (2 + octets.len(), octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet)))
        }
    }
}
