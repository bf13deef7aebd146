//! Files of private keys, as OpenSSL, Java and Bouncy Castle write them, and as somebody may have changed them.

mod certificates;
mod files;
mod forms;
mod hostile;
mod java;
mod limits;
mod pkcs12;
mod reasons;
