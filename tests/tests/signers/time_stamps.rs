//! Time stamps of signatures: which times count, and for what.

use std::time::{Duration, SystemTime};

use vnfseal::{
    policy::Policy,
    report::{Revocation, SignedDataReport, Verdict},
    time::Time,
    trust::TrustBundle,
    verify_signed_data,
};
use vnfseal_tests::{
    CertificatePlace, DAY, Identity, OcspResponse, Provider, RevocationList, Signing, TIME_STAMPING, TST_INFO,
    Template, Trust, extension, now, openssl_time_stamp_token, stamp, time_stamp_token, time_stamp_token_by,
};

const CONTENT: &[u8] = b"content";
const HOUR: Duration = Duration::from_hours(1);

/// A package signer whose certificate expired an hour ago, and a time stamping authority.
struct World {
    acme: Provider,
    chronos: Provider,
}

impl World {
    fn new() -> Self {
        Self::with_authority(&Template::time_stamping("Chronos"))
    }

    fn with_authority(authority: &Template) -> Self {
        let mut signer = Template::signer("Acme");
        signer.validity = (SystemTime::now() - DAY, SystemTime::now() - HOUR);
        Self { acme: Provider::with_signer("Acme", &signer), chronos: Provider::with_signer("Chronos", authority) }
    }

    fn trust(&self) -> Trust {
        self.acme.trust().and_time_stamps_of(&self.chronos.root).and_intermediate(&self.chronos.issuing)
    }

    /// Returns signed content with a time stamp.
    fn signed(&self, time: SystemTime) -> Vec<u8> {
        self.signed_with(|value| time_stamp_token(&self.chronos.signer, time, value))
    }

    fn signed_with(&self, token: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        self.acme.signing().altered(|signed_data| stamp(signed_data, &token)).to_file(CONTENT)
    }

    fn verify(&self, message: &[u8]) -> SignedDataReport {
        verify(message, &self.trust(), now())
    }
}

fn verify(message: &[u8], trust: &Trust, at: Time) -> SignedDataReport {
    verify_signed_data(message, Some(CONTENT), &[], &TrustBundle::from(trust), &Policy::default(), at)
}

fn has(report: &SignedDataReport, code: &str) -> bool {
    report.findings.iter().any(|finding| finding.code == code)
}

#[test]
fn a_proven_time_counts_for_the_signers_chain() {
    let world = World::new();
    assert!(has(&world.verify(&world.acme.signing().to_file(CONTENT)), "certificate.expired"));
    let report = world.verify(&world.signed(SystemTime::now() - 2 * HOUR));
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    let signature = &report.signatures[0];
    assert_eq!(signature.time_stamps[0].verdict, Verdict::Passed);
    assert_eq!(signature.validated_at, signature.time_stamps[0].time);
    assert_eq!(signature.time_stamps[0].authority.len(), 3);
}

/// A verifier that is tested only against its own authority agrees with itself.
#[test]
fn tokens_of_openssl_are_read() {
    let world = World::new();
    for digest in ["sha1", "sha256", "sha512"] {
        let message = world.signed_with(|value| openssl_time_stamp_token(&world.chronos.signer, value, digest));
        let report = world.verify(&message);
        let time_stamp = &report.signatures[0].time_stamps[0];
        assert_eq!(time_stamp.verdict, Verdict::Passed, "{digest}: {:?}", report.findings);
        // The token is of now, and the signer's certificate has already expired.
        assert!(has(&report, "certificate.expired"));
    }
}

#[test]
fn a_time_after_the_end_of_the_certificate_does_not_help() {
    let world = World::new();
    let report = world.verify(&world.signed(SystemTime::now() - HOUR / 2));
    assert!(report.verdict == Verdict::Failed && has(&report, "certificate.expired"));
    // Nor does a time before the certificate's validity, or in the future.
    let report = world.verify(&world.signed(SystemTime::now() - 2 * DAY));
    assert!(report.verdict == Verdict::Failed && has(&report, "certificate.not-yet-valid"));
    let report = world.verify(&world.signed(SystemTime::now() + HOUR));
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp"));
}

#[test]
fn the_time_of_a_stranger_is_only_shown() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let report = verify(&message, &world.acme.trust(), now());
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp-not-trusted"));
    assert_eq!(report.signatures[0].time_stamps[0].verdict, Verdict::Indeterminate);
    // An authority for packages is not one for times, and the other way round.
    let both = world.acme.trust().and_time_stamps_of(&world.acme.root);
    assert_eq!(verify(&message, &both, now()).verdict, Verdict::Failed);
    let swapped = Trust::vnf_provider(&world.chronos.root).and_time_stamps_of(&world.acme.root);
    assert_eq!(verify(&message, &swapped, now()).verdict, Verdict::Failed);
}

