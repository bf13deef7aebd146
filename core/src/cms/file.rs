//! A signature file: one SignedData in PEM (RFC 7468 section 9), DER or BER.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Attributes, NotSignedData, SignedData, SignerInfo};
use crate::{
    digest::{DigestAlgorithm, to_hex},
    encoding,
    limits::{self, Limit},
    oid, pem,
    rule::{self, Violation},
    x509::name::shortened,
};

/// A signature file that was read.
pub(crate) struct SignatureFile {
    pub(crate) signed_data: SignedData,
    /// Whether the file holds more than a detached signature and its certificates and time stamps: text around the
    /// block, further blocks, content, or anything else that no signer vouches for. The owners of the certificates and
    /// time stamps are checked later.
    #[cfg_attr(
        not(feature = "std"),
        expect(dead_code, reason = "only packages have files that may hold nothing else")
    )]
    pub(crate) holds_more: bool,
    /// Whether the file holds text around the block, or further blocks.
    #[cfg_attr(
        not(feature = "std"),
        expect(dead_code, reason = "only packages have files that may hold nothing else")
    )]
    pub(crate) has_loose_text: bool,
}

impl SignatureFile {
    /// Reads a file that holds exactly one SignedData.
    pub(crate) fn read(file: &[u8]) -> Result<Self, Violation> {
        if let Some(encoding) = encoding::wide(file) {
            let reason = format!(
                "It is {encoding} text, and PEM is plain ASCII. Write it again as the signing program made it, or in DER."
            );
            return Err(rule::SIGNATURE_MALFORMED.broken(reason));
        }
        if is_mail(file) {
            let reason =
                "It is S/MIME text, a mail, as 'openssl cms -sign' writes it without '-outform PEM' or '-outform DER'.";
            return Err(rule::SIGNATURE_MALFORMED.broken(reason));
        }
        if !pem::is_pem(file) {
            if pem::has_boundary_like(file) {
                let reason = "It has a line that looks like the boundary of a PEM block, but is not one.";
                return Err(rule::SIGNATURE_MARKER.broken(reason));
            }
            let signed_data = SignedData::with_signers(file)?;
            return Ok(Self { holds_more: signed_data.holds_more(), has_loose_text: false, signed_data });
        }
        let text = pem::decode(file).map_err(|_| rule::SIGNATURE_MALFORMED.broken("It is damaged PEM text."))?;
        let is_pure = text.loose_lines.is_empty() && text.blocks.len() == 1;
        let labels: Vec<&str> = text.blocks.iter().map(|block| block.label.as_str()).collect();
        let no_single = no_single_block(&labels);
        let mut blocks = text.blocks.into_iter().filter(|block| pem::is_cms_label(&block.label));
        let (Some(block), None) = (blocks.next(), blocks.next()) else {
            return Err(rule::SIGNATURE_MALFORMED.broken(no_single));
        };
        let signed_data = SignedData::with_signers(&block.der)?;
        Ok(Self { holds_more: !is_pure || signed_data.holds_more(), has_loose_text: !is_pure, signed_data })
    }
}

/// Returns whether a file that looks like a signature may be one: any structure in it has a signer or cannot be read.
#[cfg(feature = "std")]
pub(crate) fn may_be_signature(file: &[u8]) -> bool {
    let may_be = |ber: &[u8]| match SignedData::from_ber(ber) {
        Ok(signed_data) => !signed_data.signer_infos.is_empty(),
        Err(NotSignedData::OtherContent(_)) => false,
        Err(_) => true,
    };
    match pem::decode(file) {
        Ok(text) if !text.blocks.is_empty() => {
            text.blocks.iter().any(|block| !pem::is_certificate_label(&block.label) && may_be(&block.der))
        }
        _ => may_be(file),
    }
}

