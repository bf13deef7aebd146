//! CSARs that become Option 2 deliveries.

use vnfseal::{
    Verification,
    policy::Policy,
    report::SecurityOption,
    sign::{Refusal, Signing, check_new_package},
    trust::TrustBundle,
};
use vnfseal_tests::{
    Layout, Package, Provider, SCRIPT, Template, Trust, assert_failed, delivery, now, read_to_end, verify,
};

use crate::{
    folder::{acme, assert_good, pack},
    host::{assemble, drive, read, refused, sign, signer},
    programs::entries,
};

/// Returns the two files of a delivery.
pub(crate) fn parts(delivery: &[u8]) -> [(String, Vec<u8>); 2] {
    entries(delivery).try_into().unwrap()
}

/// Makes a delivery, and checks it as its host does.
pub(crate) fn wrap(csar: &[u8], name: &str, by: &Provider) -> Vec<u8> {
    try_wrap(csar, name, &by.trust(), by).unwrap_or_else(|refusal| panic!("{refusal} {:#?}", refusal.findings))
}

fn try_wrap(csar: &[u8], name: &str, trust: &Trust, by: &Provider) -> Result<Vec<u8>, Refusal> {
    let (policy, trust, signer) = (Policy::default(), TrustBundle::from(trust), signer(by, None));
    let mut verification = Verification::new(name, u64::try_from(csar.len()).unwrap(), policy.limits.clone());
    read_to_end(&mut verification, csar);
    let mut signing = Signing::wrap(&verification, &trust, &policy, &signer, now()).map_err(refused)?;
    drive(&mut signing, &[csar], |request| sign(&by.signer, request))?;
    let delivery = assemble(&[csar], signing.segments().map_err(refused)?);
    check_new_package(&read(&delivery, &policy), &trust, &policy, &signer, now()).map_err(refused)?;
    Ok(delivery)
}

#[test]
fn a_csar_stays_as_it_is() {
    let by = Provider::new("Acme");
    for csar in [
        Package::acme().unsigned().to_bytes(),
        Package::acme().unsigned().to_streamed_bytes(),
        Package::acme().layout(Layout::RootYaml).unsigned().to_bytes(),
        // One that is signed already may be signed as a whole too.
        Package::acme().option_1(&by.signing()).to_bytes(),
        pack(&acme(), &by),
    ] {
        for (name, inside, signature) in [
            ("acme_vnf.csar", "acme_vnf.csar", "acme_vnf.cms"),
            ("folder/Größe 2.zip", "Größe 2.csar", "Größe 2.cms"),
            ("acme", "acme.csar", "acme.cms"),
            ("acme 1.4.CSAR", "acme 1.4.csar", "acme 1.4.cms"),
        ] {
            let delivery = wrap(&csar, name, &by);
            let report = assert_good(&delivery, &by);
            assert_eq!(report.package.package_security_option, Some(SecurityOption::Option2));
            let [(first, content), (second, cms)] = parts(&delivery);
            assert_eq!((first.as_str(), second.as_str()), (inside, signature));
            assert_eq!(content, csar);
            assert!(cms.starts_with(b"-----BEGIN CMS-----\n") && cms.ends_with(b"\n-----END CMS-----\n"));
        }
    }
}

#[test]
fn every_octet_of_the_csar_is_signed() {
    let by = Provider::new("Acme");
    let delivery = wrap(&Package::acme().unsigned().to_bytes(), "a.csar", &by);
    let start = delivery.windows(SCRIPT.len()).position(|window| window == SCRIPT.as_bytes()).unwrap();
    let mut changed = delivery.clone();
    // The time of an entry inside the CSAR.
    changed[start - 20] ^= 1;
    let report = verify(&changed, &by.trust());
    assert_eq!(report.verdict, vnfseal::report::Verdict::Failed);
}

