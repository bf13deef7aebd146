//! What is wrong does not pass: bytes that were changed, content that was added, and what no honest program writes.

mod attacks;
mod deliveries;
mod forged;
mod hostile;
mod slipped_in;
mod smuggled;
mod tamper;
