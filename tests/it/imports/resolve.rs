//! Paths in Rust code, and the file that defines what each of them names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use super::tokens::{Token, tokens};
use crate::support::content::project;

/// Re-exports of re-exports are followed this far; a name that needs more re-exports itself.
const DEEPEST: usize = 16;
/// What stands before the name of an item.
const KEYWORDS: [&str; 9] =
    ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "mod"];

/// A path to another file.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) from: String,
    pub(super) to: String,
    path: String,
    line: usize,
}

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, path, line } = self;
        write!(f, "src/{from}:{line} imports src/{to}: {path}")
    }
}

/// A path as it stands in the code of a module.
struct Mention {
    segments: Vec<String>,
    line: usize,
}

/// A name that a `use` declaration brings into a module.
struct Binding {
    /// `*` for a glob.
    name: String,
    segments: Vec<String>,
}

/// What a module says.
#[derive(Default)]
struct Module {
    /// Below `src`.
    file: String,
    children: BTreeSet<String>,
    /// The names of its items.
    items: BTreeSet<String>,
    bindings: Vec<Binding>,
    mentions: Vec<Mention>,
}

/// What a path leads to.
#[derive(Clone)]
enum Named {
    Module(Vec<String>),
    /// An item of a file.
    Item(String),
}

/// The modules of a crate, by their paths; that of the crate itself is empty.
pub(super) struct Sources {
    modules: BTreeMap<Vec<String>, Module>,
}

impl Sources {
    /// The files of a crate, by their paths below `src`.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let mut sources = Self { modules: BTreeMap::new() };
        for (file, text) in files {
            let mut path: Vec<String> =
                file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if ["lib", "mod"].contains(&path.last().unwrap().as_str()) {
                path.pop();
            }
            Reader { file, tokens: &tokens(text), sources: &mut sources }.module(path);
        }
        sources
    }

    /// The files of `src`, without the binary, which nothing can import.
    pub(super) fn of_this_crate() -> Self {
        let mut files = Vec::new();
        read(&project().join("src"), "", &mut files);
        files.retain(|(name, _)| name != "main.rs");
        let files: Vec<_> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Self::new(&files)
    }

    /// Every path of a file to another one.
    pub(super) fn imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        for (path, module) in &self.modules {
            for Mention { segments, line } in &module.mentions {
                let to = match self.resolve(path, segments, 0) {
                    Some(Named::Module(path)) => self.modules[&path].file.clone(),
                    Some(Named::Item(file)) => file,
                    None => continue,
                };
                if to != module.file {
                    let (from, path) = (module.file.clone(), segments.join("::"));
                    imports.push(Import { from, to, path, line: *line });
                }
            }
        }
        imports
    }

    /// What `segments` lead to from the module `from`; `None` where that is no part of this crate.
    fn resolve(&self, from: &[String], segments: &[String], depth: usize) -> Option<Named> {
        let (first, mut rest) = segments.split_first()?;
        let mut named = match first.as_str() {
            "crate" | "patient_center" => Named::Module(Vec::new()),
            "self" => Named::Module(from.to_vec()),
            "super" => Named::Module(from.split_last()?.1.to_vec()),
            name => self.member(from, name, depth)?,
        };
        while let (Named::Module(path), Some((next, after))) = (&named, rest.split_first()) {
            named = match next.as_str() {
                "super" => Named::Module(path.split_last()?.1.to_vec()),
                "self" => named,
                // A glob is of the module; an item that was not found may be made by a macro.
                "*" => return Some(named),
                name => self
                    .member(path, name, depth)
                    .unwrap_or_else(|| Named::Item(self.modules[path].file.clone())),
            };
            rest = after;
        }
        Some(named)
    }

    /// What `name` is in a module: a child, an item, or what a `use` declaration brings.
    fn member(&self, path: &[String], name: &str, depth: usize) -> Option<Named> {
        let module = self.modules.get(path)?;
        if module.children.contains(name) {
            return Some(Named::Module([path, &[name.to_owned()]].concat()));
        }
        if module.items.contains(name) {
            return Some(Named::Item(module.file.clone()));
        }
        if depth == DEEPEST {
            return None;
        }
        let own = |binding: &&Binding| binding.name == name && binding.segments != [name];
        if let Some(binding) = module.bindings.iter().find(own) {
            return self.resolve(path, &binding.segments, depth + 1);
        }
        let globs = module.bindings.iter().filter(|binding| binding.name == "*");
        let modules = globs.filter_map(|glob| self.resolve(path, &glob.segments, depth + 1));
        modules.filter(|named| !matches!(named, Named::Module(own) if own == path)).find_map(
            |named| match named {
                Named::Module(path) => self.member(&path, name, depth + 1),
                Named::Item(_) => None,
            },
        )
    }
}

fn read(directory: &Path, below: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Reads the tokens of a file into modules.
struct Reader<'a> {
    file: &'a str,
    tokens: &'a [Token],
    sources: &'a mut Sources,
}

