//! Certification paths: which are found among many certificates, and what makes a path invalid.

use std::time::{Duration, Instant};

use der::oid::ObjectIdentifier;
use vnfseal::{policy::Policy, report::Report};
use vnfseal_tests::{Identity, Package, Signing, Template, Trust, assert_failed, assert_passed, verify, verify_under};
use x509_cert::ext::pkix::{CertificatePolicies, certpolicy::PolicyInformation};

fn root() -> Identity {
    Template::authority("Acme root").self_signed()
}

fn issuing() -> Template {
    Template::authority("Acme issuing")
}

fn signer() -> Template {
    Template::signer("Acme signing")
}

/// Returns a package signed with these certificates beside the signer's.
fn package_of(signer: &Identity, beside: &[&Identity]) -> Vec<u8> {
    let signing = beside.iter().fold(Signing::by(signer), |signing, identity| signing.through(identity));
    Package::acme().option_1(&signing).to_bytes()
}

fn report_of(signer: &Identity, beside: &[&Identity], trusted: &Identity) -> Report {
    verify(&package_of(signer, beside), &Trust::vnf_provider(trusted))
}

#[test]
fn certificates_come_in_any_order_and_among_others() {
    let root = root();
    let first = root.issue(&Template::authority("first"));
    let second = first.issue(&Template::authority("second"));
    let third = second.issue(&Template::authority("third"));
    let signer = third.issue(&signer());
    let stranger = Template::authority("second").self_signed();
    for beside in [[&first, &second, &third], [&third, &first, &second], [&second, &third, &first]] {
        assert_passed(&report_of(&signer, &beside, &root));
        assert_passed(&report_of(&signer, &[&beside[..], &[&stranger, &root]].concat(), &root));
    }
    assert_failed(&report_of(&signer, &[&first, &third], &root), "chain.not-trusted");
}

#[test]
fn an_authority_changes_its_key() {
    let (old, new) = (root(), root());
    let issuing = new.issue(&issuing());
    let signer = issuing.issue(&signer());
    let new_with_old = old.certify(&new, &Template::authority("Acme root"));
    assert_passed(&report_of(&signer, &[&issuing, &new, &new_with_old], &old));
    assert_failed(&report_of(&signer, &[&issuing, &new], &old), "chain.not-trusted");
}

#[test]
fn a_path_that_is_not_valid_is_not_the_end() {
    let (root, other) = (root(), Template::authority("Other root").self_signed());
    let issuer = root.issue(&issuing());
    let signer = issuer.issue(&signer());
    let wrong = [
        other.certify(&issuer, &issuing()),
        root.certify(&issuer, &issuing().expired()),
        root.certify(&issuer, &issuing().permitting("O=Another")),
        root.certify(&issuer, &issuing().unknown_critical_extension()),
        root.certify(&issuer, &issuing().version_1()),
    ];
    let wrong: Vec<_> = wrong.iter().collect();
    assert_passed(&report_of(&signer, &[&wrong[..], &[&issuer]].concat(), &root));
    assert_passed(&report_of(&signer, &[&[&issuer], &wrong[..]].concat(), &root));
    // Of several reasons, that of the path which came farthest counts. The others are reported with it.
    let report = report_of(&signer, &wrong, &root);
    assert_failed(&report, "certificate.name-constraint");
    let finding = report.findings.iter().find(|finding| finding.code == "certificate.name-constraint").expect("found");
    assert!(finding.what.contains("On other ways: ") && finding.what.contains("expired"), "{}", finding.what);
}

#[test]
fn authorities_that_certify_each_other_in_a_circle() {
    let (first, second) = (Template::authority("first").self_signed(), Template::authority("second").self_signed());
    let signer = first.issue(&signer());
    let circle =
        [first.certify(&second, &Template::authority("second")), second.certify(&first, &Template::authority("first"))];
    assert_failed(&report_of(&signer, &[&circle[0], &circle[1]], &root()), "chain.not-trusted");
}

