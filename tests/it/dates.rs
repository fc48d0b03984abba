//! Days as each language writes them.

use crate::support::content::{document, project, site_of};

/// What the card says that today is, in every language.
fn today(moment: &str) -> Vec<(String, String)> {
    let site = site_of(&project().join("content"), moment).unwrap();
    let card = |path: String| document(&path, &site.answers[&path]).words("aside.card time");
    let of = |tag: &str| (tag.to_owned(), card(format!("/{tag}/")));
    site.languages.iter().map(|language| of(language.as_str())).collect()
}

fn written(table: &[(&str, &str)]) -> Vec<(String, String)> {
    table.iter().map(|(tag, date)| ((*tag).to_owned(), (*date).to_owned())).collect()
}

#[test]
fn a_day_and_the_first_of_a_month_are_written_as_in_that_language() {
    let ordinary = [
        ("en", "Tuesday, November 24"),
        ("ar", "الثلاثاء 24 نوفمبر"),
        ("zh-Hans", "11月24日（星期二）"),
        ("zh-Hant", "11月24日（星期二）"),
        ("es", "martes 24 de noviembre"),
        ("pt-BR", "terça-feira, 24 de novembro"),
        ("fr", "mardi 24 novembre"),
        ("ru", "вторник, 24 ноября"),
        ("el", "Τρίτη 24 Νοεμβρίου"),
        ("tr", "24 Kasım Salı"),
        ("ja", "11月24日（火曜日）"),
        ("ko", "11월 24일 화요일"),
    ];
    assert_eq!(today("2026-11-24T15:00:00Z"), written(&ordinary));
    let first = today("2026-12-01T15:00:00Z");
    let of = |wanted: &str| first.iter().find(|(tag, _)| tag == wanted).unwrap().1.clone();
    assert_eq!(of("fr"), "mardi 1er décembre");
    assert_eq!(of("pt-BR"), "terça-feira, 1º de dezembro");
    assert_eq!(of("el"), "Τρίτη 1η Δεκεμβρίου");
    assert_eq!(of("es"), "martes 1 de diciembre");
}
