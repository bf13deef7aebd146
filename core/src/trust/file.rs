//! Reads a trust file. Everything in it has a placement, and nothing in it is skipped.

use alloc::{format, string::String, vec::Vec};

use base64ct::{Base64, Encoding as _};
use serde::Deserialize;

use crate::{
    certificate_file::Contents,
    encoding, json, pem,
    report::{Placement, TrustFileFormat},
    x509::{Certificate, CertificateList, OcspResponse},
};

/// The contents of a trust file.
pub(crate) struct TrustFile {
    pub(crate) format: TrustFileFormat,
    pub(crate) certificates: Vec<(Placement, Certificate)>,
    pub(crate) crls: Vec<CertificateList>,
    pub(crate) ocsp_responses: Vec<OcspResponse>,
}

/// The JSON form. Every certificate, revocation list and OCSP response is a PEM text.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "a JSON object")]
struct BundleJson {
    vnf_provider: RoleJson,
    service_provider: RoleJson,
    intermediates: Vec<String>,
    crls: Vec<String>,
    ocsp_responses: Vec<String>,
    timestamp_authorities: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "a JSON object")]
struct RoleJson {
    #[serde(rename = "privateCAs")]
    private_cas: Vec<String>,
    #[serde(rename = "publicCAs")]
    public_cas: Vec<String>,
    signing_certificates: Vec<String>,
}

impl BundleJson {
    fn lists(&self) -> [(Placement, &[String]); 10] {
        let (vnf_provider, service_provider) = (&self.vnf_provider, &self.service_provider);
        [
            (Placement::VnfProviderPrivateCas, &vnf_provider.private_cas),
            (Placement::VnfProviderPublicCas, &vnf_provider.public_cas),
            (Placement::VnfProviderSigningCertificates, &vnf_provider.signing_certificates),
            (Placement::ServiceProviderPrivateCas, &service_provider.private_cas),
            (Placement::ServiceProviderPublicCas, &service_provider.public_cas),
            (Placement::ServiceProviderSigningCertificates, &service_provider.signing_certificates),
            (Placement::Intermediates, &self.intermediates),
            (Placement::Crls, &self.crls),
            (Placement::OcspResponses, &self.ocsp_responses),
            (Placement::TimestampAuthorities, &self.timestamp_authorities),
        ]
    }
}

impl TrustFile {
    /// Reads a trust bundle in JSON, or certificates and revocation lists in PEM, DER or PKCS #7.
    pub(crate) fn read(file: &[u8]) -> Result<Self, String> {
        if encoding::without_mark(file).trim_ascii_start().first() == Some(&b'{') {
            Self::read_bundle(file)
        } else {
            Self::read_certificates(file)
        }
    }

    fn read_bundle(file: &[u8]) -> Result<Self, String> {
        let json: BundleJson =
            json::from_slice(file).map_err(|error| format!("The trust bundle cannot be read: {error}."))?;
        let mut bundle = Self::empty(TrustFileFormat::Bundle);
        for (placement, texts) in json.lists() {
            for (number, text) in (1_usize..).zip(texts) {
                let name = placement.name();
                bundle
                    .take_entry(placement, text)
                    .map_err(|reason| format!("In {name} of the trust bundle, entry {number}: {reason}"))?;
            }
        }
        Ok(bundle)
    }

    /// Takes an entry of a bundle: one PEM block whose content belongs at this placement.
    fn take_entry(&mut self, placement: Placement, text: &str) -> Result<(), String> {
        let contents = match bare_response(placement, text) {
            Some(der) => Contents::of_trust(&der)?,
            None => Contents::of_trust(text.as_bytes())?,
        };
        if contents.parts != 1 {
            return Err(format!("It holds {} PEM blocks. Make an entry of each.", contents.parts));
        }
        check_placement(placement, &contents)?;
        self.crls.extend(read_crls(&contents.crls)?);
        self.ocsp_responses.extend(contents.ocsp_responses);
        self.certificates.extend(contents.certificates.into_iter().map(|certificate| (placement, certificate)));
        Ok(())
    }

    /// Reads certificates without a bundle around them, which count as those of a VNF provider.
    fn read_certificates(file: &[u8]) -> Result<Self, String> {
        let contents = Contents::of_trust(file)?;
        let mut read = Self::empty(TrustFileFormat::Certificates);
        read.crls = read_crls(&contents.crls)?;
        read.ocsp_responses = contents.ocsp_responses;
        read.certificates =
            contents.certificates.into_iter().map(|certificate| (place_of(&certificate), certificate)).collect();
        Ok(read)
    }

    fn empty(format: TrustFileFormat) -> Self {
        Self { format, certificates: Vec::new(), crls: Vec::new(), ocsp_responses: Vec::new() }
    }
}

/// Checks that everything in an entry belongs at its placement.
fn check_placement(placement: Placement, contents: &Contents) -> Result<(), String> {
    let grants_nothing = matches!(placement, Placement::Crls | Placement::OcspResponses);
    if grants_nothing && !contents.certificates.is_empty() {
        return Err("It holds a certificate, which does not belong here.".into());
    }
    if placement != Placement::Crls && !contents.crls.is_empty() {
        return Err("It holds a revocation list, which belongs in crls.".into());
    }
    if placement != Placement::OcspResponses && !contents.ocsp_responses.is_empty() {
        return Err("It holds an OCSP response, which belongs in ocspResponses.".into());
    }
    Ok(())
}

/// Returns the DER of an OCSP response in base64 without boundaries, because no standard has a PEM label for it.
fn bare_response(placement: Placement, text: &str) -> Option<Vec<u8>> {
    if placement != Placement::OcspResponses || pem::is_pem(text.as_bytes()) {
        return None;
    }
    let base64: String = text.split_ascii_whitespace().collect();
    Base64::decode_vec(&base64).ok()
}

fn place_of(certificate: &Certificate) -> Placement {
    let is_root = certificate.is_self_issued() && (certificate.is_ca() || certificate.version == 1);
    if is_root {
        Placement::VnfProviderPrivateCas
    } else if certificate.is_ca() {
        Placement::Intermediates
    } else {
        Placement::VnfProviderSigningCertificates
    }
}

fn read_crls(ders: &[Vec<u8>]) -> Result<Vec<CertificateList>, String> {
    let read = |der: &Vec<u8>| CertificateList::from_der(der);
    ders.iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("A revocation list cannot be read: {error}."))
}