#[test]
fn a_maze_is_given_up_soon() {
    let template = Template::authority("Acme authority");
    let authorities: Vec<_> = (0..8).map(|_| template.clone().self_signed()).collect();
    let mut maze = Vec::new();
    for issuer in &authorities {
        maze.extend(authorities.iter().map(|other| issuer.certify(other, &template)));
    }
    let signer = authorities[0].issue(&signer());
    let package = package_of(&signer, &maze.iter().take(60).collect::<Vec<_>>());
    let start = Instant::now();
    assert_failed(&verify(&package, &Trust::vnf_provider(&root())), "chain.limit");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_name_may_be_written_in_another_way() {
    let root = root();
    let issuing = root.issue(&issuing());
    // It is the same authority, with its name in other letters and spaces.
    let by_another_name = root.certify(&issuing, &Template::authority("ACME  Issuing"));
    assert_passed(&report_of(&by_another_name.issue(&signer()), &[&issuing], &root));
}

#[test]
fn what_an_anchor_says_counts() {
    let anchor = |template: Template| {
        let root = template.self_signed();
        let issuing = root.issue(&issuing().of("Acme"));
        let signer = issuing.issue(&signer().of("Acme"));
        report_of(&signer, &[&issuing], &root)
    };
    let root = || Template::authority("Acme root").of("Acme");
    assert_passed(&anchor(root()));
    assert_passed(&anchor(root().permitting("O=ACME,C=DE")));
    assert_failed(&anchor(root().permitting("O=Another,C=DE")), "certificate.name-constraint");
    assert_failed(&anchor(root().path_length(0)), "certificate.path-length");
    assert_failed(&anchor(root().unknown_critical_extension()), "certificate.unknown-extension");
    assert_failed(&anchor(Template { basic_constraints: None, ..root() }), "certificate.constraint");
    assert_failed(&anchor(root().expired()), "certificate.expired");
    assert_passed(&anchor(root().version_1()));
}

#[test]
fn a_policy_is_asked_for() {
    // 32473 is the private enterprise number for documentation (RFC 5612).
    let [gold, silver] = ["1.3.6.1.4.1.32473.1.1", "1.3.6.1.4.1.32473.1.2"];
    let with = |template: Template, policy: &str| {
        let policy_identifier = ObjectIdentifier::new_unwrap(policy);
        template.extended(&CertificatePolicies(vec![PolicyInformation { policy_identifier, policy_qualifiers: None }]))
    };
    let root = root();
    let of_policies = |issuing_policy, signer_policy| {
        let issuing = root.issue(&with(issuing(), issuing_policy));
        let signer = issuing.issue(&with(signer(), signer_policy));
        package_of(&signer, &[&issuing])
    };
    let asked = |set: Option<&str>| Policy {
        initial_explicit_policy: true,
        user_initial_policy_set: set.map(|policy| vec![policy.to_owned()]),
        ..Policy::default()
    };
    let under = |policy: &Policy, package: &[u8]| verify_under(policy, package, &Trust::vnf_provider(&root));
    let (same, different) = (of_policies(gold, gold), of_policies(gold, silver));
    assert_passed(&under(&asked(None), &same));
    assert_passed(&under(&asked(Some(gold)), &same));
    assert_failed(&under(&asked(Some(silver)), &same), "certificate.policy");
    assert_passed(&under(&Policy::default(), &different));
    assert_failed(&under(&asked(None), &different), "certificate.policy");
    // An anchor states no policies, and need not, even if no certificate may be for any policy.
    assert_passed(&under(&Policy { initial_any_policy_inhibit: true, ..asked(None) }, &same));
}

#[test]
fn a_policy_that_cannot_be_read_is_refused() {
    assert!(Policy::from_json(br#"{ "userInitialPolicySet": ["1.3.6.1.4.1.32473.1.1"] }"#).is_ok());
    let error = Policy::from_json(br#"{ "userInitialPolicySet": ["gold"] }"#).expect_err("no object identifier");
    assert!(error.contains("'gold'"), "{error}");
}
