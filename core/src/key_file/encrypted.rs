//! An encrypted key in PKCS #8.

use der::{Reader, Tag};

use super::{
    derivation::Budget,
    encryption,
    password::{self, Password},
    private_key::PrivateKey,
    refusal::{DAMAGED, PASSWORD_NEEDED, WRONG_PASSWORD},
};
use crate::{
    asn1::{self, AlgorithmIdentifier, Unreadable},
    reason::Refusal,
};

/// `EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }` (RFC
/// 5958 section 3).
pub(super) struct EncryptedKey<'a> {
    algorithm: AlgorithmIdentifier,
    ciphertext: &'a [u8],
}

impl<'a> EncryptedKey<'a> {
    pub(super) fn from_der(der: &'a [u8]) -> Result<Self, Refusal> {
        let read = asn1::whole(der, |reader| {
            reader.sequence(|fields| {
                let algorithm = AlgorithmIdentifier::read(fields)?;
                let ciphertext = asn1::expect(fields, Tag::OctetString)?.value();
                Ok::<_, Unreadable>(Self { algorithm, ciphertext })
            })
        });
        read.map_err(|_| DAMAGED.refusal())
    }

    pub(super) fn decrypt(&self, password: &Password<'_>, budget: &mut Budget) -> Result<PrivateKey, Refusal> {
        let pkcs8 = encryption::decrypt(&self.algorithm, self.ciphertext, password, budget)?;
        PrivateKey::from_pkcs8(&pkcs8).map_err(behind_password)
    }
}

/// Returns the refusal of what was decrypted. If it cannot be read, the padding was right by chance.
pub(super) fn behind_password(refusal: Refusal) -> Refusal {
    if refusal.reason == DAMAGED { WRONG_PASSWORD.refusal() } else { refusal }
}

pub(super) fn read(der: &[u8], password: Option<&str>) -> Result<PrivateKey, Refusal> {
    let key = EncryptedKey::from_der(der)?;
    if password.is_none() {
        return Err(PASSWORD_NEEDED.refusal());
    }
    let mut budget = Budget::new();
    password::attempt(password, |form| key.decrypt(form, &mut budget))
}
