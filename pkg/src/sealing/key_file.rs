//! Files with private keys.
