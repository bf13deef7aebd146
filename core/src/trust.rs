//! The trust bundle: who may sign as whom (GS NFV-SEC 021 clause 6.6). There are no default anchors, ever.

use alloc::{format, string::String, vec, vec::Vec};

use base64ct::{Base64, Encoding as _};
use serde::Deserialize;

use crate::{
    cms::SignedData,
    json, pem,
    report::{Role, RoleTrustReport, TrustReport},
    unique::Unique,
    x509::{Certificate, CertificateList, OcspResponse},
};

/// The certificates an operator has installed, by role and use.
#[derive(Clone, Debug, Default)]
pub struct TrustBundle {
    pub(crate) vnf_provider: RoleTrust,
    pub(crate) service_provider: RoleTrust,
    pub(crate) intermediates: Unique<Certificate>,
    pub(crate) crls: Unique<CertificateList>,
    pub(crate) ocsp_responses: Unique<OcspResponse>,
    /// Who may say what time it was.
    pub(crate) timestamp_authorities: Unique<Certificate>,
}

/// The certificates of one role.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleTrust {
    /// A chain that ends at one of these is enough.
    pub(crate) private_cas: Unique<Certificate>,
    /// A chain that ends at one of these is not: the signing certificate has to be installed too.
    pub(crate) public_cas: Unique<Certificate>,
    pub(crate) signing_certificates: Unique<Certificate>,
}

/// The JSON form; every certificate and revocation list is a PEM text.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct BundleJson {
    vnf_provider: RoleJson,
    service_provider: RoleJson,
    intermediates: Vec<String>,
    crls: Vec<String>,
    ocsp_responses: Vec<String>,
    timestamp_authorities: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct RoleJson {
    #[serde(rename = "privateCAs")]
    private_cas: Vec<String>,
    #[serde(rename = "publicCAs")]
    public_cas: Vec<String>,
    signing_certificates: Vec<String>,
}

impl TrustBundle {
    /// A bundle without anchors: authenticity stays `indeterminate`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a file holds: a JSON bundle, or certificates and revocation lists in PEM, DER or PKCS #7.
    ///
    /// A plain certificate file trusts for the VNF provider: self-issued CA certificates (those of X.509 version 1 too)
    /// become private CAs, other CA certificates intermediates, and end-entity certificates signing certificates.
    ///
    /// # Errors
    /// A sentence that says what cannot be read; nothing is added then.
    pub fn add(&mut self, file: &[u8]) -> Result<(), String> {
        let mut addition = Self::default();
        if file.trim_ascii_start().first() == Some(&b'{') {
            addition.read_json(file)?;
        } else {
            addition.read_file(file)?;
        }
        self.merge(addition);
        Ok(())
    }

    pub(crate) fn of(&self, role: Role) -> &RoleTrust {
        match role {
            Role::VnfProvider => &self.vnf_provider,
            Role::ServiceProvider => &self.service_provider,
        }
    }

    /// Whether it names any authority at all.
    pub(crate) fn has_anchors(&self) -> bool {
        [&self.vnf_provider, &self.service_provider]
            .into_iter()
            .any(|role| !role.private_cas.is_empty() || !role.public_cas.is_empty())
    }

    pub(crate) fn to_report(&self) -> TrustReport {
        let certificates = |list: &[Certificate]| list.iter().map(Certificate::to_trusted).collect();
        let role = |trust: &RoleTrust| RoleTrustReport {
            private_cas: certificates(&trust.private_cas),
            public_cas: certificates(&trust.public_cas),
            signing_certificates: certificates(&trust.signing_certificates),
        };
        TrustReport {
            vnf_provider: role(&self.vnf_provider),
            service_provider: role(&self.service_provider),
            intermediates: certificates(&self.intermediates),
            crls: self.crls.iter().map(CertificateList::to_report).collect(),
            ocsp_responses: self.ocsp_responses.iter().map(OcspResponse::to_report).collect(),
            timestamp_authorities: certificates(&self.timestamp_authorities),
        }
    }

