//! The portal of vnfseal: packages and trust go in, reports come out, and nothing leaves the page.
//!
//! It decides nothing about packages. The engine runs in a Web Worker (`worker`, `verifier`) and answers with a
//! [`vnfseal::report::Report`]; `state` is what the page knows, `components` draw it.
//!
//! | module                        | what is in it                                                     |
//! |-------------------------------|-------------------------------------------------------------------|
//! | `app`, `services`             | the root component, and what components need that is not drawn     |
//! | `state`                       | the reducer: every change of the page is one of its actions        |
//! | `intake`                      | files dropped, chosen or pasted, and what each is for              |
//! | `inspection`, `comparison`    | what the engine says is in a trust file, and comparing fingerprints|
//! | `trust`, `in_force`           | the trust store, and what was in force for a report                |
//! | `kept`, `database`, `tabs`    | what this browser keeps, and other tabs that change it             |
//! | `verifier`, `worker`, `engine`| runs verifications, asks questions, replaces a worker that is gone |
//! | `report_reader`, `json`       | reads a report in portions; core's types out of JSON and back      |
//! | `artifact_tree`, `grid_keys`  | the artifacts as a tree, its rows in sight, and its keys           |
//! | `html_report`, `text_summary` | a report to keep                                                   |
//! | `page_check`, `offline`       | the page itself                                                    |
//! | `locale`, `words`             | the catalogues, and the words for what core enumerates             |
//! | `window_event`                | events of the window                                               |
//! | `quantities`, `untrusted`     | sizes and times; text that a package's author chose                |
//! | `components`                  | what is drawn, one component a file                                |

mod app;
mod artifact_tree;
mod comparison;
mod components;
mod database;
mod demo;
mod deviations;
mod engine;
mod grid_keys;
mod html_report;
mod in_force;
mod inspection;
mod intake;
mod json;
mod kept;
mod locale;
mod offline;
mod page_check;
mod printing;
mod quantities;
mod report_reader;
mod scroll;
mod services;
mod state;
mod subject;
mod tabs;
mod text_summary;
mod trust;
mod untrusted;
mod verifier;
mod window_event;
mod words;
mod worker;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
