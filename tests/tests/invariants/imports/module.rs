//! One module as it is written: what it defines, what it imports, which paths stand in its code.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, Meta, TraitItem, UseTree};

/// The attributes of serde that name a module or a function in a text.
const NAMING: [&str; 5] = ["with", "default", "serialize_with", "deserialize_with", "skip_serializing_if"];

/// A module, without what it holds for tests alone.
#[derive(Debug, Default)]
pub struct Module {
    /// Where it stands.
    pub file: String,
    /// Names of what it defines.
    pub items: BTreeSet<String>,
    pub imports: Vec<Import>,
    /// `a::b` of every `use a::b::*`.
    pub globs: Vec<Vec<String>>,
    /// Paths of two words or more in its code.
    pub paths: Vec<Vec<String>>,
    /// Paths that stand as texts in attributes.
    pub named_by_attributes: Vec<Vec<String>>,
    /// Every word in its code, without its imports.
    pub words: BTreeSet<String>,
}

/// A name that a `use` brings.
#[derive(Debug)]
pub struct Import {
    pub name: String,
    pub path: Vec<String>,
    /// For others too.
    pub is_passed_on: bool,
}

/// `mod name;`
#[derive(Debug)]
pub struct Declaration {
    pub name: String,
    /// What its `path` attribute says.
    pub path: Option<String>,
}

/// The modules that a file holds (its own, whose path is empty, and those written out in it) with the modules that they declare.
pub fn read_file(file: &str, text: &str) -> Vec<(Vec<String>, Module, Vec<Declaration>)> {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut found = Vec::new();
    if !for_tests(&parsed.attrs) {
        read_items(file, &[], parsed.items, &mut found);
    }
    found
}

fn read_items(file: &str, path: &[String], items: Vec<Item>, found: &mut Vec<(Vec<String>, Module, Vec<Declaration>)>) {
    let mut module = Module { file: file.to_owned(), ..Module::default() };
    let mut declared = Vec::new();
    for mut item in items {
        if for_tests(attributes(&item)) {
            continue;
        }
        match &mut item {
            Item::Use(item) => {
                let is_passed_on = !matches!(item.vis, syn::Visibility::Inherited);
                read_use(&item.tree, &mut Vec::new(), is_passed_on, &mut module);
                continue;
            }
            Item::Mod(inner) => {
                let name = inner.ident.to_string();
                if let Some((_, items)) = inner.content.take() {
                    let path: Vec<String> = path.iter().cloned().chain([name]).collect();
                    read_items(file, &path, items, found);
                } else {
                    declared.push(Declaration { name, path: path_attribute(&inner.attrs) });
                }
                continue;
            }
            Item::Impl(item) => item.items.retain(|item| !for_tests(attributes_of_impl(item))),
            Item::Trait(item) => item.items.retain(|item| !for_tests(attributes_of_trait(item))),
            _ => {}
        }
        module.items.extend(name(&item));
        read_tokens(item.to_token_stream(), &mut module);
    }
    found.push((path.to_vec(), module, declared));
}

fn read_use(tree: &UseTree, before: &mut Vec<String>, is_passed_on: bool, module: &mut Module) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            read_use(&path.tree, before, is_passed_on, module);
            before.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                read_use(tree, before, is_passed_on, module);
            }
        }
        UseTree::Glob(_) => module.globs.push(before.clone()),
        UseTree::Name(name) => {
            let last = name.ident.to_string();
            let mut path = before.clone();
            if last != "self" {
                path.push(last);
            }
            let name = path.last().cloned().unwrap_or_default();
            module.imports.push(Import { name, path, is_passed_on });
        }
        UseTree::Rename(rename) => {
            let mut path = before.clone();
            if rename.ident != "self" {
                path.push(rename.ident.to_string());
            }
            module.imports.push(Import { name: rename.rename.to_string(), path, is_passed_on });
        }
    }
}

