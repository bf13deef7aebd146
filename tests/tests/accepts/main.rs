//! Right packages pass, in every form that SOL 004 allows, whoever signs them and whatever packs them.

mod formats;
mod good;
mod honest;
mod matrix;
mod writers;
