//! A drawing: an SVG file of lines, areas and labels, and nothing that runs, loads or styles.
//!
//! SECURITY: a drawing becomes part of a page's markup, so only the elements and attributes listed
//! here are let through; colours come from the style sheet, by class.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::{Document, Node};

use super::message::Message;
use super::reading::{is_sound, place, report, report_at};

/// The elements of a drawing.
const ELEMENTS: &str = "svg g path rect circle ellipse line polyline text tspan use";
/// The attributes of its elements.
const ATTRIBUTES: &str = "viewBox preserveAspectRatio class id href lang d x y x1 x2 y1 y2 dx dy \
                          cx cy r rx ry width height points transform text-anchor stroke-width \
                          stroke-dasharray stroke-linecap stroke-linejoin font-weight \
                          vector-effect fill-rule";

/// A drawing whose labels are still placeholders.
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
    /// Reads the SVG file `source`; `None` where something is wrong with it.
    pub(super) fn read(source: &str) -> Option<Self> {
        let document = Document::parse(source).map_err(|error| malformed(source, &error)).ok()?;
        let root = document.root_element();
        if root.tag_name().name() != "svg" || !root.has_attribute("viewBox") {
            let help = "add `viewBox=\"0 0 …\"` with its width and height";
            report(0..0, "a drawing is an `svg` with a `viewBox`", help);
        }
        document.descendants().for_each(check);
        let start = root.first_child().map_or(0, |child| child.range().start);
        let end = root.last_child().map_or(0, |child| child.range().end);
        let inner = Message::parse(&without_comments(source, &document, start..end))
            .map_err(|fault| report(0..0, fault, "a label is written `{name}`"))
            .ok()?;
        is_sound().then(|| Self {
            view_box: root.attribute("viewBox").unwrap_or_default().to_owned(),
            fit: root.attribute("preserveAspectRatio").unwrap_or_default().to_owned(),
            labels: inner.placeholders().map(str::to_owned).collect(),
            inner,
        })
    }
}

/// The `range` of `source` without its comments, which would be in every page, and without the space around them.
fn without_comments(source: &str, document: &Document<'_>, range: Range<usize>) -> String {
    let comments = document.descendants().filter(Node::is_comment).map(|comment| comment.range());
    let mut inner = String::new();
    let mut from = range.start;
    for comment in comments.filter(|comment| range.contains(&comment.start)) {
        inner.push_str(source.get(from..comment.start).unwrap_or_default().trim_end());
        from = comment.end;
    }
    inner.push_str(source.get(from..range.end).unwrap_or_default());
    inner.trim().to_owned()
}

/// Reports where `source` is not XML.
fn malformed(source: &str, error: &roxmltree::Error) {
    let before = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let (lines, columns) = (before(error.pos().row), before(error.pos().col));
    let line: usize = source.split_inclusive('\n').take(lines).map(str::len).sum();
    let rest = source.get(line..).unwrap_or_default();
    let at = line + rest.chars().take(columns).map(char::len_utf8).sum::<usize>();
    let message = format!("not an SVG drawing: {error}");
    let help = "correct the XML here, or save the drawing again as plain SVG";
    report_at(Some(place(&(at..at))), message, help);
}

/// Reports what `node` is or has that a drawing must not have.
fn check(node: Node<'_, '_>) {
    if is_hidden(node) {
        report(node.range(), "a browser reads this differently from an XML program", "delete it");
    }
    let is_listed = |names: &str, name: &str| names.split(' ').any(|listed| listed == name);
    let help = "draw with lines, areas and labels; colours come from the style sheet";
    let name = node.tag_name().name();
    if node.is_element() && !is_listed(ELEMENTS, name) {
        report(node.range(), format!("a drawing has no element `{name}`"), help);
    }
    for attribute in node.attributes() {
        let name = attribute.name();
        let foreign = name == "href" && !attribute.value().starts_with('#');
        if !is_listed(ATTRIBUTES, name) || foreign {
            report(attribute.range(), format!("a drawing has no attribute `{name}`"), help);
        }
    }
}

/// SECURITY: a page reads some comments, and all instructions, otherwise than XML does: `<!-->` is a
/// whole comment there, and what follows it an element.
fn is_hidden(node: Node<'_, '_>) -> bool {
    let odd = |text: &str| text.starts_with('>') || text.starts_with("->") || text.contains("--");
    node.is_pi() || node.is_comment() && node.text().is_some_and(odd)
}
