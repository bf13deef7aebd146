//! A password in the forms in which key derivation takes it.

use alloc::{vec, vec::Vec};

use zeroize::Zeroizing;

use super::refusal::{PASSWORD_NEEDED, WRONG_PASSWORD};
use crate::reason::Refusal;

/// One form of a password.
pub(super) struct Password<'a> {
    /// The octets for PBES2 and PBMAC1 (RFC 9579 section 6).
    pub(super) utf8: &'a [u8],
    /// The octets for the key derivation of PKCS #12 (RFC 7292 appendix B.1): a `BMPString` with its terminator. Characters
    /// outside the basic plane are surrogate pairs, as OpenSSL and Java write them.
    pub(super) bmp: Zeroizing<Vec<u8>>,
}

/// Tries each form of a password until one is not wrong. Only an empty one has two: programs differ on whether it has a
/// terminator. Without a password the empty one is tried.
pub(super) fn attempt<T>(
    password: Option<&str>,
    mut open: impl FnMut(&Password<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    for form in forms(password.unwrap_or_default()) {
        match open(&form) {
            Err(refusal) if refusal.reason == WRONG_PASSWORD => {}
            other => return other,
        }
    }
    Err(if password.is_none() { PASSWORD_NEEDED } else { WRONG_PASSWORD }.refusal())
}

fn forms(password: &str) -> Vec<Password<'_>> {
    let utf8 = password.as_bytes();
    // Room for all of it: a buffer that grows leaves copies behind.
    let mut bmp = Zeroizing::new(Vec::with_capacity(utf8.len().saturating_mul(2).saturating_add(2)));
    bmp.extend(password.encode_utf16().flat_map(u16::to_be_bytes));
    bmp.extend([0, 0]);
    let mut forms = vec![Password { utf8, bmp }];
    if password.is_empty() {
        forms.push(Password { utf8, bmp: Zeroizing::default() });
    }
    forms
}
