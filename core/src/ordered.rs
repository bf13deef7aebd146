//! Ordered sets and maps out of what an iterator gives, entry by entry. `collect` sorts first, which is code of its own for each
//! type of entry: together a fiftieth of the engine.

use alloc::collections::{BTreeMap, BTreeSet};

/// An iterator whose items go into an ordered set or map.
pub(crate) trait Ordered: Iterator + Sized {
    /// Puts all items into a set.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        set.extend(self);
        set
    }

    /// Puts all items into a map. Of two with the same key the last one stays.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }
}

impl<I: Iterator> Ordered for I {}
