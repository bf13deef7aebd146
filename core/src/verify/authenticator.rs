//! Who may sign as whom: the one place that decides what a certificate is worth (SEC 021 clause 6.6).

use alloc::{format, vec::Vec};
use core::cell::Cell;

use super::remark::Remark;
use crate::{
    policy::{Edition, Policy},
    report::Role,
    rule,
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate,
        extensions::KeyUsage,
        path::{self, Chain, Rejection, quote},
    },
};

/// Signatures verified for one package: 10,000 artifacts signed one by one, with chains of four, and some. Honest
/// packages need a handful.
const VERIFICATIONS_MAX: usize = 60_000;

/// The two roles, in the order they are tried.
const ROLES: [Role; 2] = [Role::VnfProvider, Role::ServiceProvider];

/// Judges certificates by a trust bundle, a policy and a time.
pub(super) struct Authenticator<'a> {
    pub(super) trust: &'a TrustBundle,
    pub(super) policy: &'a Policy,
    pub(super) at: Time,
    /// One budget for all signatures of the package, those of certificates as well.
    verifications_left: Cell<usize>,
}

impl<'a> Authenticator<'a> {
    pub(super) fn new(trust: &'a TrustBundle, policy: &'a Policy, at: Time) -> Self {
        Self { trust, policy, at, verifications_left: Cell::new(VERIFICATIONS_MAX) }
    }

