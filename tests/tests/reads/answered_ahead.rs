//! Signature values that another instance has verified ahead. An answer counts for its own question, and for nothing
//! else.

use std::rc::Rc;

use cms::signed_data::SignedData;
use der::asn1::OctetString;
use vnfseal::{
    Verification, answer_questions,
    limits::LIMITS,
    policy::{Limits, Policy},
    report::{Report, Verdict},
    test_door::with_limit,
};
use vnfseal_tests::{IMAGE, Package, Provider, SCRIPT, Signing, change_signers, now, read_to_end};

/// The octets of an answer: the digest of its question, and whether the value verifies.
const ANSWER: usize = 33;

/// Returns the report of a package, each of whose questions is answered, and the questions.
fn report_with(package: &[u8], acme: &Provider, answers: impl Fn(&[u8]) -> Vec<u8>) -> (Report, Vec<Vec<u8>>) {
    let mut verification = Verification::new("package", package.len() as u64, Limits::default());
    read_to_end(&mut verification, package);
    let trust = Rc::new((&acme.trust()).into());
    let mut pending = verification.begin_report(trust, &Policy::default(), now()).expect("it was read");
    let mut asked = Vec::new();
    pending.want_questions(9);
    loop {
        if let Some(report) = pending.advance() {
            return (report, asked);
        }
        let questions = pending.questions();
        if !questions.is_empty() {
            pending.take_answers(&answers(&questions)).expect("these are answers");
            asked.push(questions);
        }
    }
}

/// Returns the answers to questions, changed one by one.
fn changed(change: impl Fn(&mut [u8])) -> impl Fn(&[u8]) -> Vec<u8> {
    move |questions| {
        let mut answers = answer_questions(questions);
        answers.chunks_mut(ANSWER).for_each(&change);
        answers
    }
}

/// Returns a package with signatures of three files, the last of them by `last`.
fn package(acme: &Provider, last: &Signing<'_>) -> Vec<u8> {
    let own = acme.signing();
    let package = Package::acme().own_signature("Licenses/acme.txt", &own).own_signature(SCRIPT, &own);
    package.own_signature(IMAGE, last).option_1(&own).to_bytes()
}

/// Signs the right content, with a value of the right form that does not verify.
fn with_wrong_value(acme: &Provider) -> Signing<'_> {
    acme.signing().altered(|signed_data: &mut SignedData| {
        change_signers(signed_data, |signer| {
            let mut value = signer.signature.as_bytes().to_vec();
            *value.last_mut().expect("it has octets") ^= 1;
            signer.signature = OctetString::new(value).expect("it fits");
        });
    })
}

#[test]
fn answers_change_nothing_in_a_report() {
    let acme = Provider::new("Acme");
    for (signing, verdict) in [(acme.signing(), Verdict::Passed), (with_wrong_value(&acme), Verdict::Failed)] {
        let package = package(&acme, &signing);
        let (alone, _) = report_with(&package, &acme, |_| Vec::new());
        let (answered, asked) = report_with(&package, &acme, answer_questions);
        assert_eq!((&answered, answered.verdict), (&alone, verdict));
        // The signature of the manifest is the first, and is judged at once.
        assert_eq!(asked.iter().map(|questions| answer_questions(questions).len()).sum::<usize>(), 3 * ANSWER);
    }
}

#[test]
fn an_answer_is_used() {
    let acme = Provider::new("Acme");
    let (report, _) = report_with(&package(&acme, &acme.signing()), &acme, changed(|answer| answer[ANSWER - 1] = 0));
    assert_eq!(report.integrity, Verdict::Failed);
}

#[test]
fn an_answer_to_another_question_counts_for_nothing() {
    let acme = Provider::new("Acme");
    let good = package(&acme, &acme.signing());
    let bad = package(&acme, &with_wrong_value(&acme));
    // Of a question that nobody has asked.
    for octet in 0..ANSWER - 1 {
        let (report, _) = report_with(
            &bad,
            &acme,
            changed(|answer| {
                answer[octet] ^= 1;
                answer[ANSWER - 1] = 1;
            }),
        );
        assert_eq!(report.verdict, Verdict::Failed, "octet {octet}");
    }
    // Of the questions about another package, whose values all verify.
    let (_, asked) = report_with(&good, &acme, answer_questions);
    let of_good: Vec<u8> = asked.iter().flat_map(|questions| answer_questions(questions)).collect();
    assert!(of_good.chunks(ANSWER).all(|answer| answer[ANSWER - 1] == 1));
    assert_eq!(report_with(&bad, &acme, |_| of_good.clone()).0.verdict, Verdict::Failed);
}

#[test]
fn every_part_of_a_question_counts() {
    let acme = Provider::new("Acme");
    let (_, asked) = report_with(&package(&acme, &acme.signing()), &acme, answer_questions);
    let length = u32::from_be_bytes(asked[0][..4].try_into().expect("four octets"));
    let question = asked[0][..4 + usize::try_from(length).expect("it is short")].to_vec();
    let right = answer_questions(&question);
    assert_eq!((right.len(), right.last()), (ANSWER, Some(&1)));
    for octet in 4..question.len() {
        let mut other = question.clone();
        other[octet] ^= 1;
        let answer = answer_questions(&other);
        // Either it is no question any more, or it is another one, with another digest. No other one verifies.
        assert!(
            answer.is_empty() || (answer[..ANSWER - 1] != right[..ANSWER - 1] && answer[ANSWER - 1] == 0),
            "octet {octet}"
        );
    }
}

/// Returns the numbers of questions that come portion by portion, with another value for one of the limits.
fn asked_with(name: &str, value: u64) -> Vec<usize> {
    let acme = Provider::new("Acme");
    let limit = LIMITS.iter().find(|limit| limit.name == name).expect("it is in the table");
    let package = package(&acme, &acme.signing());
    let (report, asked) = with_limit(limit, value, || report_with(&package, &acme, answer_questions));
    assert_eq!(report.verdict, Verdict::Passed, "{name}");
    asked.iter().map(|questions| answer_questions(questions).len() / ANSWER).collect()
}

/// Otherwise a package of large certificates would hold up its host for as long as it takes to read those of all signatures
/// about which somebody is asked.
#[test]
fn a_portion_asks_about_few_signatures_if_they_are_large() {
    assert_eq!(asked_with("ASKED_OCTETS", 1 << 20), [3]);
    // The signature of the manifest, and two of the files, are assessed meanwhile.
    assert_eq!(asked_with("ASKED_OCTETS", 1), [1, 1]);
}

#[test]
fn nobody_is_asked_about_what_is_large() {
    assert!(asked_with("ASKED_SIGNATURE_OCTETS", 100).is_empty());
    assert!(asked_with("ASKED_PART_OCTETS", 10).is_empty());
}

#[test]
fn certificates_are_read_again_where_few_are_kept() {
    assert_eq!(asked_with("KEPT_CERTIFICATES", 1), [3]);
}

#[test]
fn what_is_no_list_of_answers_is_refused() {
    let acme = Provider::new("Acme");
    let package = package(&acme, &acme.signing());
    let mut verification = Verification::new("package", package.len() as u64, Limits::default());
    read_to_end(&mut verification, &package);
    let trust = Rc::new((&acme.trust()).into());
    let mut pending = verification.begin_report(trust, &Policy::default(), now()).expect("it was read");
    assert!(pending.take_answers(&[1; ANSWER - 1]).is_err());
    assert!(pending.take_answers(&[1; ANSWER + 1]).is_err());
    assert!(pending.take_answers(&[]).is_ok());
}
