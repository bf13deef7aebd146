//! The signing of one CMS `SignedData`.

use alloc::{format, vec::Vec};

use super::{
    SigningRequest,
    refusal::{ALREADY_SIGNED, KEY_MISMATCH, SIGNATURE_UNUSABLE},
    signer::Signer,
};
use crate::{
    cms::{
        SignedData,
        builder::{Addition, signed_attributes, signer_info},
        verify::{Content, Prepared},
    },
    oid, pem,
    reason::Refusal,
    signature::{Answers, forms_of_value},
    time::Time,
    x509::path::quote,
};

/// A `SignedData` that waits for the signature of its new signer.
///
/// This signs content. Whether the content may be signed, for example because the VNF provider's signature over it holds,
/// is up to the caller.
pub struct PendingSignedData {
    /// The file with the existing `SignedData`, or `None` if there is none.
    original: Option<Original>,
    signer: Signer,
    content: Content,
    /// The signed attributes, as a SET OF.
    attributes: Vec<u8>,
}

/// A file with `SignedData`, or a manifest with such a block.
struct Original {
    file: Vec<u8>,
    /// The structure in the file, in DER or BER.
    ber: Vec<u8>,
}

impl PendingSignedData {
    /// Prepares a signature over `content`: a further one in the file `original` (PEM, DER or BER), or the first one.
    /// `at` is the signing time.
    ///
    /// # Errors
    /// If the original cannot be read or is over other content, or the signer has signed it already.
    pub fn new(original: Option<&[u8]>, content: &[u8], signer: &Signer, at: Time) -> Result<Self, Refusal> {
        Self::over(original, Content::of(content, &[signer.digest_algorithm()]), signer, at)
    }

    pub(super) fn over(original: Option<&[u8]>, content: Content, signer: &Signer, at: Time) -> Result<Self, Refusal> {
        let unusable = |what| SIGNATURE_UNUSABLE.because(what);
        let algorithm = signer.digest_algorithm();
        let digest = content.digests.get(&algorithm).ok_or_else(|| unusable("The content could not be read."))?;
        let mut content_type = oid::DATA;
        let original = original.map(Original::read).transpose()?;
        if let Some(original) = &original {
            let signed_data = original.signed_data()?;
            if signed_data.content.as_ref().is_some_and(|attached| algorithm.digest(attached) != *digest) {
                return Err(unusable("The signature carries content of its own, which is not the signed file."));
            }
            if signed_data.signer_infos.iter().any(|info| info.identifier.names(&signer.certificate)) {
                let what = format!("{} has signed it already.", quote(&signer.certificate));
                return Err(ALREADY_SIGNED.because(what));
            }
            content_type = signed_data.content_type;
        }
        let attributes = signed_attributes(content_type, digest, &signer.certificate, at);
        Ok(Self { original, signer: signer.clone(), content, attributes })
    }

    /// Returns whether a file holds this structure.
    pub(super) fn holds(file: &[u8], expected: &SignedData) -> Result<bool, Refusal> {
        let found = Original::read(file)?.signed_data()?;
        Ok(found.signer_infos == expected.signer_infos && found.certificates == expected.certificates)
    }

    /// Returns what the host has to sign.
    #[must_use]
    pub fn request(&self) -> SigningRequest {
        self.signer.request(&self.attributes)
    }

    /// Takes the signature value. An ECDSA value may be in DER or be r and s, one behind the other. Returns the new file: in
    /// PEM or DER like the original, in DER if there was none.
    ///
    /// # Errors
    /// If the signature does not verify with the signer's certificate, or the original could not be kept as it is.
    pub fn finish(&self, signature: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut refusal = None;
        for value in forms_of_value(&self.signer.key, signature) {
            match self.verify(self.build(&value)?) {
                Ok(ber) => return self.to_file(&ber),
                Err(refused) => {
                    refusal.get_or_insert(refused);
                }
            }
        }
        Err(refusal.unwrap_or_else(|| KEY_MISMATCH.because("There is no signature.")))
    }

    fn build(&self, signature: &[u8]) -> Result<Vec<u8>, Refusal> {
        let Signer { certificate, intermediates, scheme, .. } = &self.signer;
        let addition = Addition {
            signer_info: &signer_info(certificate, scheme, &self.attributes, signature),
            digest_algorithm: self.signer.digest_algorithm(),
            certificates: [certificate].into_iter().chain(intermediates).collect(),
        };
        let built = match &self.original {
            Some(original) => addition.after(&original.ber),
            None => Some(addition.alone()),
        };
        built.ok_or_else(|| {
            let what = "The existing signature is in a form that cannot be added to without a change of it.";
            SIGNATURE_UNUSABLE.because(what)
        })
    }

    /// Verifies the new signature as a verifier of the new file does. Returns the structure if it holds.
    fn verify(&self, ber: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let mismatch = |what: &str| {
            let what = format!("The key does not fit the certificate of {}. {what}", quote(&self.signer.certificate));
            KEY_MISMATCH.because(what)
        };
        let signed_data =
            SignedData::with_signers(&ber).map_err(|violation| SIGNATURE_UNUSABLE.because(violation.sentence))?;
        let Some(info) = signed_data.signer_infos.last() else { return Err(mismatch("There is no signature.")) };
        let prepared = Prepared::new(info, &signed_data, &self.content);
        let verified = prepared.and_then(|prepared| prepared.verify(&self.signer.certificate, &Answers::default()));
        verified.map(|_| ()).map_err(|violation| mismatch(&violation.sentence))?;
        Ok(ber)
    }

    fn to_file(&self, ber: &[u8]) -> Result<Vec<u8>, Refusal> {
        match &self.original {
            Some(original) if pem::is_pem(&original.file) => {
                pem::with_content(&original.file, pem::is_cms_label, ber).ok_or_else(Original::unreadable)
            }
            _ => Ok(ber.to_vec()),
        }
    }
}

impl Original {
    /// Reads a file that holds exactly one CMS structure, in PEM, DER or BER.
    fn read(file: &[u8]) -> Result<Self, Refusal> {
        if !pem::is_pem(file) {
            return Ok(Self { file: file.to_vec(), ber: file.to_vec() });
        }
        let blocks = pem::decode(file).map_err(|_| Self::unreadable())?.blocks;
        let mut blocks = blocks.into_iter().filter(|block| pem::is_cms_label(&block.label));
        match (blocks.next(), blocks.next()) {
            (Some(block), None) => Ok(Self { file: file.to_vec(), ber: block.der }),
            _ => Err(Self::unreadable()),
        }
    }

    fn signed_data(&self) -> Result<SignedData, Refusal> {
        let read = SignedData::with_signers(&self.ber);
        read.map_err(|violation| SIGNATURE_UNUSABLE.because(violation.sentence))
    }

    fn unreadable() -> Refusal {
        SIGNATURE_UNUSABLE.because("The existing signature cannot be read.")
    }
}
