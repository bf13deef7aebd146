//! First signatures: a folder becomes a package, and a CSAR a delivery.

use vnfseal::{
    json,
    sign::{self, FolderFile},
    time::Time,
};
use wasm_bindgen::prelude::*;

use super::{
    refuse,
    signing::{Signer, Signing},
};
use crate::{TrustBundle, Verification, read_policy, to_js};

#[wasm_bindgen]
impl Signing {
    /// Begins an Option 1 CSAR of a folder's files, in JSON: `[{"path", "size"}]` with slashes, and sizes in bytes. The
    /// number of a file as a source is its place in the list. A trust bundle without authorities checks the signer's certificate alone.
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the files, the policy or the time.
    pub fn pack(files: &str, trust: &TrustBundle, policy: &[u8], signer: &Signer, now: &str) -> Result<Self, JsError> {
        let files: Vec<FolderFile> = json::from_slice(files.as_bytes()).map_err(to_js)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        let signing = sign::Signing::pack(files, &trust.0, &read_policy(policy)?, &signer.0, now);
        Self::begin(signing.map_err(Into::into))
    }

    /// Begins an Option 2 delivery of a CSAR that was read to its end. Its file name is its name in the delivery. Source 0 is
    /// the CSAR. A trust bundle without authorities checks the signer's certificate alone.
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    pub fn wrap(
        verification: &Verification,
        trust: &TrustBundle,
        policy: &[u8],
        signer: &Signer,
        now: &str,
    ) -> Result<Self, JsError> {
        let policy = verification.read_policy(policy)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        Self::begin(sign::Signing::wrap(&verification.0, &trust.0, &policy, &signer.0, now))
    }

    /// Returns the policy, in JSON, by which a new package is verified: before its onboarding, and without the service
    /// provider's signature.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the policy.
    #[wasm_bindgen(js_name = policyOfNewPackage)]
    pub fn policy_of_new_package(policy: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(serde_json::to_vec(&sign::policy_of_new_package(&read_policy(policy)?))?)
    }
}

#[wasm_bindgen]
impl Signer {
    /// Checks that the certificate verifies as one of the VNF provider's, by the trust bundle, a policy in JSON and the host's
    /// clock (RFC 3339).
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    #[wasm_bindgen(js_name = checkProvider)]
    pub fn check_provider(&self, trust: &TrustBundle, policy: &[u8], now: &str) -> Result<(), JsError> {
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        sign::check_provider(&self.0, &trust.0, &read_policy(policy)?, now).map_err(refuse)
    }

    /// Checks a new package or a delivery, after it was read to its end: it verifies before its onboarding, and this signer's
    /// signature covers it.
    ///
    /// # Errors
    /// A refusal in JSON, or a sentence that says what is wrong with the policy or the time.
    #[wasm_bindgen(js_name = checkNewPackage)]
    pub fn check_new_package(
        &self,
        verification: &Verification,
        trust: &TrustBundle,
        policy: &[u8],
        now: &str,
    ) -> Result<(), JsError> {
        let policy = verification.read_policy(policy)?;
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        sign::check_new_package(&verification.0, &trust.0, &policy, &self.0, now).map_err(refuse)
    }
}
