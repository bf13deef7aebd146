//! A message that was changed or cut never gives other content, and nothing panics.

use vnfseal_tests::{KeyAlgorithm, noise};

use crate::{
    forms::next,
    frame::{DATA, Frame},
    host::{Failure, Holder, encrypt},
};

const CONTENT: &[u8] = b"The content of a small package.";

/// The good messages: each encoding, with recipients of each kind.
fn messages(holder: &Holder) -> Vec<Vec<u8>> {
    let other = Holder::new(KeyAlgorithm::EcP384);
    let rsa = Holder::new(KeyAlgorithm::Rsa(2048));
    let for_one = encrypt(&[holder], CONTENT);
    let for_three = encrypt(&[&other, holder, &rsa], CONTENT);
    let in_ber = Frame::of(&for_three).to_ber(5);
    vec![for_one, for_three, in_ber]
}

/// The version of AuthEnvelopedData, which stands before the RecipientInfos.
const VERSION: &[u8] = &[2, 1, 0];

/// Returns where octets are in a message for the first time.
fn position(message: &[u8], octets: &[u8]) -> usize {
    message.windows(octets.len()).position(|window| window == octets).expect("these octets are in the message")
}

#[test]
fn each_cut_is_refused() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    for message in messages(&holder) {
        assert_eq!(holder.decrypt(&message).unwrap(), CONTENT);
        for length in 0..message.len() {
            let expected = Err(Failure::Refused(if length == 0 { "message.not-cms" } else { "message.cut" }));
            assert_eq!(holder.decrypt_by(&message[..length], 64), expected, "cut to {length} octets");
        }
    }
}

#[test]
fn each_flip_is_refused_or_changes_nothing() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    for message in messages(&holder) {
        // Nothing authenticates the RecipientInfos: those for others may change, and the case of letters in a name.
        let start = position(&message, VERSION) + VERSION.len();
        let end = position(&message, DATA);
        for index in 0..message.len() {
            let mut flipped = message.clone();
            flipped[index] ^= 1 << (index % 8);
            if let Ok(content) = holder.decrypt_by(&flipped, 4096) {
                assert_eq!(content, CONTENT, "octet {index}");
                assert!((start..end).contains(&index), "octet {index} can be changed");
            }
        }
    }
}

#[test]
fn flips_in_what_is_authenticated_are_always_found() {
    for algorithm in [KeyAlgorithm::EcP521, KeyAlgorithm::Rsa(2048)] {
        let holder = Holder::new(algorithm);
        let good = Frame::encrypted(&[&holder], CONTENT);
        let find = |change: &dyn Fn(&mut Frame)| {
            let mut frame = good.clone();
            change(&mut frame);
            holder.decrypt(&frame.to_der())
        };
        for index in 0..CONTENT.len() {
            assert_eq!(find(&|frame| frame.ciphertext.as_mut().unwrap()[index] ^= 0x10), Err(Failure::Tag));
        }
        for index in 0..16 {
            assert_eq!(find(&|frame| frame.tag[index] ^= 1), Err(Failure::Tag));
        }
        // The nonce stands before the length of the tag.
        let end = good.algorithm.len() - 3;
        for index in end - 12..end {
            assert_eq!(find(&|frame| frame.algorithm[index] ^= 0x80), Err(Failure::Tag));
        }
        assert_eq!(find(&|frame| frame.ciphertext.as_mut().unwrap().push(0)), Err(Failure::Tag));
        assert_eq!(find(&|frame| frame.ciphertext.as_mut().unwrap().truncate(CONTENT.len() - 1)), Err(Failure::Tag));
        let last_of_key = |frame: &mut Frame| *frame.recipients[0].last_mut().unwrap() ^= 1;
        assert_eq!(find(&last_of_key), Err(Failure::Key));
    }
}

#[test]
fn random_changes_never_give_other_content() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let messages = messages(&holder);
    let mut state = 0x5EED;
    for round in 0..3000 {
        let mut message = messages[round % messages.len()].clone();
        let mut random = |below: usize| usize::try_from(next(&mut state) % below as u64).unwrap();
        for _ in 0..=random(4) {
            let (place, other) = (random(message.len()), random(256));
            match random(4) {
                _ if message.len() < 2 => {}
                0 => message[place] = u8::try_from(other).unwrap(),
                1 => message.insert(place, u8::try_from(other).unwrap()),
                2 => drop(message.remove(place)),
                _ => message.truncate(place.max(1)),
            }
        }
        let (size, whole) = (1 + random(300), message.len());
        let results = [holder.decrypt_by(&message, size), holder.decrypt_by(&message, whole), holder.decrypt(&message)];
        for result in &results {
            assert!(result.as_ref().is_err() || result.as_deref() == Ok(CONTENT), "round {round}: {result:?}");
        }
        assert_eq!(results[0], results[1], "round {round}: pieces of {size}");
    }
}

#[test]
fn noise_is_no_message() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    for length in 0..300 {
        assert!(matches!(holder.decrypt(&noise(length)), Err(Failure::Refused(_))));
    }
}