    fn read_json(&mut self, file: &[u8]) -> Result<(), String> {
        let json: BundleJson =
            json::from_slice(file).map_err(|error| format!("The trust bundle cannot be read: {error}."))?;
        self.vnf_provider = RoleTrust::read(&json.vnf_provider, "vnfProvider")?;
        self.service_provider = RoleTrust::read(&json.service_provider, "serviceProvider")?;
        self.intermediates = read_list(&json.intermediates, "intermediates")?;
        self.timestamp_authorities = read_list(&json.timestamp_authorities, "timestampAuthorities")?;
        for text in &json.crls {
            let lists = Contents::read(text.as_bytes()).and_then(|contents| read_crls(&contents.crls));
            let lists = lists.map_err(|reason| format!("In crls of the trust bundle: {reason}"))?;
            if lists.is_empty() {
                return Err("In crls of the trust bundle: The file holds no revocation list.".into());
            }
            self.crls.extend(lists);
        }
        for text in &json.ocsp_responses {
            let responses = read_ocsp_responses(text);
            let responses = responses.map_err(|reason| format!("In ocspResponses of the trust bundle: {reason}"))?;
            self.ocsp_responses.extend(responses);
        }
        Ok(())
    }

    fn read_file(&mut self, file: &[u8]) -> Result<(), String> {
        let contents = Contents::read(file)?;
        self.crls.extend(read_crls(&contents.crls)?);
        self.ocsp_responses.extend(contents.ocsp_responses);
        for certificate in contents.certificates {
            let is_root = certificate.is_self_issued() && (certificate.is_ca() || certificate.version == 1);
            let list = if is_root {
                &mut self.vnf_provider.private_cas
            } else if certificate.is_ca() {
                &mut self.intermediates
            } else {
                &mut self.vnf_provider.signing_certificates
            };
            list.push(certificate);
        }
        Ok(())
    }

    fn merge(&mut self, other: Self) {
        self.vnf_provider.merge(other.vnf_provider);
        self.service_provider.merge(other.service_provider);
        self.intermediates.extend(other.intermediates);
        self.timestamp_authorities.extend(other.timestamp_authorities);
        self.crls.extend(other.crls);
        self.ocsp_responses.extend(other.ocsp_responses);
    }
}

impl RoleTrust {
    /// Whether the certificate is installed for this role.
    pub(crate) fn has_installed(&self, certificate: &Certificate) -> bool {
        self.signing_certificates.has(certificate)
    }

    fn read(json: &RoleJson, name: &str) -> Result<Self, String> {
        Ok(Self {
            private_cas: read_list(&json.private_cas, &format!("{name}.privateCAs"))?,
            public_cas: read_list(&json.public_cas, &format!("{name}.publicCAs"))?,
            signing_certificates: read_list(&json.signing_certificates, &format!("{name}.signingCertificates"))?,
        })
    }

    fn merge(&mut self, other: Self) {
        self.private_cas.extend(other.private_cas);
        self.public_cas.extend(other.public_cas);
        self.signing_certificates.extend(other.signing_certificates);
    }
}

/// What a certificate file holds.
pub(crate) struct Contents {
    pub(crate) certificates: Vec<Certificate>,
    /// The revocation lists in DER, undecoded.
    crls: Vec<Vec<u8>>,
    ocsp_responses: Vec<OcspResponse>,
    /// Whether it holds certificates and nothing else at all: no text, no PKCS #7, no revocation list.
    pub(crate) is_pure: bool,
}

impl Contents {
    /// Reads PEM, DER or PKCS #7. All of it has to be readable.
    pub(crate) fn read(file: &[u8]) -> Result<Self, String> {
        let mut contents =
            Self { certificates: Vec::new(), crls: Vec::new(), ocsp_responses: Vec::new(), is_pure: true };
        if pem::is_pem(file) {
            let text = pem::decode(file).ok_or("A PEM block is damaged.")?;
            contents.is_pure = !text.has_loose_text;
            for block in text.blocks {
                contents.take(&block.label, &block.der)?;
            }
        } else {
            contents.take("", file)?;
        }
        if contents.certificates.is_empty() && contents.crls.is_empty() && contents.ocsp_responses.is_empty() {
            return Err("The file holds no certificate.".into());
        }
        Ok(contents)
    }

