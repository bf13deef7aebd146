//! External artifacts: the supplied file for each, and the packages that need a file of a certain name.

use std::rc::Rc;

use web_sys::File;

use super::{Delivery, State};

impl State {
    /// Replaces or removes the file for an external artifact. The package is verified again.
    pub(super) fn supply(&mut self, key: u32, uri: String, file: Option<File>) {
        if let Some(delivery) = self.queue.iter_mut().find(|delivery| delivery.key == key) {
            let supplied = Rc::make_mut(&mut delivery.supplied);
            match file {
                Some(file) => supplied.insert(uri, file),
                None => supplied.remove(&uri),
            };
            delivery.read_again();
        }
    }

    /// Gives files without a known purpose to the packages that list an external artifact with that name.
    pub(super) fn hand_out(&mut self) {
        let unknown = self.queue.iter().filter(|delivery| delivery.is_guess);
        for (key, file) in unknown.map(|delivery| (delivery.key, delivery.file.clone())).collect::<Vec<_>>() {
            let name = file.name();
            let wanting = self.queue.iter().filter_map(|delivery| Some((delivery.key, delivery.wants(&name)?)));
            let wanting = wanting.collect::<Vec<_>>();
            let Some(&(first, _)) = wanting.first() else { continue };
            let was_selected = self.selected == Some(key);
            self.remove(key);
            if was_selected {
                self.selected = Some(first);
            }
            for (key, uri) in wanting {
                self.supply(key, uri, Some(file.clone()));
            }
        }
    }
}

impl Delivery {
    /// Returns the URI of the external artifact with that name. If several have it, the user has to choose.
    fn wants(&self, name: &str) -> Option<String> {
        let mut named = self.external_uris.iter().filter(|uri| last_segment(uri) == name);
        named.next().filter(|_| named.next().is_none()).cloned()
    }
}

/// Returns the last segment of a URI's path (RFC 3986 section 3.3). A browser names a download from there like this.
fn last_segment(uri: &str) -> &str {
    let path = uri.split(['?', '#']).next().unwrap_or(uri);
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_segment_is_a_name() {
        assert_eq!(last_segment("https://vnf.example/images/a.qcow2"), "a.qcow2");
        assert_eq!(last_segment("https://vnf.example/images/a.qcow2?version=1/2#x/y"), "a.qcow2");
        assert_eq!(last_segment("https://vnf.example/images/"), "");
    }
}
