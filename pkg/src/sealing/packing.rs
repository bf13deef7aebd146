//! First signatures: a folder becomes a package, and a CSAR a delivery.
