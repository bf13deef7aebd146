//! Signers, and the service provider's signature. The private key stays in JavaScript. Octets inside JSON are in lower-case hex.

use serde_json::{Value, json as value};
use vnfseal::{
    digest::{DigestAlgorithm, to_hex},
    sign::{self, Extent, Failure, Segment, SigningAlgorithm, SigningRequest, SigningStep},
    task::Range,
    time::Time,
};
use wasm_bindgen::prelude::*;

use super::refuse;
use crate::{Files, TrustBundle, Verification, read_outcomes, read_policy, to_js};

/// A signer: the certificate, those between it and its root, and the algorithm.
#[wasm_bindgen]
pub struct Signer(pub(super) sign::Signer);

#[wasm_bindgen]
impl Signer {
    /// Reads the signer's certificate, the first in a file in PEM or DER, and others that help to build its chain. Without
    /// `hash` the digest algorithm is the one that is as strong as the key. `is_pss` chooses PSS for an RSA key.
    ///
    /// # Errors
    /// A refusal in JSON: `{"code", "sentence", "fix", "findings"}`.
    #[wasm_bindgen(constructor)]
    pub fn new(certificate: &[u8], others: &Files, hash: Option<String>, is_pss: bool) -> Result<Self, JsError> {
        let digest = hash.map(|name| digest_algorithm(&name)).transpose()?;
        let signer = sign::Signer::new(certificate, &others.as_slices(), digest, is_pss);
        signer.map(Self).map_err(refuse)
    }

    /// Returns the algorithm with which the host has to sign, in JSON: `{"name", "hash", "saltLength"}` as Web Crypto has
    /// them.
    #[must_use]
    pub fn algorithm(&self) -> String {
        algorithm(&self.0.algorithm()).to_string()
    }

    /// Checks that the certificate verifies as one of the service provider's, by the trust bundle, a policy in JSON and the
    /// host's clock (RFC 3339).
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    #[wasm_bindgen(js_name = checkSigner)]
    pub fn check_signer(&self, trust: &TrustBundle, policy: &[u8], now: &str) -> Result<(), JsError> {
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        sign::check_signer(&self.0, &trust.0, &read_policy(policy)?, now).map_err(refuse)
    }

    /// Checks a package that was signed, after it was read to its end: it verifies, and this signer is found in it as the
    /// service provider.
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    #[wasm_bindgen(js_name = checkResult)]
    pub fn check_result(
        &self,
        verification: &Verification,
        trust: &TrustBundle,
        policy: &[u8],
        now: &str,
    ) -> Result<(), JsError> {
        let policy = verification.read_policy(policy)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        sign::check_result(&verification.0, &trust.0, &policy, &self.0, now).map_err(refuse)
    }
}

/// The signing of one package, driven by JavaScript like a [`Verification`].
#[wasm_bindgen]
pub struct Signing {
    signing: sign::Signing,
    /// The signature values so far.
    signatures: Vec<Vec<u8>>,
}

#[wasm_bindgen]
impl Signing {
    /// Begins the service provider's signature for a package that was read to its end, by the trust bundle, a policy in JSON, and the host's clock (RFC
    /// 3339), which is also the signing time. `with_artifacts` adds a signature to every artifact that has one.
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    pub fn countersign(
        verification: &Verification,
        trust: &TrustBundle,
        policy: &[u8],
        signer: &Signer,
        with_artifacts: bool,
        now: &str,
    ) -> Result<Self, JsError> {
        let policy = verification.read_policy(policy)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        let extent = if with_artifacts { Extent::Artifacts } else { Extent::Package };
        let signing = sign::Signing::countersign(&verification.0, &trust.0, &policy, &signer.0, extent, now);
        Self::begin(signing)
    }

    /// Returns the policy, in JSON, by which a package that was signed is verified: the service provider's signature is
    /// required.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy.
    #[wasm_bindgen(js_name = policyOfResult)]
    pub fn policy_of_result(verification: &Verification, policy: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(serde_json::to_vec(&sign::policy_of_result(&verification.read_policy(policy)?))?)
    }

