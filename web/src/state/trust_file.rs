//! A file the user gave that says whom to trust, for as long as the page is open.

use std::rc::Rc;

use web_sys::File;

use crate::{
    pem::{Block, Wrapping},
    trust::{self, Placement},
    worker::TrustInput,
};

/// A trust file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TrustFile {
    /// Unique on this page.
    pub(crate) key: u32,
    /// The file.
    pub(crate) file: File,
    /// What it is, by its wrapping.
    pub(crate) wrapping: Wrapping,
    /// What could be taken apart.
    pub(crate) blocks: Rc<[Block]>,
    /// Where the user put its certificates; nothing where core shall find a place.
    pub(crate) placement: Option<Placement>,
}

impl TrustFile {
    /// What goes to core: a bundle with its certificates at the place the user chose, or the file as it is.
    pub(crate) fn input(&self) -> TrustInput {
        match self.placement.filter(|_| !self.blocks.is_empty()) {
            Some(placement) => {
                let placed = self.blocks.iter().map(|block| block.placed(placement)).collect::<Vec<_>>();
                TrustInput::Bundle(trust::bundle(&placed.iter().collect::<Vec<_>>()))
            }
            None => TrustInput::File(self.file.clone()),
        }
    }

    /// Whether the user may choose a place: a bundle says the places itself, and a list has only one.
    pub(crate) fn can_be_placed(&self) -> bool {
        self.wrapping == Wrapping::Certificates
    }
}
