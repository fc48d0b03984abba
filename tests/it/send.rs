//! What a physician sends to a patient: the links, the e-mail, the text and the QR code, in every language.

use std::fs;

use patient_center::site::mailto::LONGEST;
use percent_encoding::percent_decode_str;
use toml_edit::DocumentMut;

use crate::support::content::{BASE, Document, document, documents, other, project, real};

/// The page to send in each language, as it is served without a query.
fn to_send() -> Vec<Document> {
    let all = documents(real());
    all.into_iter().filter(|document| document.path.ends_with("/send")).collect()
}

/// `text` without its spaces and line breaks, which HTML shows in its own way.
fn words(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}

/// The subject and the body of a `mailto:` (RFC 6068), without the interpretation of `+` that forms have.
fn email(link: &str) -> (String, String) {
    let fields = link.strip_prefix("mailto:?").unwrap().split('&');
    let fields: Vec<_> = fields
        .map(|field| {
            let (name, value) = field.split_once('=').unwrap();
            (name, percent_decode_str(value).decode_utf8().unwrap().into_owned())
        })
        .collect();
    let [(subject, words), (body, text)] = fields.try_into().unwrap();
    assert_eq!((subject, body), ("subject", "body"));
    (words, text)
}

/// What is said about health in an e-mail, in the language `tag`.
fn warning(tag: &str) -> String {
    let file = project().join("content").join(tag).join("ui.toml");
    let ui: DocumentMut = fs::read_to_string(file).unwrap().parse().unwrap();
    ui["send"]["warning"].as_str().unwrap().to_owned()
}

#[test]
fn every_language_has_an_email_that_every_program_opens() {
    assert_eq!(to_send().len(), real().languages.len());
    for page in to_send() {
        let link = page.one("a[href^='mailto:']", "href");
        assert!(link.is_ascii() && link.len() <= LONGEST, "{}: {} bytes", page.path, link.len());
        let (subject, body) = email(&link);
        assert_eq!(words(&subject), words(&page.words("p.copy")), "{}", page.path);
        assert!(body.ends_with("\r\n") && !body.replace("\r\n", "").contains(['\r', '\n']));
        let home = format!("{BASE}{}", page.path.replace("/send", "/"));
        assert_eq!(body.lines().last(), Some(home.as_str()));
        assert_eq!(page.one("div.copy a", "href"), home);
        // What is copied by hand and what the link opens are the same words.
        assert_eq!(words(&body), words(&page.words("div.copy")), "{}", page.path);
    }
}

#[test]
fn the_html_to_copy_has_the_language_the_direction_and_the_link_of_the_text() {
    for page in to_send() {
        let source = page.all("pre.copy")[0].text().collect::<String>();
        let copied = scraper::Html::parse_fragment(&source);
        let all = |selector| copied.select(&scraper::Selector::parse(selector).unwrap()).count();
        let (tag, dir) = (page.one("html", "lang"), page.one("html", "dir"));
        let home = page.one("div.copy a", "href");
        assert_eq!(all(&format!("div[lang='{tag}'][dir={dir}] a[href='{home}']")), 1, "{source}");
        let text = copied.root_element().text().collect::<String>();
        assert_eq!(words(&text), words(&page.words("div.copy")));
    }
}

#[test]
fn a_physician_reads_the_explanations_in_a_language_of_their_own() {
    for (from, href, own, other) in [
        ("en", "/ar/send", "ar", Some("en")),
        ("el", "/ar/send?with=el", "ar", Some("el")),
        ("el", "/el/send", "el", Some("en")),
        ("en", "/en/send", "en", None),
    ] {
        let path = format!("/{from}/physicians");
        let physicians = document(&path, &real().answers[&path]);
        let link = format!("main .flow a[href='{href}'][lang='{own}']");
        assert_eq!(physicians.all(&link).len(), 1, "{link} in {from}");
        assert!(physicians.words("#link").contains(&warning(from)), "{from}");
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let asked = query.strip_prefix("with=");
        let asked = asked.map(|with| real().on_request.asked(path, Some(with), None).unwrap());
        let answer = match &asked {
            Some(asked) => real().on_request.page(asked).unwrap(),
            None => real().answers[path].clone(),
        };
        let sent = document(href, &answer);
        let shown = sent.words(".body > .notice");
        assert!(shown.contains(&warning(own)), "{href}: {shown}");
        assert!(shown.contains(&warning(other.unwrap_or(own))), "{href}: {shown}");
        assert_eq!(sent.all("h1 [lang]").len(), usize::from(other.is_some()), "{href}");
        assert_eq!(sent.one("html", "lang"), own);
        assert_eq!(sent.all("link[rel=canonical]").len(), 0, "the address to send is another");
    }
    // The page as it is has the default language beside its own, and no other is the same one twice.
    for with in ["en", "ar", "xx"] {
        assert_eq!(real().on_request.asked("/ar/send", Some(with), None), None, "{with}");
    }
}

#[test]
fn the_code_is_a_picture_of_its_own_too() {
    for language in &real().languages {
        let answer = &real().answers[&format!("/{language}/qr.svg")];
        assert_eq!(answer.content_type, "image/svg+xml; charset=utf-8");
        let text = std::str::from_utf8(&answer.identity.bytes).unwrap();
        let picture = roxmltree::Document::parse(text).unwrap();
        let lines = picture
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "tspan")));
        let address: String = lines.filter_map(|node| node.text()).collect();
        assert_eq!(address, format!("{BASE}/{language}/"));
    }
}

#[test]
fn what_readers_take_along_has_a_code_and_other_pages_have_none() {
    for page in documents(real()) {
        let name = page.path.rsplit('/').next().unwrap();
        let codes = page.all("svg.qr[role=img][aria-label]").len();
        let has = ["contact", "card", "guide", "send"].contains(&name);
        assert_eq!(codes, usize::from(has), "{}", page.path);
        if has && name != "send" {
            let address = format!("{BASE}{}", page.path);
            assert!(page.one("svg.qr", "aria-label").ends_with(&address), "{}", page.path);
            assert_eq!(page.words(".foot .paper"), address);
        }
    }
}

#[test]
fn a_site_whose_pages_do_not_lead_there_has_no_page_to_send() {
    let is_to_send = |path: &&String| path.ends_with("/send") || path.ends_with("/qr.svg");
    assert_eq!(other().answers.keys().find(is_to_send), None);
}