#[test]
fn who_stamps_has_to_be_for_time_stamping_alone() {
    let critical = Template::time_stamping("Chronos");
    let mut plain = critical.clone();
    plain.other_extensions[0].critical = false;
    let also_signs = Template::signer("Chronos").extended_key_usage(&[TIME_STAMPING, vnfseal_tests::CODE_SIGNING]);
    for authority in [plain, also_signs, Template::signer("Chronos")] {
        let world = World::with_authority(&authority);
        let report = world.verify(&world.signed(SystemTime::now() - 2 * HOUR));
        assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp-not-trusted"));
    }
}

#[test]
fn a_token_has_to_be_of_this_signature() {
    let world = World::new();
    let time = SystemTime::now() - 2 * HOUR;
    let of_the_content = world.signed_with(|_| time_stamp_token(&world.chronos.signer, time, CONTENT));
    assert!(has(&world.verify(&of_the_content), "signature.time-stamp"));
    let no_token = world.signed_with(|_| world.acme.signing().attached().der().to_file(b"a token"));
    assert!(has(&world.verify(&no_token), "signature.time-stamp"));
    let unnamed = world.signed_with(|_| world.chronos.signing().content_type(TST_INFO).attached().der().to_file(b"0"));
    assert!(has(&world.verify(&unnamed), "signature.time-stamp"));
    // This is somebody else's signature over the token's content.
    let thief = Identity { key: world.acme.signer.key.clone(), ..world.chronos.signer.clone() };
    let forged = world.signed_with(|value| time_stamp_token(&thief, time, value));
    let report = world.verify(&forged);
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp"));
    assert_eq!(report.signatures[0].time_stamps[0].verdict, Verdict::Failed);
}

#[test]
fn a_list_need_not_name_who_has_expired() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let trust = world.trust().and_lists(&[RevocationList::current().signed_by(&world.acme.issuing)]);
    let report = verify(&message, &trust, now());
    assert!(report.verdict == Verdict::Indeterminate && has(&report, "revocation.unknown"), "{:?}", report.findings);
}

/// RFC 6960 section 4.4.4.
#[test]
fn a_response_may_say_that_it_remembers_who_has_expired() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let good = OcspResponse::good(&world.acme.signer, &world.acme.issuing);
    let verify = |response: &OcspResponse| {
        let trust = world.trust().and_responses(&[response.signed_by(&world.acme.issuing)]);
        verify(&message, &trust, now())
    };
    let report = verify(&good.clone().kept_since(SystemTime::now() - 30 * DAY));
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    assert_eq!(report.signatures[0].chain[0].revocation, Some(Revocation::Good));
    for forgetful in [good.clone(), good.kept_since(SystemTime::now() - HOUR / 2)] {
        let report = verify(&forgetful);
        assert!(report.verdict == Verdict::Indeterminate && has(&report, "revocation.unknown"));
    }
}

#[test]
fn a_list_of_somebody_else_does_not_matter() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let stranger = Provider::new("Stranger");
    let trust = world.trust().and_lists(&[RevocationList::current().signed_by(&stranger.root)]);
    let report = verify(&message, &trust, now());
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
}

#[test]
fn an_authority_may_be_installed_itself() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let installed = world.acme.trust().and_time_stamps_of(&world.chronos.signer);
    let report = verify(&message, &installed, now());
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    assert_eq!(report.signatures[0].time_stamps[0].authority.len(), 1);
    // A revoked certificate is revoked in any case.
    let list = RevocationList::current().revoking(&world.chronos.signer).signed_by(&world.chronos.issuing);
    let report = verify(&message, &world.trust().and_time_stamps_of(&world.chronos.signer).and_lists(&[list]), now());
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp-not-trusted"));
    // The certificate still has to be for time stamping.
    let world = World::with_authority(&Template::signer("Chronos"));
    let installed = world.acme.trust().and_time_stamps_of(&world.chronos.signer);
    let report = verify(&world.signed(SystemTime::now() - 2 * HOUR), &installed, now());
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp-not-trusted"));
}

/// A key that could have been stolen after its certificate expired proves nothing. But the reason is not a lack of
/// trust.
#[test]
fn an_authority_that_has_expired_is_told_from_a_stranger() {
    let mut expired = Template::time_stamping("Chronos");
    expired.validity.1 = SystemTime::now() - HOUR;
    let end = now().unix() - 3600;
    let world = World::with_authority(&expired);
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    for trust in [world.trust(), world.acme.trust().and_time_stamps_of(&world.chronos.signer)] {
        let report = verify(&message, &trust, now());
        assert!(report.verdict == Verdict::Failed && !has(&report, "signature.time-stamp-not-trusted"));
        let told = report.findings.iter().find(|finding| finding.code == "signature.time-stamp-authority-expired");
        let told = &told.expect("it is told").what;
        let ends = [end - 1, end, end + 1].map(|end| Time::from_unix(end).to_string());
        assert!(ends.iter().any(|end| told.contains(end)), "{told}");
        assert_eq!(report.signatures[0].time_stamps[0].verdict, Verdict::Indeterminate);
    }
    let report = verify(&message, &world.acme.trust(), now());
    assert!(has(&report, "signature.time-stamp-not-trusted"));
}

