//! Claims of the project about itself are true: the tables in `docs/`, the packages of the demo, and modules without
//! circles.

mod circles;
mod demo;
mod tables;
