//! No module of core or of the page depends on a module that depends on it. A room that needs a room above it can
//! neither be read nor moved alone.
//!
//! The dependencies of a module are read from its `use` lines and the paths in its code. Test code may depend on
//! anything and is left out. Only the rooms named here are checked. The files within a smaller room, like those of
//! `x509`, are one subject and may name each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use syn::{
    Attribute, ItemMod, ItemUse, UseTree,
    visit::{self, Visit},
};
use vnfseal_tests::files_below;

/// The rooms whose modules are checked.
const ROOMS: [&str; 3] = ["core/src", "core/src/verify", "web/src"];

/// The circles that stay, with the reason. If a circle is gone, its exception has to be removed.
const EXCEPTIONS: [(&str, &[&str], &str); 0] = [];

/// The modules in the same room on which each module depends.
type Graph = BTreeMap<String, BTreeSet<String>>;

#[test]
fn modules_form_no_circle() {
    let mut left = EXCEPTIONS.to_vec();
    for room in ROOMS {
        let graph = graph(room);
        assert!(graph.values().any(|others| !others.is_empty()), "{room}: no module depends on another");
        for circle in circles(&graph) {
            let is_known = |(place, known, _): &(&str, &[&str], &str)| {
                *place == room && circle.iter().all(|module| known.contains(&module.as_str()))
            };
            let expected = EXCEPTIONS.iter().any(is_known);
            assert!(expected, "{room}: a circle of {circle:?}: {:#?}", edges_within(&graph, &circle));
            left.retain(|exception| !is_known(exception));
        }
    }
    assert!(left.is_empty(), "these circles are gone, and so should be their exceptions: {left:?}");
}

/// Reads the modules of a room and their dependencies.
fn graph(room: &str) -> Graph {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(room);
    let inside = room.split_once("/src").map_or("", |(_, inside)| inside.trim_start_matches('/'));
    let room: Vec<String> = inside.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let mut files: BTreeMap<String, Vec<(Vec<String>, PathBuf)>> = BTreeMap::new();
    for file in files_below(&folder).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let within = file.strip_prefix(&folder).expect("a file of the folder").with_extension("");
        let mut module: Vec<String> = within.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
            module.pop();
        }
        // A file of tests is a module that exists for tests only.
        if let Some(name) = module.first().filter(|_| module.last().is_some_and(|last| last != "tests")) {
            let path = room.iter().cloned().chain(module.clone()).collect();
            files.entry(name.clone()).or_default().push((path, file));
        }
    }
    let modules: BTreeSet<String> = files.keys().cloned().collect();
    let others = |name: &String, files: &[(Vec<String>, PathBuf)]| -> BTreeSet<String> {
        let named = files.iter().flat_map(|(path, file)| named_paths(path, &fs::read_to_string(file).expect("text")));
        let beside = named.filter_map(|path| path.strip_prefix(room.as_slice())?.first().cloned());
        beside.filter(|other| other != name && modules.contains(other)).collect()
    };
    files.iter().map(|(name, files)| (name.clone(), others(name, files))).collect()
}

/// Returns the paths within the crate that a file of the module names, from the root of the crate.
fn named_paths(module: &[String], source: &str) -> Vec<Vec<String>> {
    let mut reader = Reader { module: module.to_vec(), named: Vec::new() };
    reader.visit_file(&syn::parse_file(source).expect("Rust"));
    reader.named
}

struct Reader {
    /// The module that is being read.
    module: Vec<String>,
    named: Vec<Vec<String>>,
}

impl Reader {
    /// Takes a path that begins with `crate`, `self` or `super`. Any other path begins with a name from a `use` line,
    /// with an inner module, or with another crate.
    fn take(&mut self, path: &[String]) {
        let mut base = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self" | "super") => self.module.clone(),
            _ => return,
        };
        for part in path {
            match part.as_str() {
                "crate" | "self" => {}
                "super" => drop(base.pop()),
                name => base.push(name.to_owned()),
            }
        }
        self.named.push(base);
    }

    fn take_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.take_tree(&with(path.ident.to_string()), &path.tree),
            UseTree::Name(name) => self.take(&with(name.ident.to_string())),
            UseTree::Rename(rename) => self.take(&with(rename.ident.to_string())),
            UseTree::Glob(_) => self.take(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take_tree(before, tree)),
        }
    }
}

impl Visit<'_> for Reader {
    fn visit_item_use(&mut self, item: &ItemUse) {
        self.take_tree(&[], &item.tree);
    }

    fn visit_item_mod(&mut self, item: &ItemMod) {
        if !item.attrs.iter().any(is_for_tests) {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let parts: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.take(&parts);
        visit::visit_path(self, path);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
}

/// Returns the largest sets of modules in which each module depends on each other, directly or indirectly.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<String>> =
        graph.keys().map(|module| (module, reached_from(graph, module))).collect();
    let circle = |module: &String| -> BTreeSet<String> {
        let reach_back = |other: &&String| reached.get(other).is_some_and(|from_it| from_it.contains(module));
        reached[module].iter().filter(reach_back).cloned().collect()
    };
    graph.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

fn reached_from(graph: &Graph, module: &String) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = graph[module].iter().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module.clone()) {
            next.extend(&graph[module]);
        }
    }
    reached
}

fn edges_within(graph: &Graph, circle: &BTreeSet<String>) -> Vec<String> {
    let edges = circle.iter().flat_map(|module| graph[module].iter().map(move |other| (module, other)));
    edges.filter(|(_, other)| circle.contains(*other)).map(|(module, other)| format!("{module} -> {other}")).collect()
}

#[test]
fn a_circle_is_found_over_several_modules() {
    let graph = |edges: &[(&str, &str)]| {
        let mut graph = Graph::new();
        for (from, to) in edges {
            graph.entry((*to).to_owned()).or_default();
            graph.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        graph
    };
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert!(circles(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = circles(&graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "f"), ("f", "e")]));
    assert_eq!(found, BTreeSet::from([set(&["a", "b", "c"]), set(&["e", "f"])]));
}

#[test]
fn every_way_of_naming_a_module_is_read() {
    let source =
        "use super::one; use crate::{two::{Two, three::Three as Four}, five::*, six as seven}; use self::inner::X;
        fn f() -> super::super::Top { crate::eight::call::<crate::nine::Type>() }
        #[cfg(test)] mod tests { use crate::not_this; }
        mod within { use super::ten; }";
    let module = ["room", "here"].map(str::to_owned);
    let named: BTreeSet<String> = named_paths(&module, source).into_iter().map(|path| path.join("::")).collect();
    let expected = [
        "room::one",
        "two::Two",
        "two::three::Three",
        "five",
        "six",
        "room::here::inner::X",
        "Top",
        "eight::call",
        "nine::Type",
        "room::here::ten",
    ];
    assert_eq!(named, expected.map(str::to_owned).into());
}
