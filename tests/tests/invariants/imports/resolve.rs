//! Which file defines what a path names.

use std::collections::BTreeMap;

use super::module::Module;

/// Re-exports that lead on to re-exports, at most.
const DEEPEST: usize = 16;

/// The modules of a crate by their paths; the root's is empty.
#[derive(Debug, Default)]
pub struct Modules {
    pub by_path: BTreeMap<Vec<String>, Module>,
}

/// What a path of this crate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A module, by its path.
    Module(Vec<String>),
    /// An item, by the file that defines it.
    Item(String),
}

impl Modules {
    /// What a path means in a module; none if it is of another crate.
    pub fn find(&self, module: &[String], path: &[String]) -> Option<Found> {
        self.find_within(module, path, 0)
    }

    fn find_within(&self, module: &[String], path: &[String], depth: usize) -> Option<Found> {
        if depth > DEEPEST {
            return None;
        }
        let mut at = module.to_vec();
        let mut rest = path;
        let mut is_of_this_crate = false;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "crate" => at.clear(),
                "super" => _ = at.pop(),
                "self" => {}
                _ => break,
            }
            is_of_this_crate = true;
            rest = after;
        }
        while let Some((name, after)) = rest.split_first() {
            match self.member(&at, name, after.is_empty(), depth) {
                Some(Found::Module(path)) => at = path,
                Some(item @ Found::Item(_)) => return Some(item),
                // What a macro makes is not written down by its name.
                None if is_of_this_crate => {
                    let module = self.by_path.get(&at)?;
                    let is_foreign = module.imports.iter().any(|import| import.name == *name);
                    return (!is_foreign).then(|| Found::Item(module.file.clone()));
                }
                None => return None,
            }
            is_of_this_crate = true;
            rest = after;
        }
        Some(Found::Module(at))
    }

    /// What a name means in a module: an own item before what is imported, and that before what a glob brings.
    fn member(&self, path: &[String], name: &str, is_last: bool, depth: usize) -> Option<Found> {
        let module = self.by_path.get(path)?;
        let child: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
        let child = self.by_path.contains_key(&child).then_some(Found::Module(child));
        if child.is_some() && !is_last {
            return child;
        }
        if module.items.contains(name) {
            return Some(Found::Item(module.file.clone()));
        }
        let imported = || {
            let mut imports = module.imports.iter().filter(|import| import.name == name);
            imports.find_map(|import| self.find_within(path, &import.path, depth.saturating_add(1)))
        };
        let from_a_glob = || {
            module.globs.iter().find_map(|glob| match self.find_within(path, glob, depth.saturating_add(1))? {
                Found::Module(of) if of != path => self.member(&of, name, is_last, depth.saturating_add(1)),
                _ => None,
            })
        };
        // A function may be called as the module that it comes from: then both are meant.
        imported().filter(|found| matches!(found, Found::Item(_))).or(child).or_else(imported).or_else(from_a_glob)
    }
}
