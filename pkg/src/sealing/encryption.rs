//! Encryption for recipients, and decryption.
