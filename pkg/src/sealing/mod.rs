//! The doors to what signs and encrypts. They are in a wasm module of their own, beside those of verification: what is
//! signed or decrypted is verified by the same instance.

mod encryption;
mod key_file;
mod packing;
mod signing;
