//! `Accept-Language`, as a table over twelve languages.

use crate::support::front::Front;

/// The header, and the language that `/` redirects to; empty where it offers the choice.
const TABLE: &[(&str, Option<&str>)] = &[
    // Exactly a language of the site.
    ("en", Some("en")),
    ("ar", Some("ar")),
    ("EL", Some("el")),
    ("zh-Hans", Some("zh-Hans")),
    ("zh-hant", Some("zh-Hant")),
    ("pt-BR", Some("pt-BR")),
    ("PT-br", Some("pt-BR")),
    // Of another region.
    ("en-GB", Some("en")),
    ("ar-SA", Some("ar")),
    ("es-419", Some("es")),
    ("es-MX", Some("es")),
    ("pt", Some("pt-BR")),
    ("pt-PT", Some("pt-BR")),
    ("fr-CA", Some("fr")),
    ("ja-JP", Some("ja")),
    ("ko-KP", Some("ko")),
    ("tr-CY", Some("tr")),
    ("el-CY", Some("el")),
    ("ru-KZ", Some("ru")),
    // Chinese.
    ("zh", Some("zh-Hans")),
    ("zh-CN", Some("zh-Hans")),
    ("zh-SG", Some("zh-Hans")),
    ("zh-TW", Some("zh-Hant")),
    ("zh-HK", Some("zh-Hant")),
    ("zh-MO", Some("zh-Hant")),
    ("zh-Hant-CN", Some("zh-Hant")),
    ("zh-Hans-TW", Some("zh-Hans")),
    ("zh-Hant-HK", Some("zh-Hant")),
    ("cmn", Some("zh-Hans")),
    ("cmn-Hant", Some("zh-Hant")),
    ("cmn-TW", Some("zh-Hant")),
    ("zh-cmn-Hans", Some("zh-Hans")),
    ("yue", Some("zh-Hant")),
    ("yue-HK", Some("zh-Hant")),
    ("yue-Hans", Some("zh-Hans")),
    ("zh-yue", Some("zh-Hant")),
    ("zh-TW,zh;q=0.9,en;q=0.8", Some("zh-Hant")),
    ("zh-Latn", None),
    // Old and other codes.
    ("iw", None),
    ("in", None),
    ("arb", Some("ar")),
    ("arz-EG", Some("ar")),
    ("apc-LB", Some("ar")),
    // With a script: only a language in that script.
    ("en-Latn", Some("en")),
    ("en-Hant", None),
    ("en-Cyrl-US", None),
    ("ar-Arab-AE", Some("ar")),
    ("ar-Latn", None),
    ("ru-Latn", None),
    ("ja-Latn", None),
    ("ko-Kore", Some("ko")),
    ("sr-Latn", None),
    ("uz-Cyrl", None),
    ("en-Hant, ar;q=0.1", Some("ar")),
    // Weights and order.
    ("ar;q=0.5, fr;q=0.9", Some("fr")),
    ("ar, fr", Some("ar")),
    ("fr;q=0.8, ar;q=0.8", Some("fr")),
    ("de, nl;q=0.9, tr;q=0.1", Some("tr")),
    ("pt-PT;q=0.9, es;q=0.8", Some("pt-BR")),
    ("en-GB;q=0.9,en;q=0.8,ar", Some("ar")),
    ("ar;q=0.001", Some("ar")),
    ("de-DE,de;q=0.9", None),
    // Weight 0.
    ("en;q=0", None),
    ("en;q=0, en-GB", None),
    ("en-GB, en;q=0", None),
    ("en;q=0.0, ar;q=0.2", Some("ar")),
    ("zh-Hans;q=0, zh", None),
    ("zh-Hans;q=0, zh, zh-HK;q=0.1", Some("zh-Hant")),
    ("zh-TW;q=0, zh-Hant", None),
    ("zh;q=0, zh-TW", Some("zh-Hant")),
    ("pt;q=0, pt-BR", Some("pt-BR")),
    ("pt-PT;q=0, pt", Some("pt-BR")),
    // The wildcard.
    ("*", Some("en")),
    ("*;q=0.5", Some("en")),
    ("*;q=0", None),
    ("xx, *;q=0.1", Some("en")),
    ("en;q=0, *", Some("ar")),
    ("en;q=0.5, ar;q=0.4, *;q=0.1", Some("en")),
    ("en;q=0.1, *", Some("ar")),
    ("ko;q=0.1, *;q=0", Some("ko")),
    // Malformed elements, beside well-formed ones.
    ("", None),
    (",,;q=1,", None),
    ("en;q=2", None),
    ("en;q=2, ar", Some("ar")),
    ("en;q=x, ar;q=0.1", Some("ar")),
    ("e, ar", Some("ar")),
    ("-en, fr", Some("fr")),
    ("en--US, fr", Some("fr")),
    ("toolonglanguage, fr", Some("fr")),
    ("x-klingon, fr", Some("fr")),
    ("i-klingon, fr", Some("fr")),
    ("und, fr", Some("fr")),
    ("en US, fr", Some("fr")),
    ("\"en\", fr", Some("fr")),
    ("en-*, fr", Some("fr")),
    ("../../etc, fr", Some("fr")),
    // Variants and extensions.
    ("de-1996, es-ES-u-co-trad;q=0.5", Some("es")),
    ("en-GB-oxendict", Some("en")),
    ("ja-JP-u-ca-japanese", Some("ja")),
    ("ar-u-nu-latn", Some("ar")),
];

#[tokio::test]
async fn accept_language_selects_the_best_language() {
    let front = Front::new();
    for (header, expected) in TABLE {
        let answered = front.get("/", &[("accept-language", header)]).await;
        let location = expected.map_or(String::new(), |tag| format!("/{tag}/"));
        assert_eq!(answered.header("location"), location, "Accept-Language: {header}");
    }
}

#[tokio::test]
async fn several_accept_language_lines_are_one_list() {
    let front = Front::new();
    let lines = [("accept-language", "de, fr;q=0.5"), ("accept-language", "ko;q=0.7")];
    assert_eq!(front.get("/", &lines).await.header("location"), "/ko/");
}

#[tokio::test]
async fn only_the_beginning_of_a_huge_accept_language_is_read() {
    let front = Front::new();
    let huge = format!("ar;q=0.1,{}fr", "de,".repeat(100_000));
    assert_eq!(front.get("/", &[("accept-language", &huge)]).await.header("location"), "/ar/");
}
