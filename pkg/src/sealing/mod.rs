//! The doors to what signs and encrypts. They are in a wasm module of their own, beside those of verification: what is
//! signed or decrypted is verified by the same instance.

pub mod encryption;
pub mod key_file;
pub mod packing;
pub mod signing;
