//! The imports of a crate, file by file.

use std::collections::{BTreeMap, BTreeSet};

use super::module::{Module, read_file};
use super::resolve::{Found, Modules};
use crate::checkout::Text;

/// For every file of a crate, seen from its `src`, the files it imports something from.
#[derive(Debug, Default)]
pub struct Graph {
    pub imports: BTreeMap<String, BTreeSet<String>>,
}

/// The imports between the sources below a folder, as far as the crate's roots declare them and not for tests alone.
pub fn graph(folder: &str, sources: &[Text]) -> Graph {
    let within = |text: &Text| Some((text.path.strip_prefix(folder)?.strip_prefix('/')?.to_owned(), text.text.clone()));
    let files: BTreeMap<String, String> = sources.iter().filter_map(within).collect();
    let mut graph = Graph::default();
    for root in ["lib.rs", "main.rs"] {
        let Some(text) = files.get(root) else { continue };
        let mut modules = Modules::default();
        add(&mut modules, &files, &[], root, text);
        for (path, module) in &modules.by_path {
            let imported = graph.imports.entry(module.file.clone()).or_default();
            imported.extend(imports(&modules, path, module).into_iter().filter(|file| *file != module.file));
        }
    }
    graph
}

/// Reads a file and all that it declares.
fn add(modules: &mut Modules, files: &BTreeMap<String, String>, path: &[String], file: &str, text: &str) {
    for (inner, module, declared) in read_file(file, text) {
        let path: Vec<String> = path.iter().cloned().chain(inner).collect();
        for declaration in declared {
            let child: Vec<String> = path.iter().cloned().chain([declaration.name.clone()]).collect();
            let Some(file) = place(files, file, &child, declaration.path.as_deref()) else {
                panic!("{file} declares {}, which is not there", child.join("::"))
            };
            add(modules, files, &child, &file, &files[&file]);
        }
        modules.by_path.insert(path, module);
    }
}

/// Where a declared module lies: where its attribute says, else in the folders of its name.
fn place(
    files: &BTreeMap<String, String>,
    declared_in: &str,
    module: &[String],
    attribute: Option<&str>,
) -> Option<String> {
    let plain = module.join("/");
    let beside = attribute.map(|name| match declared_in.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    });
    let places = beside.into_iter().chain([format!("{plain}.rs"), format!("{plain}/mod.rs")]);
    places.into_iter().find(|place| files.contains_key(place))
}