/// Reads paths and words out of code, inside macros too.
fn read_tokens(tokens: TokenStream, module: &mut Module) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_mark =
        |at: usize, mark: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == mark);
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                read_tokens(group.stream(), module);
                at += 1;
            }
            TokenTree::Ident(first) => {
                let continues = at >= 2 && is_mark(at - 1, ':') && is_mark(at - 2, ':');
                let is_field = at >= 1 && is_mark(at - 1, '.') && !(at >= 2 && is_mark(at - 2, '.'));
                let mut path = vec![first.to_string()];
                let mut next = at + 1;
                while is_mark(next, ':') && is_mark(next + 1, ':') {
                    let Some(TokenTree::Ident(word)) = tokens.get(next + 2) else { break };
                    path.push(word.to_string());
                    next += 3;
                }
                if NAMING.contains(&path[0].as_str()) && is_mark(next, '=') {
                    module.named_by_attributes.extend(tokens.get(next + 1).and_then(path_in_text));
                }
                if is_mark(next, ':') && matches!(tokens.get(next + 2), Some(TokenTree::Group(_))) {
                    module.paths.extend(paths_of_use(tokens[at..=next + 2].iter().cloned().collect()));
                }
                if !continues && !is_field {
                    module.words.insert(path[0].clone());
                    if path.len() > 1 {
                        module.paths.push(path);
                    }
                }
                at = next;
            }
            _ => at += 1,
        }
    }
}

/// What a `use` inside a function brings by `a::{b, c}`.
fn paths_of_use(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut found = Module::default();
    if let Ok(tree) = syn::parse2::<UseTree>(tokens) {
        read_use(&tree, &mut Vec::new(), false, &mut found);
    }
    found.imports.into_iter().map(|import| import.path).collect()
}

/// The path that a text literal holds.
fn path_in_text(token: &TokenTree) -> Option<Vec<String>> {
    let TokenTree::Literal(literal) = token else { return None };
    let text = literal.to_string();
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let words: Vec<String> = inner.split("::").map(str::to_owned).collect();
    let is_word = |word: &String| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    words.iter().all(is_word).then_some(words)
}

/// Whether something is compiled only where tests are.
fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        list.path.is_ident("cfg") && names_test(list.tokens.clone())
    })
}

/// `test` somewhere outside a `not(…)`.
fn names_test(tokens: TokenStream) -> bool {
    let mut after_not = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => {
            after_not = word == "not";
            word == "test"
        }
        TokenTree::Group(group) => !std::mem::take(&mut after_not) && names_test(group.stream()),
        _ => false,
    })
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|attribute| attribute.path().is_ident("path")).and_then(|attribute| {
        let value = &attribute.meta.require_name_value().ok()?.value;
        let text = value.to_token_stream().to_string();
        Some(text.trim_matches('"').to_owned())
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn attributes_of_impl(item: &ImplItem) -> &[Attribute] {
    match item {
        ImplItem::Const(item) => &item.attrs,
        ImplItem::Fn(item) => &item.attrs,
        ImplItem::Type(item) => &item.attrs,
        ImplItem::Macro(item) => &item.attrs,
        _ => &[],
    }
}

fn attributes_of_trait(item: &TraitItem) -> &[Attribute] {
    match item {
        TraitItem::Const(item) => &item.attrs,
        TraitItem::Fn(item) => &item.attrs,
        TraitItem::Type(item) => &item.attrs,
        TraitItem::Macro(item) => &item.attrs,
        _ => &[],
    }
}

/// What an item is called; none for one without a name.
fn name(item: &Item) -> Option<String> {
    match item {
        Item::Const(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Fn(item) => Some(item.sig.ident.to_string()),
        Item::Macro(item) => item.ident.as_ref().map(ToString::to_string),
        Item::Static(item) => Some(item.ident.to_string()),
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Trait(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Union(item) => Some(item.ident.to_string()),
        _ => None,
    }
}