    fn take(&mut self, label: &str, der: &[u8]) -> Result<(), String> {
        match label {
            _ if pem::is_certificate_label(label) => self.take_certificate(der),
            _ if pem::is_cms_label(label) => self.take_signed_data(der),
            "X509 CRL" => {
                self.take_crl(der);
                Ok(())
            }
            "OCSP RESPONSE" => self.take_ocsp_response(der),
            "" if OcspResponse::from_der(der).is_ok() => self.take_ocsp_response(der),
            "" if CertificateList::from_der(der).is_ok() => {
                self.take_crl(der);
                Ok(())
            }
            "" => self.take_certificate(der).or_else(|_| self.take_signed_data(der)).map_err(|_| {
                "The file is neither a JSON trust bundle nor certificates or revocation lists in PEM, DER or PKCS #7."
                    .into()
            }),
            _ if label.contains("PRIVATE KEY") => {
                Err("The file holds a private key. A trust bundle needs certificates only; keep keys away from it."
                    .into())
            }
            _ => Err(format!("The file holds a PEM block '{label}', which is no certificate.")),
        }
    }

    fn take_certificate(&mut self, der: &[u8]) -> Result<(), String> {
        let certificate =
            Certificate::from_der(der).map_err(|error| format!("A certificate cannot be read: {error}."))?;
        self.certificates.push(certificate);
        Ok(())
    }

    fn take_crl(&mut self, der: &[u8]) {
        self.is_pure = false;
        self.crls.push(der.to_vec());
    }

    fn take_ocsp_response(&mut self, der: &[u8]) -> Result<(), String> {
        let response =
            OcspResponse::from_der(der).map_err(|error| format!("An OCSP response cannot be read: {error}."))?;
        self.is_pure = false;
        self.ocsp_responses.push(response);
        Ok(())
    }

    /// A "certs-only" PKCS #7 (RFC 5652 section 5, no signers needed).
    fn take_signed_data(&mut self, der: &[u8]) -> Result<(), String> {
        let signed_data = SignedData::from_ber(der).map_err(|reason| format!("A PKCS #7 cannot be read: {reason}."))?;
        self.crls.extend(signed_data.crls);
        self.is_pure = false;
        signed_data.ocsp_responses.iter().try_for_each(|response| self.take_ocsp_response(response))?;
        signed_data.certificates.iter().try_for_each(|certificate| self.take_certificate(certificate))
    }
}

fn read_list(texts: &[String], name: &str) -> Result<Unique<Certificate>, String> {
    let mut certificates = Unique::default();
    for text in texts {
        let contents =
            Contents::read(text.as_bytes()).map_err(|reason| format!("In {name} of the trust bundle: {reason}"))?;
        certificates.extend(contents.certificates);
    }
    Ok(certificates)
}

/// PEM with the label `OCSP RESPONSE`, or the base64 of the DER alone, for which there is no standard label.
fn read_ocsp_responses(text: &str) -> Result<Vec<OcspResponse>, String> {
    let responses = if pem::is_pem(text.as_bytes()) {
        Contents::read(text.as_bytes())?.ocsp_responses
    } else {
        let base64: String = text.split_ascii_whitespace().collect();
        let der = Base64::decode_vec(&base64).map_err(|_| "The text is neither PEM nor base64.")?;
        let response = OcspResponse::from_der(&der);
        vec![response.map_err(|error| format!("An OCSP response cannot be read: {error}."))?]
    };
    if responses.is_empty() { Err("The file holds no OCSP response.".into()) } else { Ok(responses) }
}

fn read_crls(ders: &[Vec<u8>]) -> Result<Vec<CertificateList>, String> {
    let read = |der: &Vec<u8>| CertificateList::from_der(der);
    ders.iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("A revocation list cannot be read: {error}."))
}
