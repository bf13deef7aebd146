//! Those who sign in the targets: a VNF provider whom the operator trusts, and an attacker whom nobody trusts. Keys and
//! times are the same in every run, so that what was signed for the corpus still verifies.

use std::{
    sync::{Arc, LazyLock},
    time::{Duration, SystemTime},
};

use vnfseal::{policy::Policy, time::Time, trust::TrustBundle};
use vnfseal_tests::{DAY, Identity, Key, Provider, Signing, Template, Trust};

/// The time for which is validated: the first of December 2026.
const AT: u32 = 1_796_083_200;

/// Returns the time for which is validated.
#[must_use]
pub fn at() -> Time {
    Time::from_unix(AT.into())
}

/// Returns the time for which is validated, as the maker of packages has it.
#[must_use]
pub fn clock() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(AT.into())
}

/// Returns the default policy at that time.
#[must_use]
pub fn policy() -> Policy {
    Policy { at: Some(at().to_string()), ..Policy::default() }
}

/// The VNF provider whom the operator trusts.
pub static PROVIDER: LazyLock<Provider> = LazyLock::new(|| provider("Acme"));
/// Somebody whom nobody trusts, with the same names.
pub static ATTACKER: LazyLock<Provider> = LazyLock::new(|| Provider { ..named("Acme", "the attacker") });
/// A service provider whom the operator trusts.
pub static OPERATOR: LazyLock<Provider> = LazyLock::new(|| provider("Operator"));
/// A signer below the trusted root whose certificate has expired.
pub static EXPIRED: LazyLock<Identity> = LazyLock::new(|| {
    let template = Template::signer("Acme former signing").of("Acme").valid(clock() - 30 * DAY, clock() - DAY);
    issue(&PROVIDER.issuing, &template, "the former signer")
});
/// Other certificates that the trusted authorities have issued.
pub static OTHERS: LazyLock<Vec<Identity>> = LazyLock::new(|| {
    let valid = |template: Template| template.valid(clock() - DAY, clock() + DAY);
    let (root, issuing) = (&PROVIDER.root, &PROVIDER.issuing);
    let constrained = Template::authority("Acme CA").permitting("O=Acme,C=DE").path_length(1).lists_by(&OPERATOR.root);
    vec![
        issue(root, &valid(constrained), "constrained"),
        issue(root, &valid(Template::signer("old")).version_1(), "version 1"),
        issue(issuing, &valid(Template::signer("stamps")).unknown_critical_extension(), "unknown"),
        issue(issuing, &valid(Template::time_stamping("Acme time")), "time"),
    ]
});
/// What the operator trusts.
pub static TRUST: LazyLock<TrustBundle> = LazyLock::new(|| (&trust()).into());

/// Returns the file of what the operator trusts.
#[must_use]
pub fn trust() -> Trust {
    PROVIDER.trust().and_service_provider(&OPERATOR.root, &[&OPERATOR.signer])
}

/// Describes how a provider signs, at the time for which is validated.
#[must_use]
pub fn signing(provider: &Provider) -> Signing<'_> {
    Signing { signing_time: clock(), ..provider.signing() }
}

fn provider(name: &str) -> Provider {
    named(name, name)
}

fn named(name: &str, seed: &str) -> Provider {
    let authority = |what: &str| Template::authority(&format!("{name} {what}")).of(name);
    let years = |template: Template| template.valid(clock() - 365 * DAY, clock() + 3650 * DAY);
    let root = years(authority("root CA").derived_from(&format!("root of {seed}"))).self_signed();
    let issuing = issue(&root, &years(authority("issuing CA").path_length(0)), &format!("issuer of {seed}"));
    let signer = Template::signer(&format!("{name} package signing")).of(name);
    let signer = issue(&issuing, &years(signer), &format!("signer of {seed}"));
    Provider { root, issuing, signer }
}

/// Issues a certificate whose key and serial number are derived from a text.
#[must_use]
pub fn issue(by: &Identity, template: &Template, seed: &str) -> Identity {
    let key = Arc::new(Key::derived_from(seed));
    let other = Identity { key, certificate: by.certificate.clone() };
    by.certify(&other, &template.clone().derived_from(seed))
}