    /// Returns what is needed next, in JSON: `{"read": …}`, `{"digest": […]}`, `{"sign": [{"path", "algorithm", "data",
    /// "digest"}]}` or `{"ready": true}`.
    ///
    /// # Errors
    /// None that can happen: a step is always JSON.
    pub fn step(&mut self) -> Result<String, JsError> {
        let step = match self.signing.step() {
            SigningStep::Read(range) => value!({ "read": range }),
            SigningStep::Digest(tasks) => value!({ "digest": tasks }),
            SigningStep::Sign(requests) => value!({ "sign": requests.iter().map(request).collect::<Vec<_>>() }),
            SigningStep::Ready => value!({ "ready": true }),
        };
        Ok(step.to_string())
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.signing.supply(source, crate::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers tasks of `digest` with the results of [`Digester::finish`](crate::Digester::finish), as a list in JSON.
    ///
    /// # Errors
    /// If one of these tasks was not asked for.
    pub fn complete(&mut self, outcomes: &str) -> Result<(), JsError> {
        read_outcomes(outcomes)?.into_iter().try_for_each(|outcome| self.signing.complete(outcome)).map_err(to_js)
    }

    /// Takes the signature value for the next request of `sign`.
    #[wasm_bindgen(js_name = addSignature)]
    pub fn add_signature(&mut self, value: Vec<u8>) {
        self.signatures.push(value);
    }

    /// Answers `sign` with the values that were added, one for each request.
    ///
    /// # Errors
    /// A refusal in JSON: a value does not verify with the signer's certificate.
    pub fn sign(&mut self) -> Result<(), JsError> {
        self.signing.sign(&std::mem::take(&mut self.signatures)).map_err(refuse)
    }

    /// Returns the new package, once the step is `ready`, in JSON: `[{"range": {"source", "offset", "length"}} or {"new":
    /// length}]`.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn segments(&self) -> Result<String, JsError> {
        let segments = self.signing.segments().map_err(refuse)?;
        Ok(segments.iter().map(segment).collect::<Value>().to_string())
    }

    /// Returns the bytes of a new segment by its index, and no bytes of a range.
    ///
    /// # Errors
    /// A refusal in JSON.
    #[wasm_bindgen(js_name = newBytes)]
    pub fn new_bytes(&self, index: usize) -> Result<Vec<u8>, JsError> {
        match self.signing.segments().map_err(refuse)?.get(index) {
            Some(Segment::New(bytes)) => Ok(bytes.clone()),
            _ => Ok(Vec::new()),
        }
    }
}

impl Signing {
    pub(super) fn begin(signing: Result<sign::Signing, Failure>) -> Result<Self, JsError> {
        Ok(Self { signing: signing.map_err(refuse)?, signatures: Vec::new() })
    }
}

fn algorithm(algorithm: &SigningAlgorithm) -> Value {
    let SigningAlgorithm { name, hash, salt_length } = algorithm;
    value!({ "name": name, "hash": hash, "saltLength": salt_length })
}

fn request(request: &SigningRequest) -> Value {
    let SigningRequest { path, algorithm: signed_with, data, digest } = request;
    value!({ "path": path, "algorithm": algorithm(signed_with), "data": to_hex(data), "digest": to_hex(digest) })
}

pub(super) fn segment(segment: &Segment) -> Value {
    match segment {
        Segment::Range(Range { source, offset, length }) => {
            value!({ "range": { "source": source, "offset": offset, "length": length } })
        }
        Segment::New(bytes) => value!({ "new": bytes.len() }),
    }
}

fn digest_algorithm(name: &str) -> Result<DigestAlgorithm, JsError> {
    let known: Result<DigestAlgorithm, _> = serde_json::from_value(name.into());
    known.map_err(|_| JsError::new("The hash is not one of SHA-256, SHA-384 and SHA-512."))
}
