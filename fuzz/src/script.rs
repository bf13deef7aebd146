//! Reads an input as a script: small numbers and pieces of bytes. An input that ends gives zeros.

/// What is left of an input.
pub(super) struct Script<'a>(pub(super) &'a [u8]);

impl<'a> Script<'a> {
    pub(super) fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    pub(super) fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// Returns a number below `count`, which is at most 65,536 and not 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let low = usize::from(self.byte());
        if count <= 256 { low % count } else { (low << 8 | usize::from(self.byte())) % count }
    }

    /// Returns one of several.
    pub(super) fn one_of<'b, T>(&mut self, all: &'b [T]) -> &'b T {
        &all[self.below(all.len())]
    }

    /// Returns a piece with its length before it.
    pub(super) fn piece(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte()).min(self.0.len());
        let (piece, rest) = self.0.split_at(length);
        self.0 = rest;
        piece
    }

    /// Returns a piece as text.
    pub(super) fn text(&mut self) -> String {
        String::from_utf8_lossy(self.piece()).into_owned()
    }
}