impl Reader<'_> {
    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &token.text)
    }

    fn is_name(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::is_name)
    }

    /// The whole file, which is the module at `path`, with the modules that are written out in it.
    fn module(mut self, path: Vec<String>) {
        self.entry(&path);
        // The open modules with the depth of braces at which each ends.
        let (mut open, mut depth, mut index) = (vec![(path, 0)], 0, 0);
        while index < self.tokens.len() {
            let module = open.last().unwrap().0.clone();
            match self.text(index) {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    if open.len() > 1 && open.last().unwrap().1 == depth {
                        open.pop();
                    }
                }
                "use" => {
                    index = self.declaration(&module, index + 1);
                    continue;
                }
                // `pub(in crate::a)` is a visibility.
                "pub" if self.text(index + 1) == "(" => {
                    let rest = self.tokens[index..].iter();
                    index += rest.take_while(|token| token.text != ")").count();
                    continue;
                }
                "mod" if self.is_name(index + 1) => {
                    let inner = self.child(&module, index + 1);
                    index += 2;
                    if self.text(index) == "{" {
                        self.entry(&inner);
                        open.push((inner, depth));
                        depth += 1;
                        index += 1;
                    }
                    continue;
                }
                // `const fn`, `unsafe trait` …
                keyword
                    if KEYWORDS.contains(&keyword) && KEYWORDS.contains(&self.text(index + 1)) => {}
                keyword if KEYWORDS.contains(&keyword) && self.is_name(index + 1) => {
                    let name = self.text(index + 1).to_owned();
                    // An item within a function or an implementation cannot be named from outside.
                    if depth == open.last().map_or(0, |(_, at)| *at + usize::from(open.len() > 1)) {
                        self.entry(&module).items.insert(name);
                    }
                    index += 2;
                    continue;
                }
                _ if self.is_name(index) => {
                    index = self.path_in_code(&module, index);
                    continue;
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// Records the child module of `module` whose name is at `index`; its path.
    fn child(&mut self, module: &[String], index: usize) -> Vec<String> {
        let name = self.text(index).to_owned();
        self.entry(module).children.insert(name.clone());
        [module, &[name]].concat()
    }

    fn entry(&mut self, path: &[String]) -> &mut Module {
        let module = self.sources.modules.entry(path.to_vec()).or_default();
        self.file.clone_into(&mut module.file);
        module
    }

    /// A path of two names or more in the code; the index after it.
    fn path_in_code(&mut self, module: &[String], from: usize) -> usize {
        let mut segments = vec![self.text(from).to_owned()];
        let mut index = from + 1;
        while self.text(index) == "::" && self.is_name(index + 1) {
            segments.push(self.text(index + 1).to_owned());
            index += 2;
        }
        let before = from.checked_sub(1).map_or("", |before| self.text(before));
        let is_foreign = ["::", "."].contains(&before);
        if segments.len() > 1 && !is_foreign {
            let line = self.tokens[from].line;
            self.entry(module).mentions.push(Mention { segments, line });
        }
        index
    }

    /// The rest of a `use` declaration; the index after it.
    fn declaration(&mut self, module: &[String], from: usize) -> usize {
        // `::name` is another crate's; `use<…>` is no declaration.
        if ["::", "<"].contains(&self.text(from)) {
            let rest = self.tokens[from..].iter();
            return from + rest.take_while(|token| ![";", ">"].contains(&&*token.text)).count();
        }
        self.tree(module, &[], from)
    }

    fn tree(&mut self, module: &[String], prefix: &[String], from: usize) -> usize {
        let mut segments = prefix.to_vec();
        let mut index = from;
        loop {
            match self.text(index) {
                "{" => {
                    index += 1;
                    while self.text(index) != "}" {
                        index = self.tree(module, &segments, index);
                        index += usize::from(self.text(index) == ",");
                    }
                    return index + 1;
                }
                "*" => {
                    self.bind(module, "*".to_owned(), segments, index);
                    return index + 1;
                }
                name => segments.push(name.to_owned()),
            }
            if self.text(index + 1) == "::" {
                index += 2;
                continue;
            }
            if segments.len() > 1 && segments.last().is_some_and(|last| last == "self") {
                segments.pop();
            }
            let mut name = segments.last().cloned().unwrap_or_default();
            if self.text(index + 1) == "as" {
                self.text(index + 2).clone_into(&mut name);
                self.bind(module, name, segments, index);
                return index + 3;
            }
            self.bind(module, name, segments, index);
            return index + 1;
        }
    }

    fn bind(&mut self, module: &[String], name: String, segments: Vec<String>, index: usize) {
        let line = self.tokens[index].line;
        let entry = self.entry(module);
        entry.mentions.push(Mention { segments: segments.clone(), line });
        entry.bindings.push(Binding { name, segments });
    }
}