/// Explains why PEM text with blocks of these labels does not hold exactly one CMS structure.
fn no_single_block(labels: &[&str]) -> String {
    let count = labels.iter().filter(|label| pem::is_cms_label(label)).count();
    match labels {
        _ if count > 1 => format!("It holds {count} CMS blocks, and only one can be the signature."),
        [only] => format!(
            "Its PEM block is labelled '{}'. The labels of a CMS structure are 'CMS' and 'PKCS7' (RFC 7468 sections 8 and 9).",
            shortened(only)
        ),
        [first, ..] => format!(
            "None of its {} PEM blocks is labelled 'CMS' or 'PKCS7' (RFC 7468 sections 8 and 9). The first is '{}'.",
            labels.len(),
            shortened(first)
        ),
        [] => "It holds no PEM block.".into(),
    }
}

/// Returns whether the file begins with a header of MIME (RFC 2045). No form of a signature begins like that.
pub(crate) fn is_mail(file: &[u8]) -> bool {
    let text = file.trim_ascii_start();
    let headers = ["MIME-Version:", "Content-Type:", "Content-Disposition:", "Content-Transfer-Encoding:"];
    let begins =
        |header: &str| text.get(..header.len()).is_some_and(|start| start.eq_ignore_ascii_case(header.as_bytes()));
    headers.into_iter().any(begins)
}

impl SignedData {
    /// Returns whether the SignedData holds anything that no signer vouches for, apart from its certificates and time
    /// stamps.
    fn holds_more(&self) -> bool {
        self.content.is_some()
            || self.has_odd_parts
            || !self.crls.is_empty()
            || !self.ocsp_responses.is_empty()
            || self.signer_infos.iter().any(|signer| !signer.has_only_time_stamps())
    }

    /// Reads SignedData for verification. It has to have signers, but not so many that it is hostile.
    pub(crate) fn with_signers(ber: &[u8]) -> Result<Self, Violation> {
        let mut signed_data = Self::from_ber(ber).map_err(|reason| {
            let rule = match reason {
                NotSignedData::SignatureValue => rule::SIGNATURE_RAW_VALUE,
                NotSignedData::OtherContent(oid::COMPRESSED_DATA) => rule::SIGNATURE_COMPRESSED_DATA,
                _ => rule::SIGNATURE_MALFORMED,
            };
            rule.broken(reason.to_string())
        })?;
        let signers = signed_data.signer_infos.len();
        let certificates = signed_data.certificates.len();
        let crls = signed_data.crls.len().saturating_add(signed_data.ocsp_responses.len());
        if signers == 0 {
            return Err(rule::SIGNATURE_NO_SIGNER.broken("It holds no signature."));
        }
        let all = [&limits::CMS_SIGNERS, &limits::CMS_CERTIFICATES, &limits::CMS_CRLS];
        let counts = [signers, certificates, crls];
        if let Some((limit, there)) = all.into_iter().zip(counts).find(|(limit, there)| *there > limit.count()) {
            let [most_signers, most_certificates, most_crls] = all.map(Limit::count);
            let reason = format!(
                "It holds {signers} signatures, {certificates} certificates and {crls} revocation lists or OCSP \
                 responses. The limits are {most_signers}, {most_certificates} and {most_crls}."
            );
            return Err(rule::SIGNATURE_LIMIT.broken(reason).with_limit(limit.reached(u64::try_from(there).ok())));
        }
        signed_data.fingerprint = to_hex(&DigestAlgorithm::Sha256.digest(ber));
        Ok(signed_data)
    }

    /// Returns whether signers vouch for everything in it except its certificates, as in a time stamp token.
    fn is_bare_token(&self) -> bool {
        !self.has_odd_parts
            && self.content.is_some()
            && self.crls.is_empty()
            && self.ocsp_responses.is_empty()
            && self.signer_infos.iter().all(|signer| signer.unsigned_attributes.is_none())
    }
}

impl SignerInfo {
    /// Returns whether the unsigned attributes, if there are any, are only time stamps and hold nothing else.
    fn has_only_time_stamps(&self) -> bool {
        let Some(attributes) = self.unsigned_attributes.as_deref() else { return true };
        let is_token = |token| SignedData::with_signers(token).is_ok_and(|token| token.is_bare_token());
        Attributes::read(attributes).is_ok_and(|attributes| {
            attributes.has_only(oid::SIGNATURE_TIME_STAMP) && attributes.values(oid::SIGNATURE_TIME_STAMP).all(is_token)
        })
    }
}
