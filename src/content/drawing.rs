//! A drawing: an SVG file of lines, areas and labels, and nothing that runs, loads or styles.
//!
//! SECURITY: a drawing becomes part of a page's markup, so only the elements and attributes listed
//! here are let through; colours come from the style sheet, by class.

use std::collections::BTreeSet;

use super::message::Message;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

const ELEMENTS: [&str; 11] =
    ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "text", "tspan", "use"];
const ATTRIBUTES: [&str; 32] = [
    "viewBox",
    "preserveAspectRatio",
    "class",
    "id",
    "href",
    "lang",
    "d",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "points",
    "transform",
    "text-anchor",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-weight",
    "vector-effect",
    "fill-rule",
];

/// A drawing whose labels are still places.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Its own coordinates.
    pub view_box: String,
    /// How it fills another shape; empty: the whole of it is always seen.
    pub fit: String,
    /// Everything inside the `svg` element; the slots are its labels.
    pub inner: Message,
    /// The names of its labels.
    pub labels: BTreeSet<String>,
}

impl Drawing {
    /// Reads the SVG file `file`.
    pub fn read(file: &str, source: &str) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let document = match roxmltree::Document::parse(source) {
            Ok(document) => document,
            Err(error) => {
                problems.push(broken(file, source, &error));
                return Err(problems);
            }
        };
        let root = document.root_element();
        if root.tag_name().name() != "svg" || !root.has_attribute("viewBox") {
            let problem = Diagnostic::error(file, "a drawing is an `svg` with a `viewBox`");
            problems.push(problem.help("add `viewBox=\"0 0 …\"` with its width and height"));
        }
        for node in document.descendants().filter(is_hidden) {
            let place = Place::of(source, &node.range());
            let problem = Diagnostic::error(file, "this means something else in a page").at(&place);
            problems.push(problem.help("delete it"));
        }
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            for problem in forbidden(file, source, &node) {
                problems.push(problem);
            }
        }
        let start = root.first_child().map_or(0, |child| child.range().start);
        let end = root.last_child().map_or(0, |child| child.range().end);
        let inner = source.get(start..end).unwrap_or_default();
        let message = Message::parse(inner).unwrap_or_else(|fault| {
            problems.push(Diagnostic::error(file, fault).help("a label is written `{name}`"));
            Message::default()
        });
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Self {
            view_box: root.attribute("viewBox").unwrap_or_default().to_owned(),
            fit: root.attribute("preserveAspectRatio").unwrap_or_default().to_owned(),
            labels: message.placeholders().map(str::to_owned).collect(),
            inner: message,
        })
    }
}

/// Where the XML itself is broken.
fn broken(file: &str, source: &str, error: &roxmltree::Error) -> Diagnostic {
    let before = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let (lines, columns) = (before(error.pos().row), before(error.pos().col));
    let line: usize = source.split_inclusive('\n').take(lines).map(str::len).sum();
    let rest = source.get(line..).unwrap_or_default();
    let at = line + rest.chars().take(columns).map(char::len_utf8).sum::<usize>();
    Diagnostic::error(file, format!("not an SVG drawing: {error}"))
        .at(&Place::of(source, &(at..at)))
        .help("mend the XML here, or save the drawing anew as plain SVG")
}

/// SECURITY: a page reads some comments, and all instructions, otherwise than XML does: `<!-->` is a
/// whole comment there, and what follows it an element.
fn is_hidden(node: &roxmltree::Node<'_, '_>) -> bool {
    let odd = |text: &str| text.starts_with('>') || text.starts_with("->") || text.contains("--");
    node.is_pi() || node.is_comment() && node.text().is_some_and(odd)
}

/// What an element has that a drawing must not have.
fn forbidden(file: &str, source: &str, node: &roxmltree::Node<'_, '_>) -> Vec<Diagnostic> {
    let name = node.tag_name().name();
    let at = |range: std::ops::Range<usize>, message: String| {
        Diagnostic::error(file, message)
            .at(&Place::of(source, &range))
            .help("draw with lines, areas and labels; colours come from the style sheet")
    };
    let mut problems = Vec::new();
    if !ELEMENTS.contains(&name) {
        problems.push(at(node.range(), format!("a drawing has no element `{name}`")));
    }
    for attribute in node.attributes() {
        let foreign = attribute.name() == "href" && !attribute.value().starts_with('#');
        if !ATTRIBUTES.contains(&attribute.name()) || foreign {
            let message = format!("a drawing has no attribute `{}`", attribute.name());
            problems.push(at(attribute.range(), message));
        }
    }
    problems
}
