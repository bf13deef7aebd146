//! What the project says of itself is so: the tables in `docs/`, the packages of the demo, and modules without circles.

mod circles;
mod demo;
mod tables;
