//! The portal of vnfseal: a package and a trust file go in, a report comes out, and nothing leaves the page.
//!
//! It decides nothing about packages. The engine runs in a Web Worker (`worker`, `verifier`) and answers with a
//! [`vnfseal::report::Report`]; `state` is what the page knows, `components` draw it.
//!
//! | module       | what is in it                                                        |
//! |--------------|----------------------------------------------------------------------|
//! | `app`        | the root component: state, verifier and layout meet here             |
//! | `state`      | the reducer: every change of the page is one of its actions          |
//! | `intake`     | files dropped or chosen, and what each is for                        |
//! | `verifier`   | runs verifications, and replaces a worker that is gone               |
//! | `worker`     | one Web Worker and its messages                                      |
//! | `untrusted`  | text that a package's author chose, made safe to look at             |
//! | `words`      | the words for the report's enumerations                              |
//! | `quantities` | sizes and times for people                                           |
//! | `components` | what is drawn, one component a file                                  |

mod app;
mod components;
mod intake;
mod quantities;
mod state;
mod untrusted;
mod verifier;
mod words;
mod worker;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