/// The latest time that the authority's accuracy allows proves by when the signature existed.
#[test]
fn the_latest_time_within_the_accuracy_counts() {
    let world = World::new();
    let stamped = |accuracy: u32| {
        world.signed_with(|value| {
            let authority = &world.chronos.signer;
            let time = SystemTime::now() - 2 * HOUR;
            time_stamp_token_by(Signing::by(authority), authority, time, Some(accuracy), value)
        })
    };
    // The signer's certificate ended an hour ago.
    for (accuracy, verdict) in
        [(1, Verdict::Passed), (3000, Verdict::Passed), (4200, Verdict::Failed), (u32::MAX, Verdict::Failed)]
    {
        let report = world.verify(&stamped(accuracy));
        assert_eq!(report.verdict, verdict, "{accuracy}: {:?}", report.findings);
        let signature = &report.signatures[0];
        let time_stamp = &signature.time_stamps[0];
        assert_eq!(time_stamp.verdict, Verdict::Passed);
        let parse = |text: &str| Time::from_rfc3339(text).expect("a time").unix();
        let latest = time_stamp.latest.as_deref().expect("an accuracy");
        assert_eq!(parse(latest) - parse(&time_stamp.time), i64::from(accuracy));
        if verdict == Verdict::Passed {
            assert_eq!(signature.validated_at, latest);
        }
    }
    // A new stamp is not from the future.
    let just_now = world.signed_with(|value| {
        let authority = &world.chronos.signer;
        time_stamp_token_by(Signing::by(authority), authority, SystemTime::now(), Some(60), value)
    });
    assert_eq!(world.verify(&just_now).signatures[0].time_stamps[0].verdict, Verdict::Passed);
}

#[test]
fn a_token_need_not_bring_its_certificates() {
    let world = World::new();
    let message = world.signed_with(|value| {
        let authority = &world.chronos.signer;
        let signing = Signing::by(authority).certificates(CertificatePlace::Nowhere);
        time_stamp_token_by(signing, authority, SystemTime::now() - 2 * HOUR, None, value)
    });
    for trust in [
        world.acme.trust().and_time_stamps_of(&world.chronos.signer),
        world.trust().and_intermediate(&world.chronos.signer),
    ] {
        let report = verify(&message, &trust, now());
        assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    }
    let report = verify(&message, &world.trust(), now());
    assert!(report.verdict == Verdict::Failed && has(&report, "signature.time-stamp-not-trusted"));
}

#[test]
fn policies_that_are_asked_of_signers_are_not_asked_of_time_stamps() {
    let with_policy = |mut template: Template| {
        // This is a SEQUENCE OF PolicyInformation with 1.2.3.4.
        template.other_extensions.push(extension("2.5.29.32", false, [0x30, 7, 0x30, 5, 6, 3, 0x2A, 3, 4]));
        template
    };
    let mut world = World::new();
    let mut signer = with_policy(Template::signer("Acme"));
    signer.validity = (SystemTime::now() - DAY, SystemTime::now() - HOUR);
    let root = Template::authority("Acme root CA").self_signed();
    let issuing = root.issue(&with_policy(Template::authority("Acme issuing CA")));
    world.acme = Provider { signer: issuing.issue(&signer), issuing, root };
    let policy = Policy {
        user_initial_policy_set: Some(vec!["1.2.3.4".into()]),
        initial_explicit_policy: true,
        ..Policy::default()
    };
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let trust = TrustBundle::from(&world.trust());
    let report = verify_signed_data(&message, Some(CONTENT), &[], &trust, &policy, now());
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
}

#[test]
fn a_proven_time_makes_nothing_fail_that_passes_without_it() {
    let world = World::new();
    let mut template = Template::signer("Acme");
    template.validity = (SystemTime::now() - HOUR, SystemTime::now() + DAY);
    let renewed = world.acme.issuing.certify(&world.acme.signer, &template);
    let token = |value: &[u8]| time_stamp_token(&world.chronos.signer, SystemTime::now() - 2 * HOUR, value);
    let signing = Signing::by(&renewed).through(&world.acme.issuing).named_by_subject_key();
    let report = world.verify(&signing.altered(|signed_data| stamp(signed_data, token)).to_file(CONTENT));
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
    let signature = &report.signatures[0];
    assert_eq!(signature.time_stamps[0].verdict, Verdict::Passed);
    assert_ne!(signature.validated_at, signature.time_stamps[0].time);
}

#[test]
fn who_is_revoked_stays_so_whenever_the_signature_was_stamped() {
    let world = World::new();
    let message = world.signed(SystemTime::now() - 2 * HOUR);
    let list = RevocationList::current().revoking(&world.acme.signer).signed_by(&world.acme.issuing);
    let report = verify(&message, &world.trust().and_lists(&[list]), now());
    assert_eq!(report.verdict, Verdict::Failed);
    let revoked = report.findings.iter().find(|finding| finding.code == "certificate.revoked").expect("it is told");
    let at = format!("validated at {}.", report.signatures[0].validated_at);
    assert!(revoked.what.contains(&at), "{} / {at}", revoked.what);
}
