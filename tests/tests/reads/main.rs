//! How input is read: packages, external artifacts and trust files. What is read is all that counts, and it is what
//! other programs read too.

mod asked_again;
mod external;
mod extract;
mod trust_files;
