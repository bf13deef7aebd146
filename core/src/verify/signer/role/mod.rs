//! Decides who may sign in which role: the only place that decides what a certificate is worth (SEC 021 clause 6.6).

mod explanation;
mod paths;
mod time_stamp_authority;
mod untrusted_path;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};
use core::cell::{Cell, RefCell};

use der::oid::ObjectIdentifier;

use super::{
    installed::Installed,
    revocation::{Judge, Judgement, RevocationInfo},
};
use crate::{
    digest::{DigestAlgorithm, Hasher},
    limits,
    policy::Policy,
    report::Role,
    rule::{self, Violation},
    signature,
    time::Time,
    trust::TrustBundle,
    x509::{
        Certificate, PolicyInputs,
        certificate::PACKAGE_SIGNING,
        extensions::KeyUsage,
        path::{Chain, quote},
    },
};

/// The two roles, in the order in which they are tried.
const ROLES: [Role; 2] = [Role::VnfProvider, Role::ServiceProvider];

/// Judges certificates by a trust bundle, a policy and a time.
pub(in crate::verify) struct Authenticator<'a> {
    pub(in crate::verify) trust: &'a TrustBundle,
    pub(in crate::verify) policy: &'a Policy,
    pub(in crate::verify) at: Time,
    /// The policy inputs for the chain of a signer.
    path_policy: PolicyInputs,
    pub(in crate::verify) revocation: Judge<'a>,
    /// The budget for all signatures of the package, including those of certificates and revocation lists.
    verifications_left: Cell<usize>,
    /// The certificates of the trust bundle that may belong to time stamping authorities.
    pub(super) known_time_stampers: Installed<'a>,
    /// The chains found for time stamping authorities, by everything that they depend on.
    time_stamp_authorities: RefCell<BTreeMap<Vec<u8>, Option<Chain>>>,
    /// The times at which formerly trusted time stamping authorities ended, by everything that they depend on.
    ended_authorities: RefCell<BTreeMap<Vec<u8>, Option<Time>>>,
    /// The fingerprints of the signing certificates whose untrusted paths were followed.
    paths_followed: RefCell<BTreeSet<String>>,
}

/// Material that came with a signature and helps to find its signer's chain. It is untrusted.
pub(in crate::verify) struct Material<'a> {
    /// The certificates of the CMS and of the certificate file.
    pub(in crate::verify) certificates: Vec<&'a Certificate>,
    pub(in crate::verify) info: &'a RevocationInfo,
}

/// The anchor of a chain, with its place in the trust bundle.
#[derive(Clone, Copy)]
pub(in crate::verify) struct Anchor {
    pub(in crate::verify) role: Role,
    pub(in crate::verify) is_public: bool,
}

/// The question whether a certificate has a chain under these conditions.
#[derive(Clone, Copy)]
struct Question<'a> {
    certificate: &'a Certificate,
    material: &'a Material<'a>,
    /// The purposes of which the chain has to allow one. Empty if any purpose will do.
    purposes: &'a [ObjectIdentifier],
    /// The policy inputs for the chain.
    policy: &'a PolicyInputs,
    at: Time,
}

/// The key that made the signature of a certificate, as far as the available certificates show it. Names do not show
/// it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::verify) enum IssuedBy {
    #[default]
    Unknown,
    /// The certificate's own key made the signature.
    Itself,
    /// The key of another certificate made the signature, whether that is trusted or not.
    Another,
}

/// The result of authenticating the owner of a certificate.
#[derive(Clone, Default)]
pub(in crate::verify) struct Authentication {
    /// The role for which the owner is trusted.
    pub(in crate::verify) role: Option<Role>,
    /// The proven chain. It can exist without a role: a revoked chain, or a chain to an anchor of no role.
    pub(in crate::verify) chain: Option<Chain>,
    /// The anchor to which a chain leads, whether or not that is enough.
    pub(in crate::verify) leads_to: Option<Anchor>,
    pub(in crate::verify) issued_by: IssuedBy,
    pub(in crate::verify) revocation: Judgement,
}

impl Authentication {
    /// Returns whether there is a chain that revocation does not refuse. No certificate of it is known to be revoked,
    /// or lacks a required proof that it is not.
    pub(in crate::verify) fn has_good_chain(&self) -> bool {
        self.chain.is_some() && !self.revocation.is_refused()
    }

    /// Returns the authentication of an installed certificate that is its own anchor.
    fn self_signed((role, chain): (Role, Chain)) -> Self {
        Self { role: Some(role), chain: Some(chain), ..Self::default() }
    }
}

impl<'a> Authenticator<'a> {
    /// `octets` is the size of all signatures that are verified, with their embedded parts.
    pub(in crate::verify) fn new(trust: &'a TrustBundle, policy: &'a Policy, at: Time, octets: usize) -> Self {
        let revocation = Judge::new(policy.revocation, trust, at);
        let verifications_left = Cell::new(verifications_for(octets));
        Self {
            trust,
            policy,
            at,
            path_policy: path_policy(policy),
            revocation,
            verifications_left,
            known_time_stampers: Installed::of_time_stamp_authorities(trust),
            time_stamp_authorities: RefCell::default(),
            ended_authorities: RefCell::default(),
            paths_followed: RefCell::default(),
        }
    }

