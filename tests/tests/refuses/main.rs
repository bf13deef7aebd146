//! Wrong packages do not pass: changed bytes, added content, and structures that no honest program writes.

mod attacks;
mod deliveries;
mod forged;
mod hostile;
mod slipped_in;
mod smuggled;
mod tamper;
