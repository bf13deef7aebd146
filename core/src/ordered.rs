//! Ordered sets and maps out of what an iterator gives, entry by entry. `collect` sorts first, which is code of its own for each
//! type of entry: together a fiftieth of the engine.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use litemap::LiteMap;

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

    /// Puts the items into a map for a handful of entries, which takes little memory. Of two with the same key the last
    /// one stays.
    fn into_short_map<K: Ord, V>(self) -> LiteMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = LiteMap::<K, V, Vec<(K, V)>>::new_vec();
        for (key, value) in self {
            map.insert(key, value);
        }
        map
    }
}

impl<I: Iterator> Ordered for I {}
