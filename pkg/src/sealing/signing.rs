//! The service provider's signature.