    /// Takes one verification from the package's budget; whether there was one left.
    pub(super) fn spend(&self) -> bool {
        let left = self.verifications_left.get().checked_sub(1);
        self.verifications_left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Decides as whom the owner of the certificate may sign (SEC 021 clause 6.6): first the certificate itself, then
    /// its chain.
    pub(super) fn authenticate(
        &self,
        certificate: &Certificate,
        material: &[&Certificate],
        remarks: &mut Vec<Remark>,
    ) -> Option<(Role, Chain)> {
        let before = remarks.len();
        check_purpose(certificate, remarks);
        let is_fit = remarks.len() == before;
        if certificate.version < 3 {
            let what = format!("The signing certificate {} is of version {}.", quote(certificate), certificate.version);
            remarks.push(Remark::new(rule::CERTIFICATE_VERSION_1, certificate, what));
        }
        let found = if certificate.is_self_signed() {
            self.authenticate_self_signed(certificate, remarks)
        } else {
            self.find_chain(certificate, material, remarks)
        };
        found.filter(|_| is_fit)
    }

    /// A self-signed signing certificate never conforms (SEC021-6.6-a). One that is installed may be accepted by policy.
    fn authenticate_self_signed(&self, certificate: &Certificate, remarks: &mut Vec<Remark>) -> Option<(Role, Chain)> {
        let what = format!("The signing certificate {} is self-signed.", quote(certificate));
        remarks.push(Remark::new(rule::CERTIFICATE_SELF_SIGNED, certificate, what));
        let role = ROLES.into_iter().find(|role| self.trust.of(*role).has_installed(certificate));
        let chain = Chain::of_installed(certificate, self.at);
        match (role, chain) {
            (Some(role), Ok(chain)) => self.policy.accepts(rule::CERTIFICATE_SELF_SIGNED.code).then_some((role, chain)),
            (Some(_), Err(rejection)) => {
                remarks.push(Remark::from(rejection));
                None
            }
            (None, chain) => {
                if let Err(rejection) = chain {
                    remarks.push(Remark::from(rejection));
                }
                if self.trust.has_anchors() {
                    let what = format!("The self-signed certificate {} is not installed.", quote(certificate));
                    remarks.push(Remark::new(rule::CHAIN_NOT_TRUSTED, certificate, what));
                }
                None
            }
        }
    }

    /// Validates the certification path alone (RFC 5280 section 6), whatever the certificate is for. A path to any
    /// anchor is enough; there is a role only where that role's own rules are met too.
    pub(super) fn validate(
        &self,
        certificate: &Certificate,
        material: &[&Certificate],
        remarks: &mut Vec<Remark>,
    ) -> Option<(Option<Role>, Chain)> {
        if let Some((role, chain)) = self.find_role(certificate, material) {
            return Some((Some(role), chain));
        }
        let all_anchors = self.all_anchors();
        match self.build(certificate, material, &all_anchors) {
            Ok(chain) => Some((None, chain)),
            Err(rejection) => {
                remarks.extend(remark_on(rejection, &all_anchors));
                None
            }
        }
    }

    fn find_chain(
        &self,
        certificate: &Certificate,
        material: &[&Certificate],
        remarks: &mut Vec<Remark>,
    ) -> Option<(Role, Chain)> {
        let found = self.find_role(certificate, material);
        if found.is_some() {
            return found;
        }
        let all_anchors = self.all_anchors();
        match self.build(certificate, material, &all_anchors) {
            Ok(_) => {
                let what = format!(
                    "The signing certificate {} is not among the installed signing certificates (SHA-256 {}).",
                    quote(certificate),
                    certificate.fingerprint
                );
                remarks.push(Remark::new(rule::CERTIFICATE_NOT_INSTALLED, certificate, what));
            }
            Err(rejection) => remarks.extend(remark_on(rejection, &all_anchors)),
        }
        None
    }

    /// The first role that has an anchor the certificate leads to.
    fn find_role(&self, certificate: &Certificate, material: &[&Certificate]) -> Option<(Role, Chain)> {
        ROLES.into_iter().find_map(|role| {
            let chain = self.build(certificate, material, &self.anchors(role, certificate)).ok()?;
            Some((role, chain))
        })
    }

    fn build(
        &self,
        certificate: &Certificate,
        material: &[&Certificate],
        anchors: &[&Certificate],
    ) -> Result<Chain, Rejection> {
        let intermediates: Vec<&Certificate> = material.iter().copied().chain(&self.trust.intermediates).collect();
        path::build(certificate, anchors, &intermediates, self.at, &self.verifications_left)
    }

    fn all_anchors(&self) -> Vec<&Certificate> {
        let anchors = ROLES.into_iter().map(|role| self.trust.of(role));
        anchors.flat_map(|trust| trust.private_cas.iter().chain(&trust.public_cas)).collect()
    }

    /// The anchors whose chain makes this certificate one of the role: private CAs; public CAs only if the certificate
    /// is installed (SEC021-6.6-h). Since edition 5.4.1 a service provider's certificate is always installed (6.2 step 5).
    fn anchors(&self, role: Role, certificate: &Certificate) -> Vec<&Certificate> {
        let trust = self.trust.of(role);
        let is_installed = trust.has_installed(certificate);
        let needs_installation = role == Role::ServiceProvider && self.policy.edition == Edition::V5_4_1;
        let private: &[Certificate] = if needs_installation && !is_installed { &[] } else { &trust.private_cas };
        let public: &[Certificate] = if is_installed { &trust.public_cas } else { &[] };
        private.iter().chain(public).collect()
    }
}

/// What the certificate may be used for (design: key usage, extended key usage, no CA).
fn check_purpose(certificate: &Certificate, remarks: &mut Vec<Remark>) {
    let mut refuse = |reason: &str| {
        let what = format!("The signing certificate {} {reason}.", quote(certificate));
        remarks.push(Remark::new(rule::CERTIFICATE_USAGE, certificate, what));
    };
    if certificate.is_ca() {
        refuse("is that of a CA");
    }
    if !certificate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION]) {
        refuse("has neither digitalSignature nor nonRepudiation in its key usage");
    }
    if !certificate.allows_package_signing() {
        refuse("has an extended key usage without codeSigning, emailProtection, documentSigning or any");
    }
}

/// Without anchors nothing can chain; that is said once for the whole, and not for each certificate.
fn remark_on(rejection: Rejection, anchors: &[&Certificate]) -> Option<Remark> {
    let is_said = rejection.rule == rule::CHAIN_NOT_TRUSTED && anchors.is_empty();
    (!is_said).then(|| Remark::from(rejection))
}