#[test]
fn without_trust_everything_else_is_checked() {
    let by = Provider::new("Acme");
    let csar = Package::acme().unsigned().to_bytes();
    assert_good(&try_wrap(&csar, "a.csar", &Trust::nobody(), &by).unwrap(), &by);
    let template = Template::signer("Acme").of("Acme").expired();
    let expired = Provider::with_signer("Acme", &template);
    let refusal = try_wrap(&csar, "a.csar", &Trust::nobody(), &expired).unwrap_err();
    assert_eq!(refusal.reason.code, "signer.not-vnf-provider");
    let codes: Vec<_> = refusal.findings.iter().map(|finding| &*finding.code).collect();
    assert_eq!(codes, ["certificate.expired"], "what has decided, and not that nobody is trusted");
}

#[test]
fn what_is_no_csar_is_refused() {
    let by = Provider::new("Acme");
    let csar = Package::acme().unsigned().to_bytes();
    let refused = |file: &[u8], name: &str| {
        let refusal = try_wrap(file, name, &by.trust(), &by).err().unwrap_or_else(|| panic!("{name} is wrapped"));
        let code = refusal.findings.first().map_or_else(String::new, |finding| finding.code.clone().into_owned());
        (refusal.reason.code, code)
    };
    let twice = delivery(csar.clone().into(), &by.signing()).to_bytes();
    assert_eq!(refused(&twice, "a.csar"), ("csar.is-delivery", String::new()));
    let refusal = |file: &[u8], name: &str| {
        let (reason, code) = refused(file, name);
        assert_eq!(reason, "csar.faulty");
        code
    };
    assert_eq!(refusal(b"no archive", "a.csar"), "archive.not-zip");
    assert_eq!(refusal(&csar[..csar.len() - 1], "a.csar"), "archive.end-record");
    let without = Package::acme().unsigned().removing(vnfseal_tests::MANIFEST).to_bytes();
    assert_eq!(refusal(&without, "a.csar"), "tosca-meta.dangling");
    let mut damaged = csar.clone();
    let start = damaged.windows(SCRIPT.len()).position(|window| window == SCRIPT.as_bytes()).unwrap();
    damaged[start + SCRIPT.len() + 5] ^= 1;
    assert_eq!(refusal(&damaged, "a.csar"), "archive.content");
    for name in ["-x.csar", "a\u{202e}.csar", "", "con.csar", "a;1.csar", "a:b.csar", "a\nb.csar"] {
        assert_eq!(refused(&csar, name), ("csar.name", "archive.unsafe-name".into()), "{name:?}");
    }
}

#[test]
fn a_csar_that_changes_meanwhile() {
    let by = Provider::new("Acme");
    let csar = Package::acme().unsigned().to_bytes();
    let verification = read(&csar, &Policy::default());
    let (trust, signer) = (TrustBundle::from(&by.trust()), signer(&by, None));
    let mut signing = Signing::wrap(&verification, &trust, &Policy::default(), &signer, now()).unwrap();
    // Another archive of the same length.
    let mut changed = csar.clone();
    let end = changed.len() - 22;
    changed[end..end + 4].copy_from_slice(b"none");
    drive(&mut signing, &[&changed], |request| sign(&by.signer, request)).unwrap();
    assert_eq!(refused(signing.segments().unwrap_err()).reason.code, "new-package.not-verified");
}

#[test]
fn another_signers_delivery_is_not_the_result() {
    let [by, other] = [Provider::new("Acme"), Provider::new("Other")];
    let delivery = wrap(&Package::acme().unsigned().to_bytes(), "a.csar", &by);
    let check = |trust: &Trust, by: &Provider| {
        let (policy, trust) = (Policy::default(), TrustBundle::from(trust));
        let result = check_new_package(&read(&delivery, &policy), &trust, &policy, &signer(by, None), now());
        result.map_err(|failure| refused(failure).reason.code)
    };
    assert_eq!(check(&by.trust(), &by), Ok(()));
    assert_eq!(check(&Trust::nobody(), &by), Ok(()));
    for (trust, by) in [(by.trust(), &other), (other.trust(), &other), (other.trust(), &by), (Trust::nobody(), &other)]
    {
        assert_eq!(check(&trust, by), Err("new-package.not-verified"));
    }
    assert_failed(&verify(&delivery, &other.trust()), "chain.not-trusted");
}
