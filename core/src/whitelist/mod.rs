//! What may stand where nothing signs.
//!
//! No signature and no digest covers these bytes: who changes them is not found out. A list of what is bad would lack what
//! the next program understands, so each file here says what is good, and everything else is refused.

pub(crate) mod trust_file;
