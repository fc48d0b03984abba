//! `Accept-Language`: `/` redirects to a language of the site that the header asks for, or offers the choice.

use axum::http::HeaderValue;
use axum::http::header::ACCEPT_LANGUAGE;

use patient_center::content::Language;

use super::front::{Answered, get, lines, site};
use super::weights::{Element, well_formed, words};

/// Lines of the header.
pub fn accept_language(input: &[u8]) {
    let Some(lines) = lines(input) else { return };
    let answered = get("/", &ACCEPT_LANGUAGE, &lines);
    let chosen = chosen(&answered);
    assert_justified(&lines, chosen);
    if let Some(elements) = well_formed(&lines) {
        assert_by_the_letter(&elements, chosen);
        assert_same_however_written(&lines, chosen);
    }
    // An error page is in the same language.
    let missing = get("/nirgendwo", &ACCEPT_LANGUAGE, &lines);
    assert_eq!(missing.status, 404);
    let expected = chosen.unwrap_or(site().default_language.as_str());
    assert_eq!(missing.header("content-language"), expected);
    assert!(missing.header("vary").contains("Accept-Language"));
    // Where the address names the language, the header does not matter.
    let page = get("/de/", &ACCEPT_LANGUAGE, &lines);
    assert_eq!((page.status, page.header("vary")), (200, "Accept-Encoding"));
}

/// The language that `/` redirects to; `None` where it offers the choice.
fn chosen(answered: &Answered) -> Option<&str> {
    assert_eq!(answered.header("cache-control"), "no-store");
    assert!(answered.header("vary").contains("Accept-Language"));
    let location = answered.header("location");
    if answered.status == 200 {
        assert!(location.is_empty());
        return None;
    }
    assert_eq!(answered.status, 302);
    let tag = location.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let tag = tag.expect("the address of a home page");
    assert_eq!(tag, answered.header("content-language"));
    assert_eq!(site().answers[location].status, 200);
    Some(tag)
}

/// Some element asks for `chosen`: not with weight 0, and not in another script.
fn assert_justified(lines: &[HeaderValue], chosen: Option<&str>) {
    let Some(chosen) = chosen else { return };
    let may_mean = |(word, rest): &(String, String)| {
        let refused = matches!(rest.as_str(), "q=0" | "q=0." | "q=0.0" | "q=0.00" | "q=0.000");
        let other = script(word).is_some_and(|asked| script(chosen).is_some_and(|is| is != asked));
        !word.is_empty() && !refused && !other
    };
    assert!(words(lines).iter().any(may_mean), "nobody asked for {chosen}");
}

/// The script that a tag names in its second subtag.
fn script(tag: &str) -> Option<String> {
    let second = tag.split('-').nth(1)?;
    let is_script = second.len() == 4 && second.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_script.then(|| second.to_ascii_lowercase())
}

fn assert_by_the_letter(elements: &[Element], chosen: Option<&str>) {
    let own = |word: &str| {
        let mut languages = site().languages.iter().map(Language::as_str);
        languages.find(|tag| tag.eq_ignore_ascii_case(word))
    };
    let refused: Vec<&str> =
        elements.iter().filter(|(_, weight)| *weight == 0).map(|(word, _)| word.as_str()).collect();
    if refused.len() == elements.len() {
        assert_eq!(chosen, None, "everything was refused");
    }
    // One of our own tags that is wanted most of all, and nowhere refused, is what comes.
    let most = elements.iter().map(|(_, weight)| *weight).max().unwrap_or_default();
    let best: Vec<_> = elements.iter().filter(|(_, weight)| *weight == most).collect();
    if let ([(word, _)], []) = (&best[..], &refused[..])
        && let Some(tag) = own(word)
    {
        assert_eq!(chosen, Some(tag), "{word} is wanted most");
    }
    // Where nothing but our own tags and `*` is said, what is refused never comes.
    if elements.iter().all(|(word, _)| word == "*" || own(word).is_some()) {
        let again =
            |tag: &str| elements.iter().filter(|(word, _)| own(word) == Some(tag)).count() > 1;
        let is_refused = refused
            .iter()
            .filter_map(|word| own(word))
            .any(|tag| chosen == Some(tag) && !again(tag));
        assert!(!is_refused, "{chosen:?} was refused");
    }
}

/// Lines are one list, and neither case nor white space means anything.
fn assert_same_however_written(lines: &[HeaderValue], before: Option<&str>) {
    let texts: Vec<_> = lines.iter().filter_map(|line| line.to_str().ok()).collect();
    let upper = texts.join(" ,\t").to_ascii_uppercase().replace(';', " ; ");
    let upper = HeaderValue::try_from(upper).expect("the same characters, and spaces");
    let answered = get("/", &ACCEPT_LANGUAGE, &[upper]);
    assert_eq!(chosen(&answered), before);
}