    /// Spends `times` verifications with the certificate's key from the package's budget. Returns whether as many were
    /// left.
    pub(in crate::verify) fn spend(&self, times: usize, certificate: &Certificate) -> bool {
        let cost = signature::cost(&certificate.public_key_info).saturating_mul(times);
        let left = self.verifications_left.get().checked_sub(cost);
        self.verifications_left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Decides in which role the owner of the certificate may sign (SEC 021 clause 6.6). It checks first the
    /// certificate itself, then its chain, for the given time.
    pub(in crate::verify) fn authenticate(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        at: Time,
        violations: &mut Vec<Violation>,
    ) -> Authentication {
        let question = Question { certificate, material, purposes: PACKAGE_SIGNING, policy: &self.path_policy, at };
        let before = violations.len();
        check_purpose(certificate, violations);
        let is_fit = violations.len() == before;
        if certificate.version < 3 {
            let what = format!("The signing certificate {} is of version {}.", quote(certificate), certificate.version);
            violations.push(certificate.breaks(rule::CERTIFICATE_VERSION_1, what));
        }
        let is_self_signed = certificate.is_self_signed();
        let found = if is_self_signed {
            let found = self.authenticate_self_signed(certificate, at, violations);
            found.map(Authentication::self_signed).unwrap_or_default()
        } else {
            let found = self.find_role(&question, violations);
            found.unwrap_or_else(|| {
                let leads_to = self.explain_no_chain(&question, violations);
                Authentication { leads_to, ..Authentication::default() }
            })
        };
        let issued_by = if is_self_signed { IssuedBy::Itself } else { self.issued_by(&question, &found) };
        if issued_by == IssuedBy::Itself && !is_self_signed {
            let what = format!("The signing certificate {} is signed with its own key.", quote(certificate));
            violations.push(certificate.breaks(rule::CERTIFICATE_SELF_SIGNED, what));
        }
        if is_fit {
            return Authentication { issued_by, ..found };
        }
        Authentication { leads_to: found.leads_to, issued_by, ..Authentication::default() }
    }

    /// Finds the key that made the signature of a certificate (SEC021-6.6-a). Only a few certificates with the issuer's
    /// name are tried, those of the chain first.
    fn issued_by(&self, question: &Question<'_>, found: &Authentication) -> IssuedBy {
        let certificate = question.certificate;
        let has_issued =
            |issuer: &Certificate| self.spend(1, issuer) && certificate.verify_signature_by(issuer).is_ok();
        if has_issued(certificate) {
            return IssuedBy::Itself;
        }
        // The validation of the chain has verified this.
        if found.chain.as_ref().is_some_and(|chain| chain.certificates().len() > 1) {
            return IssuedBy::Another;
        }
        let (anchors, intermediates) = (self.all_anchors(), self.intermediates(question.material));
        let mut issuers =
            anchors.into_iter().chain(intermediates).filter(|issuer| issuer.subject == certificate.issuer);
        let is_issued = issuers.by_ref().take(limits::SIGNER_ISSUERS.count()).any(has_issued);
        if is_issued { IssuedBy::Another } else { IssuedBy::Unknown }
    }

    /// Validates only the certification path (RFC 5280 section 6), whatever the certificate is for. A path to any
    /// anchor is enough. There is a role only if the path also meets the rules of that role.
    pub(in crate::verify) fn validate(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
        violations: &mut Vec<Violation>,
    ) -> Authentication {
        let question = Question { certificate, material, purposes: &[], policy: &self.path_policy, at: self.at };
        if let Some(found) = self.find_role(&question, violations) {
            return found;
        }
        let anchors = self.all_anchors();
        if let Some((chain, revocation)) = self.find_unrevoked_chain(&question, &anchors) {
            violations.extend(revocation.objections.iter().cloned());
            return Authentication {
                leads_to: self.anchor_of(&chain),
                chain: Some(chain),
                revocation,
                ..Authentication::default()
            };
        }
        let leads_to = self.explain_no_chain(&question, violations);
        Authentication { leads_to, ..Authentication::default() }
    }

    /// Authenticates a self-signed signing certificate. It never conforms (SEC021-6.6-a), but policy may accept an
    /// installed one.
    fn authenticate_self_signed(
        &self,
        certificate: &Certificate,
        at: Time,
        violations: &mut Vec<Violation>,
    ) -> Option<(Role, Chain)> {
        let what = format!("The signing certificate {} is self-signed.", quote(certificate));
        violations.push(certificate.breaks(rule::CERTIFICATE_SELF_SIGNED, what));
        let role = ROLES.into_iter().find(|role| self.trust.of(*role).has_installed(certificate));
        let chain = Chain::of_installed(certificate, at);
        match (role, chain) {
            (Some(role), Ok(chain)) => self.policy.accepts(rule::CERTIFICATE_SELF_SIGNED.code).then_some((role, chain)),
            (Some(_), Err(rejection)) => {
                violations.push(rejection);
                None
            }
            (None, chain) => {
                if let Err(rejection) = chain {
                    violations.push(rejection);
                }
                if self.trust.has_anchors() {
                    let is_anchor = self.all_anchors().iter().any(|anchor| anchor.der == certificate.der);
                    let state =
                        if is_anchor { "installed as a CA, not as a signing certificate" } else { "not installed" };
                    let what = format!("The self-signed certificate {} is {state}.", quote(certificate));
                    violations.push(certificate.breaks(rule::CHAIN_NOT_TRUSTED, what));
                }
                None
            }
        }
    }

    /// Finds a chain to the anchors of a role, each role in turn, that is not refused for revocation. If all chains are
    /// refused, the first of them gives the reason.
    fn find_role(&self, question: &Question<'_>, violations: &mut Vec<Violation>) -> Option<Authentication> {
        let mut refused = None;
        for role in self.roles_of(question.certificate) {
            match self.find_unrevoked_chain(question, &self.anchors(role, question.certificate)) {
                Some((chain, revocation)) if revocation.is_refused() => {
                    refused.get_or_insert((chain, revocation));
                }
                Some((chain, revocation)) => {
                    violations.extend(revocation.objections.iter().cloned());
                    let is_public = self.is_public(role, &chain);
                    let leads_to = Some(Anchor { role, is_public });
                    return Some(Authentication {
                        role: Some(role),
                        chain: Some(chain),
                        leads_to,
                        revocation,
                        ..Authentication::default()
                    });
                }
                None => {}
            }
        }
        refused.map(|(chain, revocation)| {
            violations.extend(revocation.objections.iter().cloned());
            Authentication {
                leads_to: self.anchor_of(&chain),
                chain: Some(chain),
                revocation,
                ..Authentication::default()
            }
        })
    }

    /// Returns the roles that the owner of a certificate may have. The certificate is compared with the installed ones
    /// before its chain is looked at (SEC021-6.6-j). One that is installed for one role does not have another role,
    /// whatever authority has issued it.
    fn roles_of(&self, certificate: &Certificate) -> Vec<Role> {
        let installed: Vec<Role> =
            ROLES.into_iter().filter(|role| self.trust.of(*role).has_installed(certificate)).collect();
        if installed.is_empty() { ROLES.to_vec() } else { installed }
    }
}

/// Returns the inputs about certificate policies that the operator's policy sets for a path.
fn path_policy(policy: &Policy) -> PolicyInputs {
    PolicyInputs {
        user_initial_policy_set: policy.user_initial_policies(),
        initial_policy_mapping_inhibit: policy.initial_policy_mapping_inhibit,
        initial_explicit_policy: policy.initial_explicit_policy,
        initial_any_policy_inhibit: policy.initial_any_policy_inhibit,
    }
}

/// Returns the number of verifications that signatures of `octets` octets may take together. A large package needs more
/// than a small one, and a small hostile one does not get what an honest large one needs.
fn verifications_for(octets: usize) -> usize {
    let more = limits::BYTES_PER_VERIFICATION.times_in(octets);
    limits::FREE_VERIFICATIONS.count().saturating_add(more).min(limits::PACKAGE_VERIFICATIONS.count())
}

/// Digests everything on which the answer to a question depends, except trust and policy, which are the same for a
/// whole package. Every part has the same length, and the numbers of parts come first.
pub(in crate::verify) fn fingerprint_of_question(
    certificate: &Certificate,
    material: &Material<'_>,
    at: Time,
) -> Vec<u8> {
    let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
    for count in [material.certificates.len(), material.info.fingerprints().count()] {
        hasher.update(&u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes());
    }
    hasher.update(&at.unix().to_be_bytes());
    hasher.update(certificate.fingerprint.as_bytes());
    for certificate in &material.certificates {
        hasher.update(certificate.fingerprint.as_bytes());
    }
    for fingerprint in material.info.fingerprints() {
        hasher.update(fingerprint.as_bytes());
    }
    hasher.finish()
}

/// Checks what the certificate may be used for: key usage, extended key usage, and that it is not a CA.
fn check_purpose(certificate: &Certificate, violations: &mut Vec<Violation>) {
    let mut refuse = |reason: &str| {
        let what = format!("The signing certificate {} {reason}.", quote(certificate));
        violations.push(certificate.breaks(rule::CERTIFICATE_USAGE, what));
    };
    if certificate.is_ca() {
        refuse("is that of a CA, which must not sign packages");
    }
    if !certificate.allows_usage(&[KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION]) {
        refuse("has neither digitalSignature nor nonRepudiation in its key usage");
    }
    if !certificate.allows_purpose(PACKAGE_SIGNING) {
        refuse("has an extended key usage without codeSigning, emailProtection, documentSigning or any");
    }
}
