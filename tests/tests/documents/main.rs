//! Claims of the project about itself are true: the tables in `docs/`, the packages of the demo, and modules without
//! circles. A code means one thing.

mod circles;
mod codes;
mod demo;
mod languages;
mod tables;
