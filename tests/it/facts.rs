//! Every fact of the centre is found where a reader would look for it, in both languages.

use crate::support::content::{document, documents, real};

/// A fact, the page that says it, and its words in English and in Arabic.
const FACTS: [(&str, &str, &[&str], &[&str]); 22] = [
    (
        "F1 the names",
        "",
        &["International Patient Center", "Massachusetts General Hospital", "Mass General"],
        &["مركز المرضى الدوليين", "مستشفى ماساتشوستس العام"],
    ),
    (
        "F2 patients and their physicians",
        "",
        &["full-service office", "referring physicians"],
        &["متكامل الخدمات"],
    ),
    ("F2 for the physician", "physicians", &["physicians who refer them"], &["الأطباء"]),
    (
        "F3 how many, dated",
        "",
        &["more than 140 countries", "2016 to 2019"],
        &["140", "2016", "2019"],
    ),
    (
        "F4 what for",
        "",
        &["medical care", "second opinion", "treatment"],
        &["رأي طبي ثانٍ", "العلاج"],
    ),
    (
        "F5 the coordinators",
        "",
        &["single point of contact before, during and after", "several languages"],
        &["قبل", "وبعد"],
    ),
    (
        "F6 Harvard",
        "",
        &["first and the largest teaching hospital of Harvard Medical School"],
        &["هارفارد"],
    ),
    (
        "F7 Boston",
        "about",
        &["heart of downtown Boston", "historic", "most diverse and welcoming"],
        &["بوسطن"],
    ),
    (
        "F8 the statement",
        "diversity",
        &[
            "“Diversity is the richness of human differences. Inclusion is when everyone feels connected, valued and engaged. At Massachusetts General Hospital, we believe that because of diversity we excel; through inclusion we respect; focused on equity we serve, heal, educate and innovate.”",
        ],
        &["“Diversity is the richness of human differences."],
    ),
    (
        "the mission",
        "mission",
        &[
            "“Guided by the needs of our patients and their families, Massachusetts General Hospital aims to deliver the very best health care in a safe, compassionate environment; to advance that care through innovative research and education, and to improve the health and well-being of the diverse communities we serve.”",
        ],
        &["“Guided by the needs of our patients"],
    ),
    (
        "F9 the address",
        "contact",
        &[
            "55 Fruit Street, Blake 180",
            "Boston, MA 02114",
            "Blake is the building, 180 is the room",
        ],
        &["55 Fruit Street, Blake 180", "Boston, MA 02114", "Blake"],
    ),
    (
        "F10 near and accessible",
        "contact",
        &["Near public transit", "wheelchair accessible"],
        &["للكراسي المتحركة"],
    ),
    (
        "F11 the hours",
        "hours",
        &["8:00 am", "5:00 pm", "Monday", "Friday", "Boston time"],
        &["8:00 ص", "5:00 م", "بتوقيت بوسطن"],
    ),
    (
        "F12 the ranking, dated",
        "recognition",
        &["U.S. News & World Report", "2017", "16 specialties"],
        &["U.S. News & World Report", "2017", "16"],
    ),
    (
        "G1 and G2 the interpreter",
        "languages",
        &[
            "right to a professional medical interpreter",
            "you pay nothing",
            "Sign language",
            "200 languages",
            "24 to 48 hours",
        ],
        &["200", "48"],
    ),
    (
        "G4 the walk",
        "contact",
        &[
            "Charles/MGH",
            "Cambridge Street for one block",
            "left into North Grove Street",
            "not to scale",
        ],
        &["Charles/MGH", "North Grove Street"],
    ),
    ("G5 the station", "contact", &["elevators", "February 17, 2007"], &["17 فبراير 2007"]),
    (
        "G7 the garages",
        "contact",
        &["Fruit Street", "Parkman Street", "Yawkey", "2019 to 2022"],
        &["Parkman Street", "Yawkey"],
    ),
    (
        "G8 the wheelchairs",
        "contact",
        &["White Building", "Wang Building", "32 Fruit Street", "90 Blossom Street"],
        &["White Building", "90 Blossom Street"],
    ),
    (
        "G9 second opinions",
        "physicians",
        &[
            "+1 617-724-9295",
            "8:30 am",
            "separate service of Mass General Brigham",
            "physician to physician",
        ],
        &["+1 617-724-9295", "Mass General Brigham"],
    ),
    (
        "G10 the main number",
        "contact",
        &["The hospital’s main number", "+1 617-726-2000", "not our own number"],
        &["+1 617-726-2000"],
    ),
    ("G15 no emergencies", "privacy", &["not for emergencies", "911"], &["911"]),
];

fn text_of(path: &str) -> String {
    let document = document(path, &real().answers[path]);
    let body: String = document.all("body").iter().flat_map(scraper::ElementRef::text).collect();
    body.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_fact_is_said_where_it_is_looked_for() {
    for (fact, page, english, arabic) in FACTS {
        for (language, phrases) in [("en", english), ("ar", arabic)] {
            let text = text_of(&format!("/{language}/{page}"));
            for phrase in phrases {
                assert!(text.contains(phrase), "{fact}: /{language}/{page} does not say {phrase}");
            }
        }
    }
}

#[test]
fn no_page_says_what_is_not_known() {
    for document in documents(real()) {
        for never in
            ["726-2787", "EST", "WhatsApp", "WeChat", "7 to 10 days", "consulate", "deposit"]
        {
            assert!(!document.text.contains(never), "{} says {never}", document.path);
        }
        let numbers =
            document.text.match_indices("617-").chain(document.text.match_indices("6177")).filter(
                |(at, _)| {
                    let rest = &document.text[*at..];
                    !["617-726-2000", "6177262000", "617-724-9295", "6177249295"]
                        .iter()
                        .any(|n| rest.starts_with(n))
                },
            );
        assert_eq!(numbers.count(), 0, "{} has another number", document.path);
    }
}

#[test]
fn a_translated_page_says_in_its_language_that_it_is_a_draft() {
    let translated = documents(real())
        .into_iter()
        .filter(|d| d.path != "/" && !d.path.starts_with("/en/") && !d.path.contains("error"));
    for document in translated {
        let notice = document.words("aside.state");
        assert!(notice.chars().count() > 30, "{}: {notice}", document.path);
        if document.path.starts_with("/ar/") {
            assert!(notice.contains("لم يراجعها مترجم محترف"), "{}", document.path);
        }
        assert!(document.one("aside.state a[hreflang]", "href").starts_with("/en/"));
    }
}

#[test]
fn an_official_statement_stands_beside_its_translation_in_its_own_words() {
    for page in ["/ar/", "/ar/mission", "/ar/diversity"] {
        let document = document(page, &real().answers[page]);
        assert_eq!(document.one(".original", "lang"), "en");
        assert_eq!(document.one(".original", "dir"), "ltr");
        assert!(
            document.words(".pair").contains("غير رسمية")
                || document.words(".pair").contains("ليست"),
            "{page}"
        );
    }
}

#[test]
fn unpublished_pages_are_nowhere_public() {
    let site = real();
    for name in ["plan", "faq"] {
        assert!(!site.answers.contains_key(&format!("/en/{name}")));
        for document in documents(site) {
            assert!(!document.text.contains(&format!("/{name}\"")), "{}", document.path);
        }
    }
}
