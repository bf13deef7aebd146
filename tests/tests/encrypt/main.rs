//! Encryption for recipients, and decryption: with and against OpenSSL, over messages of others, and over hostile ones.
//!
//! Core sees no secret. So the tests do what a host does, with libraries that core does not have.

mod artifacts;
mod certificates;
mod forms;
mod frame;
mod host;
mod hostile;
mod limits;
mod openssl;
mod reasons;
mod replacing;
mod vectors;
