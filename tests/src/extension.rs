//! Makes extensions of certificates and revocation lists by hand: those without a type, or with a fault.

use der::asn1::{ObjectIdentifier, OctetString};
use x509_cert::ext::Extension;

/// Returns an extension with this value, which need not be DER.
#[must_use]
pub fn extension(id: &str, critical: bool, value: impl Into<Vec<u8>>) -> Extension {
    let extn_value = OctetString::new(value.into()).expect("a short value");
    Extension { extn_id: ObjectIdentifier::new_unwrap(id), critical, extn_value }
}

/// Returns an unknown critical extension. 32473 is the private enterprise number for documentation (RFC 5612).
pub(crate) fn unknown_critical_extension() -> Extension {
    extension("1.3.6.1.4.1.32473.1", true, [0x05, 0x00])
}
