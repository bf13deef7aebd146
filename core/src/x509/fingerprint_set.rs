//! Certificates, revocation lists and OCSP responses in the order in which they came, each once.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use core::{ops::Deref, slice};

use super::{Certificate, CertificateList, OcspResponse};

/// An item that is the same as another if their fingerprints are the same.
pub(crate) trait Fingerprinted {
    fn fingerprint(&self) -> &str;
}

impl Fingerprinted for Certificate {
    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl Fingerprinted for CertificateList {
    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl Fingerprinted for OcspResponse {
    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// A set that keeps its members in the order in which they came. Adding to it takes no longer if it has many members.
#[derive(Clone, Debug)]
pub(crate) struct FingerprintSet<T> {
    items: Vec<T>,
    fingerprints: BTreeSet<String>,
}

impl<T> Default for FingerprintSet<T> {
    fn default() -> Self {
        Self { items: Vec::new(), fingerprints: BTreeSet::new() }
    }
}

impl<T: Fingerprinted> FingerprintSet<T> {
    /// Adds the item, unless the set has it.
    pub(crate) fn push(&mut self, item: T) {
        if self.fingerprints.insert(item.fingerprint().into()) {
            self.items.push(item);
        }
    }

    pub(crate) fn has(&self, item: &T) -> bool {
        self.fingerprints.contains(item.fingerprint())
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T: Fingerprinted> Extend<T> for FingerprintSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> Deref for FingerprintSet<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for FingerprintSet<T> {
    type Item = T;
    type IntoIter = alloc::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a FingerprintSet<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