/// The files that a module imports something from.
fn imports(modules: &Modules, path: &[String], module: &Module) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let mut add = |found: Option<Found>| {
        if let Some(Found::Item(file)) = found {
            files.insert(file);
        }
    };
    for import in &module.imports {
        // What is only passed on is imported by whoever names it.
        if !import.is_passed_on || module.words.contains(&import.name) {
            add(modules.find(path, &import.path));
        }
    }
    for used in &module.paths {
        add(modules.find(path, used));
    }
    if !module.globs.is_empty() {
        for word in &module.words {
            add(modules.find(path, std::slice::from_ref(word)));
        }
    }
    // serde's `with` names a module and means the functions in it.
    for used in &module.named_by_attributes {
        match modules.find(path, used) {
            Some(Found::Module(path)) => files.extend(modules.by_path.get(&path).map(|module| module.file.clone())),
            Some(Found::Item(file)) => files.extend([file]),
            None => {}
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The imports of a crate of these files, `from -> to`.
    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<Text> = files.iter().map(|(path, text)| Text::new(&format!("x/src/{path}"), text)).collect();
        let graph = graph("x/src", &texts);
        let lines = graph.imports.iter().flat_map(|(from, to)| to.iter().map(move |to| format!("{from} -> {to}")));
        lines.collect()
    }

    const TWO: &str = "mod a; mod b;";

    #[test]
    fn a_use_is_an_import() {
        let of_a =
            |text| imports(&[("lib.rs", TWO), ("a.rs", text), ("b.rs", "pub struct B; pub mod c { pub fn f() {} }")]);
        for text in
            ["use crate::b::B;", "use super::b::B;", "use crate::{b::{B, c}, b::c::f};", "use crate::b::B as Other;"]
        {
            assert_eq!(of_a(text), ["a.rs -> b.rs"], "{text}");
        }
        for text in
            ["use std::b::B;", "use serde::B;", "use self::c::B; mod c { pub struct B; }", "// use crate::b::B;"]
        {
            assert_eq!(of_a(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_path_in_the_code_is_an_import_in_macros_too() {
        let of_a =
            |text| imports(&[("lib.rs", TWO), ("a.rs", text), ("b.rs", "pub fn f() {} pub struct B; pub trait T {}")]);
        for text in [
            "fn a() { crate::b::f(); }",
            "fn a() { println!(\"{}\", crate::b::f()); }",
            "fn a() -> Vec<super::b::B> { html! { <super::b::B x={1} /> } }",
            "use crate::b; fn a() { b::f() }",
            "use crate::b; impl b::T for X {}",
            "macro_rules! m { () => { $crate::b::f() } }",
            "struct A { #[serde(with = \"crate::b\")] x: u8 }",
            "use crate::b::*; fn a() { f() }",
            "fn a() { use crate::b::{B, f}; }",
        ] {
            assert_eq!(of_a(text), ["a.rs -> b.rs"], "{text}");
        }
        for text in ["use crate::b;", "fn a() { let b = 1; x.b.f(); }", "use crate::b::*;", "fn a() { <X>::b::f() }"] {
            assert_eq!(of_a(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_re_export_is_an_import_of_the_file_that_defines_the_item() {
        let files = |a| {
            imports(&[
                ("lib.rs", "mod a; mod b; pub use b::B;"),
                ("a.rs", a),
                ("b/mod.rs", "mod c; mod d; pub use c::B; pub(crate) use d::*; pub fn own() {}"),
                ("b/c.rs", "pub struct B;"),
                ("b/d.rs", "pub struct D;"),
            ])
        };
        for text in ["use crate::b::B;", "use crate::B;", "use crate::b; fn f(_: b::B) {}"] {
            assert_eq!(files(text), ["a.rs -> b/c.rs"], "{text}");
        }
        assert_eq!(files("use crate::b::D;"), ["a.rs -> b/d.rs"]);
        assert_eq!(files("use crate::b::own;"), ["a.rs -> b/mod.rs"]);
    }

    #[test]
    fn whoever_passes_an_item_on_imports_it_only_if_it_uses_it() {
        let files = |root| imports(&[("lib.rs", root), ("b.rs", "pub struct B;")]);
        assert_eq!(files("mod b; pub use b::B;"), Vec::<String>::new());
        assert_eq!(files("mod b; pub use b::B; fn f(_: B) {}"), ["lib.rs -> b.rs"]);
        assert_eq!(files("mod b; use b::B;"), ["lib.rs -> b.rs"]);
    }

    #[test]
    fn a_child_reaches_what_its_parent_has_imported() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod c; use crate::b::B; struct A;"),
            ("a/c.rs", "use super::B;"),
            ("b.rs", "pub struct B;"),
        ];
        assert_eq!(imports(&files), ["a/c.rs -> b.rs", "a/mod.rs -> b.rs"]);
    }

    #[test]
    fn code_for_tests_does_not_count() {
        let files =
            |a| imports(&[("lib.rs", TWO), ("a.rs", a), ("a/tests.rs", "use crate::b::B;"), ("b.rs", "pub struct B;")]);
        for text in [
            "#[cfg(test)] mod tests;",
            "#[cfg(test)] mod tests { use crate::b::B; }",
            "#[cfg(any(test, feature = \"testing\"))] use crate::b::B;",
            "struct A; impl A { #[cfg(test)] fn f(_: crate::b::B) {} }",
        ] {
            assert_eq!(files(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(files("#[cfg(not(test))] use crate::b::B;"), ["a.rs -> b.rs"]);
    }

    #[test]
    fn what_a_macro_makes_is_of_the_file_that_it_stands_in() {
        let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::B;"), ("b.rs", "make! { B }")];
        assert_eq!(imports(&files), ["a.rs -> b.rs"]);
    }

    #[test]
    fn a_module_may_lie_where_an_attribute_says() {
        let files = [
            ("lib.rs", "#[path = \"other.rs\"] mod a; mod b;"),
            ("other.rs", "use crate::b::B;"),
            ("b.rs", "pub struct B;"),
        ];
        assert_eq!(imports(&files), ["other.rs -> b.rs"]);
    }
}
