//! Addresses as clients and people mangle them: one redirect to the page that was meant, and never off the host.

use std::collections::HashSet;

use axum::http::Uri;

use crate::support::binary::{Running, get};
use crate::support::content::real;
use crate::support::front::{Answered, Front};

/// A habit, the canonical address, and what becomes of it.
type Habit = (&'static str, &'static str, &'static [&'static str]);

/// 301: the language is in the address.
const MANGLED: &[Habit] = &[
    (
        "Mail programs make the end of a sentence part of a link: Outlook, Apple Mail, Gmail, KakaoTalk",
        "/en/contact",
        &[
            "/en/contact.",
            "/en/contact,",
            "/en/contact;",
            "/en/contact:",
            "/en/contact!",
            "/en/contact%3F",
            "/en/contact...",
            "/en/contact%E2%80%A6",
            "/en/contact).",
            "/en/contact),",
            "/en/contact%E2%80%94",
            "/en/contact%20%E2%80%93",
            "/en/contact/.",
            "/en/contact/,",
            "/en/contact./",
        ],
    ),
    (
        "Links in angle brackets (RFC 3986, appendix C): mutt, Thunderbird, mail scanners, curl",
        "/en/contact",
        &[
            "/en/contact%3E",
            "/en/contact%3E.",
            "/en/contact%3e,",
            "/%3Cen/contact%3E",
            "/en/contact%3E%3E",
            "/en/contact%3E%0D%0A",
            "/en/contact%3Chttps://a.example/en/contact%3E",
        ],
    ),
    (
        "HTML in which characters are escaped twice: newsletters, ticket systems, Jira, Exchange",
        "/en/contact",
        &[
            "/en/contact&gt;",
            "/en/contact&gt;.",
            "/en/contact&gt",
            "/en/contact&quot;",
            "/en/contact&amp;",
            "/en/contact&nbsp;",
            "/en/contact%26gt%3B",
            "/en/contact%26%2362%3B",
            "/en/contact&lt;/a&gt;",
            "/en/contact%3C/a%3E",
            "/en/contact%22%3E",
            "/en/contact%3Cbr%3E",
            "/en/contact%22%20target=%22_blank",
            "/en/contact\"",
            "/en/contact'",
        ],
    ),
    (
        "Quoted-printable mail that was not decoded (RFC 2045): old gateways, log viewers, mailing list archives",
        "/en/contact",
        &[
            "/en/contact=",
            "/en/contact=20",
            "/en/contact=0A",
            "/en/contact=0D=0A",
            "/en/contact=3E",
            "/en/contact=E2=80=9D",
            "/en/con=%0D%0Atact",
            "/en/con=%0Atact",
            "/en/con=tact",
            "/en/contact=%0D%0A",
            "/en/contact=%0A",
            "/en/contact=2E",
            "/e=%0D%0An/contact",
            "/en/contact%3D20",
            "/en/contact%3D%0D%0A",
        ],
    ),
    (
        "White space and line ends that were copied along: terminals, PDF readers, spreadsheets",
        "/en/contact",
        &[
            "/en/contact%20",
            "/en/contact%0A",
            "/en/contact%0D%0A",
            "/en/contact%09",
            "/en/contact%0D",
            "/en/contact%C2%A0",
            "/en/contact%E3%80%80",
            "/en/contact%20%20.",
            "/en/con%20tact",
            "/en/%20contact",
            "/en%20/contact",
            "/%20en/contact",
            "/%0Aen/contact",
            "/en/contact%C2%85",
        ],
    ),
    (
        "Quotation marks and brackets around a link: word processors, and Gmail in many languages",
        "/en/contact",
        &[
            "/en/contact%E2%80%99",
            "/en/contact%E2%80%9D",
            "/en/contact%C2%BB",
            "/en/contact’",
            "/en/contact”",
            "/%E2%80%9Cen/contact%E2%80%9D",
            "/(en/contact)",
            "/%5Ben/contact%5D",
            "/en/contact%7D",
            "/en/contact%5D",
            "/en/contact%27",
            "/%C2%ABen/contact%C2%BB",
            "/en/contact%92",
            "/en/contact%94",
            "/en/contact%A0",
        ],
    ),
    (
        "Markdown and wiki text: Slack, Discord, Teams, GitHub, MediaWiki",
        "/en/contact",
        &[
            "/en/contact*",
            "/en/contact**",
            "/en/contact_",
            "/en/contact__",
            "/en/contact%60",
            "/en/contact%7C",
            "/en/contact](",
            "/en/contact%5D(https://a.example/en/contact)",
            "/en/contact)%5B",
            "/en/contact~~",
            "/en/contact%7CContact",
            "/en/contact%5D%5D",
        ],
    ),
    (
        "The words after an address: chats without spaces, people who do not put a space",
        "/en/contact",
        &[
            "/en/contact%20-%20Chemistry",
            "/en/contact%20please%20call",
            "/en/contact请看这里",
            "/en/contact%E3%82%92%E8%A6%8B%E3%81%A6",
            "/en/contact에서",
            "/en/contact%D9%81%D9%8A",
            "/en/contact.Thanks",
            "/en/contact,thanks",
            "/en/contact(new)",
            "/en/contact%E2%80%94thanks",
            "/en/contact;thanks",
        ],
    ),
    (
        "An address that was pasted twice, or two addresses in one field",
        "/en/contact",
        &[
            "/en/contacthttps://a.example/en/contact",
            "/en/contacthttp://a.example/en/contact",
            "/en/contact,https://a.example/en/hours",
            "/en/contact%20https://a.example/",
            "/en/contact/https://a.example/en/contact",
            "/en/contacthttps%3A%2F%2Fa.example%2Fen%2Fcontact",
        ],
    ),
    (
        "What link protection leaves: Safe Links (Microsoft), URL Defense (Proofpoint), Cisco, Mimecast",
        "/en/contact",
        &[
            "/en/contact&data=05%7C02%7Ca@b.example",
            "/en/contact&amp;data=05%7C02",
            "/en/contact__;!!NvyZ$",
            "/en/contact__;JSUl!!NvyZ3g$",
            "/en/contact&d=DwMF&c=x",
            "/en/contact/&sdata=x&reserved=0",
            "/en/contact%26data%3D05",
        ],
    ),
    (
        "Campaign parameters without their `?`, or with another one: newsletters, Facebook, Mailchimp, Webtrekk",
        "/en/contact",
        &[
            "/en/contact&utm_source=mail",
            "/en/contact;jsessionid=0123",
            "/en/contact%3Futm_source=x",
            "/en/contact.?utm_source=x&utm_medium=y",
            "/en/contact/?fbclid=abc",
            "/en/contact/?gclid=abc",
            "/en/Contact?mc_cid=1&mc_eid=2",
            "/en/contact%3E?wt_mc=x",
            "/en/contact/?%3E",
        ],
    ),
    (
        "Encoded more than once: mail gateways, redirectors, QR code generators",
        "/en/contact",
        &[
            "/en/contact%253E",
            "/en/contact%2520",
            "/en/contact%25253E",
            "/en%252Fcontact",
            "/en%2Fcontact",
            "/en/%63ontact",
            "/%65n/contact",
            "/en/c%256Fntact",
            "/en/contact%",
            "/en/contact%2",
            "/en/contact%E2%80",
        ],
    ),
    (
        "Invisible characters: WhatsApp, Teams, right-to-left text, soft hyphens of web pages",
        "/en/contact",
        &[
            "/en/contact%E2%80%8B",
            "/en/con%E2%80%8Btact",
            "/en/contact%E2%80%8F",
            "/%E2%80%8Een/contact",
            "/en/contact%EF%BB%BF",
            "/en/con%C2%ADtact",
            "/en/contact%E2%80%AC",
            "/%E2%81%A6en/contact%E2%81%A9",
        ],
    ),
    (
        "Input methods for Chinese, Japanese and Korean: full-width letters and punctuation",
        "/zh-Hans/contact",
        &[
            "/zh-Hans/contact%E3%80%82",
            "/zh-Hans/contact。",
            "/zh-Hans／contact",
            "/ｚｈ-Hans/ｃｏｎｔａｃｔ",
            "/zh-Hans/contact，",
            "/zh-Hans/contact」",
            "/zh－Hans/contact",
            "/zh-Hans/contact（联系）",
        ],
    ),
    (
        "Dashes of word processors in place of a hyphen",
        "/zh-Hans/contact",
        &[
            "/zh‑Hans/contact",
            "/zh–Hans/contact",
            "/zh%E2%88%92Hans/contact",
            "/zh%2DHans/contact",
            "/zh_Hans/contact",
        ],
    ),
    (
        "Punctuation of Arabic, in which the address stands",
        "/ar/contact",
        &[
            "/ar/contact%D8%8C",
            "/ar/contact%D8%9F",
            "/ar/contact؛",
            "/ar/contact%E2%80%8F.",
            "/ar/contact».",
            "/ar/contactفي",
        ],
    ),
    (
        "Slashes: typed twice, forgotten, or those of Windows; paths with dots from crawlers",
        "/en/contact",
        &[
            "/en/contact/",
            "/en/contact//",
            "/en//contact",
            "//en/contact",
            "/en\\contact",
            "/en%5Ccontact",
            "/en/contact%5C",
            "/./en/contact",
            "/en/./contact",
            "/en/contact/%2E",
        ],
    ),
    (
        "Letters in capitals: phone keyboards, print, Outlook for Mac",
        "/en/contact",
        &["/EN/CONTACT", "/En/Contact", "/en/Contact", "/EN/contact.", "/eN/cOnTaCt"],
    ),
    (
        "Endings and index pages that sites made otherwise have: old links, wrong guesses, exported files",
        "/en/contact",
        &[
            "/en/contact.html",
            "/en/contact.htm",
            "/en/contact.aspx",
            "/en/contact.php",
            "/en/contact.pdf",
            "/en/contact/index.html",
            "/en/contact/index.php",
            "/en/contact/default.aspx",
            "/en/contact.html.",
            "/en/contact.HTML",
            "/en/contact/index.html%3E",
            "/en/contact.html.txt",
        ],
    ),
    (
        "The home page, by all its names",
        "/en/",
        &[
            "/en",
            "/EN",
            "/en.",
            "/en/.",
            "/en/%3E",
            "/en/)",
            "/en/index.html",
            "/en/home",
            "/en/HOME.html",
            "/en.html",
            "/en/%0A",
            "/en/%20",
            "/en&gt;",
            "/en/&gt;",
            "/en/=",
            "/en=20",
            "/en/%E2%80%9D",
        ],
    ),
    (
        "Another form of a language: Accept-Language, phones, and other sites' habits",
        "/en/contact",
        &[
            "/en-US/contact",
            "/en_US/contact",
            "/en-us/Contact.html",
            "/en-GB/contact%3E",
            "/eng/contact",
        ],
    ),
    (
        "Simplified Chinese by its region or alone",
        "/zh-Hans/contact",
        &[
            "/zh/contact",
            "/zh-CN/contact",
            "/zh_CN/contact",
            "/zh-cn/contact.",
            "/zh-SG/contact",
            "/zh-Hans-CN/contact",
            "/cmn/contact",
            "/zho/contact",
        ],
    ),
    (
        "Traditional Chinese by its region, and Cantonese",
        "/zh-Hant/contact",
        &[
            "/zh-TW/contact",
            "/zh_TW/contact",
            "/zh-HK/contact",
            "/zh-Hant-HK/contact",
            "/zh-mo/contact",
            "/yue/contact",
        ],
    ),
    (
        "Portuguese: the site has that of Brazil",
        "/pt-BR/contact",
        &["/pt/contact", "/pt-PT/contact", "/pt_BR/contact", "/pt-br/contact", "/por/contact"],
    ),
    ("Arabic of a country", "/ar/", &["/ar-SA", "/ar-SA/", "/ar-EG/", "/ar_AE/", "/arb/", "/ara/"]),
    (
        "Other languages with a region",
        "/es/hours",
        &["/es-MX/hours", "/es_419/hours", "/es-US/hours.html", "/spa/hours"],
    ),
    (
        "Files of a page",
        "/en/contact.vcf",
        &[
            "/en/contact.vcf.",
            "/en/Contact.VCF",
            "/en/contact.vcf%3E",
            "/en-US/contact.vcf",
            "/en/contact.vcf.txt",
        ],
    ),
    (
        "Files of the whole site",
        "/robots.txt",
        &["/Robots.TXT", "/robots.txt/", "/robots.txt.", "//robots.txt"],
    ),
    (
        "The calendar, for programs that follow `webcal:`",
        "/en/hours.ics",
        &["/en/hours.ics/", "/EN/hours.ics", "/en/hours.ics%0A"],
    ),
    (
        "Old addresses",
        "/en/",
        &[
            "/International/Default.aspx",
            "/international/default.aspx/",
            "/international/treatments%3E",
            "/international/FAQ/default.aspx.",
        ],
    ),
];

/// 302 in the language of the reader: the language is missing.
const WITHOUT_LANGUAGE: &[(&str, &str)] = &[
    ("/contact", "contact"),
    ("/Contact.html", "contact"),
    ("/contact%3E.", "contact"),
    ("/contact/", "contact"),
    ("/contact&gt;", "contact"),
    ("/contact=20", "contact"),
    ("/contact/index.php", "contact"),
    ("/contact%20please", "contact"),
    ("/hours", "hours"),
    ("/HOURS.", "hours"),
    ("/guide", "guide"),
    ("/card", "card"),
    ("/contact.vcf", "contact.vcf"),
    ("/hours.ics", "hours.ics"),
    ("/hours.ics.", "hours.ics"),
    ("//", ""),
    ("/index.html", ""),
    ("/%20", ""),
    ("/%3E.", ""),
    ("/)", ""),
    ("/%0D%0A", ""),
    ("/.", ""),
];

#[tokio::test]
async fn a_mangled_address_is_one_redirect_to_the_page_that_was_meant() {
    let front = Front::real();
    let mut paths = HashSet::new();
    let mut wrong = Vec::new();
    for &(habit, target, mangled) in MANGLED {
        assert_eq!(front.get(target, &[]).await.status, 200, "{target}");
        for &path in mangled {
            assert!(paths.insert(path), "{path} is there twice");
            let answered = front.get(path, &[("accept-language", "fr")]).await;
            let found = (answered.status.as_u16(), answered.header("location"));
            if found != (301, target) {
                wrong.push(format!("{path}: {found:?}, not {target} ({habit})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(paths.len() + WITHOUT_LANGUAGE.len() >= 160, "{}", paths.len());
}

#[tokio::test]
async fn an_address_without_a_language_leads_to_the_page_in_the_readers_language_and_is_not_cached()
{
    let front = Front::real();
    for &(path, page) in WITHOUT_LANGUAGE {
        for (accepted, tag) in [("ar-SA,ar;q=0.9", "ar"), ("zh-TW", "zh-Hant"), ("xx", "en")] {
            let answered = front.get(path, &[("accept-language", accepted)]).await;
            let expected = match (page, accepted) {
                // The page that lists the languages.
                ("", "xx") => "/".to_owned(),
                _ => format!("/{tag}/{page}"),
            };
            assert_eq!(
                (answered.status.as_u16(), answered.header("location")),
                (302, &*expected),
                "{path}"
            );
            assert_eq!(answered.header("vary"), "Accept-Language", "{path}");
            assert_eq!(answered.header("cache-control"), "no-store", "{path}");
            assert_eq!(answered.header("content-language"), tag, "{path}");
            assert_eq!(front.get(&expected, &[]).await.status, 200, "{expected}");
        }
    }
    for method in ["POST", "DELETE"] {
        assert_eq!(front.ask(method, "/contact", &[]).await.status, 405);
    }
}

#[tokio::test]
async fn a_redirect_keeps_what_the_site_reads_of_a_query_and_nothing_else() {
    let front = Front::real();
    for (path, location) in [
        ("/en/contact.?with=ar", "/en/contact?with=ar"),
        ("/en/contact/?with=AR", "/en/contact?with=ar"),
        ("/en/contact.?with=ar%3E", "/en/contact?with=ar"),
        ("/en/contact.?with=ar%3E.&utm_source=x", "/en/contact?with=ar"),
        ("/en/contact.?with=3Dar", "/en/contact?with=ar"),
        ("/en/contact.?with=ar=20", "/en/contact?with=ar"),
        ("/en/contact.?with=ar%0D%0A", "/en/contact?with=ar"),
        ("/en/contact.?with=zh-TW", "/en/contact?with=zh-Hant"),
        ("/en/contact.?utm_source=x&amp;with=ar", "/en/contact?with=ar"),
        ("/en/contact.?fbclid=x&with=xx", "/en/contact"),
        ("/en/contact.?with=en", "/en/contact"),
        ("/en/contact.?x=//evil.example&in=fr", "/en/contact"),
        ("/en/contact.?é={b}|", "/en/contact"),
        ("/en/Hours?zone=asia/riyadh.", "/en/hours?zone=Asia/Riyadh"),
        ("/en/Hours?zone=Asia%2FRiyadh%3E", "/en/hours?zone=Asia/Riyadh"),
        ("/en/Hours?with=ar&amp;zone=Asia/Riyadh", "/en/hours?with=ar&zone=Asia/Riyadh"),
        ("/en/Hours?zone=Etc/GMT%2B5", "/en/hours?zone=Etc/GMT%2B5"),
        ("/en/Hours?zone=Nowhere/Land", "/en/hours"),
        ("/en/Hours?zone=", "/en/hours?zone="),
        ("/en/contact%3Fwith=ar", "/en/contact?with=ar"),
        ("/en/contact%3Fwith%3Dar%26utm_source%3Dx", "/en/contact?with=ar"),
        ("/robots.txt.?with=ar", "/robots.txt"),
        ("/hours?zone=Asia/Riyadh&utm_source=x", "/en/hours?zone=Asia/Riyadh"),
        ("/contact?with=ar", "/en/contact?with=ar"),
    ] {
        let answered = front.get(path, &[]).await;
        assert_eq!(answered.header("location"), location, "{path}");
        assert_eq!(front.get(location, &[]).await.status, 200, "{location}");
    }
}

#[tokio::test]
async fn tracking_parameters_cost_no_redirect_and_are_not_in_the_canonical_address() {
    let front = Front::real();
    let plain = front.get("/en/contact", &[]).await.body;
    for query in [
        "utm_source=x",
        "fbclid=a",
        "gclid=b",
        "mc_cid=c&mc_eid=d",
        "wt_mc=e",
        "%3E",
        "&amp;data=05%7C02",
    ] {
        let answered = front.get(&format!("/en/contact?{query}"), &[]).await;
        assert_eq!(answered.status, 200, "{query}");
        assert!(answered.body == plain, "{query}");
    }
    let beside = front.get("/en/contact?with=ar%3E&utm_source=x", &[]).await;
    assert!(beside.body.contains("class=\"side\" lang=\"ar\""));
    assert!(!beside.body.contains("utm_source"));
}

const HOSTILE: &[&str] = &[
    "//evil.example",
    "//evil.example/",
    "//evil.example/en/contact",
    "///evil.example",
    "////evil.example//",
    "//evil.example%2F..",
    "/\\evil.example",
    "/\\\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "/%5C%5Cevil.example",
    "/%5c%5cevil.example/en/",
    "/%2F%2Fevil.example",
    "/%2f%2fevil.example%2fen%2f",
    "/%252F%252Fevil.example",
    "/%25252F%25252Fevil.example",
    "/https:evil.example",
    "/https:/evil.example",
    "/https://evil.example/",
    "/http://evil.example/en/contact",
    "/https%3A%2F%2Fevil.example",
    "/javascript:alert(1)",
    "/data:text/html,x",
    "/@evil.example",
    "/en@evil.example",
    "/en/@evil.example",
    "/en/contact@evil.example",
    "/en/contact%40evil.example",
    "/en/contact%0d%0aSet-Cookie:x",
    "/en/contact%0D%0ALocation:%20https://evil.example",
    "/%0d%0aLocation:%20//evil.example",
    "/%0d%0a//evil.example",
    "/en/%0d%0aSet-Cookie:x",
    "/en/contact%E5%98%8A%E5%98%8DSet-Cookie:x",
    "/en/contact%00",
    "/en/contact%00.html",
    "/en/%00/contact",
    "/en/contact%250d%250aSet-Cookie:x",
    "/en/contact=0D=0ASet-Cookie:x",
    "/en/contact%7F",
    "/en/%1b%5B31m",
    "/..//evil.example",
    "/../evil.example",
    "/en/../../evil.example",
    "/%2e%2e/en/contact",
    "/en/%252e%252e/contact",
    "/en/..%5C..%5Cetc/passwd",
    "/en/..;/contact",
    "/.%2e//evil.example",
    "/en/contact/..",
    "/．．/en/contact",
    "/／evil.example",
    "/%EF%BC%8F%EF%BC%8Fevil.example",
    "/⁄⁄evil.example",
    "/%E2%81%84%E2%81%84evil.example",
    "/ⅇvil.example",
    "/еn/contact",
    "/en/соntact",
    "/%D0%B5n/contact",
    "/℀vil.example",
    "/en/contact?//evil.example",
    "/?//evil.example",
    "/en.?https://evil.example",
    "/en.?with=//evil.example",
    "/en/hours.?zone=//evil.example",
    "/en/hours.?zone=%0d%0aSet-Cookie:x",
    "/en.?next=https://evil.example&with=ar%0d%0aX:y",
    "/%EF%BC%A0evil.example",
    "/%ff%fe",
    "/en/%c0%af",
    "/%c0%ae%c0%ae/en",
    "/*/contact",
    "/%2A",
    "/en/<script>alert(1)</script>",
    "/en/%3Cscript%3Ealert(1)%3C/script%3E",
    "/;//evil.example",
    "/:80//evil.example",
    "/.evil.example",
    "/%2eevil.example",
    "//%5Cevil.example",
    "/%09/evil.example",
    "/%09//evil.example",
    "/%20//evil.example",
    "/en/%u002f%u002fevil",
];

/// A redirect, if it is one, leads to a canonical address of this host, and says nothing of the request.
fn assert_stays(path: &str, answered: &Answered) {
    let status = answered.status.as_u16();
    assert!([200, 301, 302, 400, 404].contains(&status), "{path:.80}: {status}");
    assert!(!answered.has("set-cookie"), "{path:.80}");
    assert_eq!(answered.has("location"), [301, 302].contains(&status), "{path:.80}");
    if answered.has("location") {
        let location = answered.header("location");
        let (target, query) = location.split_once('?').unwrap_or((location, ""));
        assert!(real().answers.contains_key(target), "{path:.80}: {location}");
        assert!(
            !query.contains("//") && !query.contains("evil") && !query.contains('%'),
            "{path:.80}: {location}"
        );
    }
}

#[tokio::test]
async fn a_hostile_address_never_leaves_the_host() {
    let front = Front::real();
    let mut long = vec![
        format!("/en/contact{}", ".".repeat(8000)),
        format!("/{}", "a/".repeat(8000)),
        format!("/{}evil.example", "/".repeat(8000)),
        format!("/en/contact%{}3E", "25".repeat(4000)),
        format!("/en/{}", "%E2%80%8B".repeat(1500)),
        format!("/en/contact?{}", "with=ar&".repeat(1500)),
        format!("/en/contact{}", "=".repeat(8000)),
        format!("/en/contact{}", ".html".repeat(1500)),
        format!("/{}", "ﷺ".repeat(300)),
        format!("/{}", "en-".repeat(3000)),
    ];
    long.extend(HOSTILE.iter().map(|path| (*path).to_owned()));
    assert!(long.len() >= 60);
    for path in &long {
        // What the parser refuses is asked for over a socket, below.
        if path.parse::<Uri>().is_ok_and(|uri| uri.path().starts_with('/')) {
            for accepted in ["ar", ""] {
                let answered = front.get(path, &[("accept-language", accepted)]).await;
                assert_stays(path, &answered);
                assert!(!answered.body.contains("evil.example"), "{path:.80}");
            }
        }
    }
}

#[tokio::test]
async fn an_address_that_is_too_long_is_not_tried() {
    let front = Front::real();
    let dots = |count| format!("/en/contact{}", ".".repeat(count));
    assert_eq!(front.get(&dots(500), &[]).await.status, 301);
    assert_eq!(front.get(&dots(2000), &[]).await.status, 404);
}

/// Over a socket, because the parser of the server comes first: it refuses some bytes that mail programs leave as they
/// are.
#[test]
fn the_binary_understands_bytes_that_are_not_encoded_and_answers_every_mangled_address() {
    let running = Running::start(&[]);
    for (target, location) in [
        ("/en/contact>", "/en/contact"),
        ("/en/contact>.", "/en/contact"),
        ("/<en/contact>", "/en/contact"),
        ("/en/contact<br>", "/en/contact"),
        ("/en/contact`", "/en/contact"),
        ("/en/contact\"", "/en/contact"),
        ("/en/contact.?with=ar>", "/en/contact?with=ar"),
        ("/en/contact.?with=\"ar\"", "/en/contact?with=ar"),
        ("/en/contact%0D%0A", "/en/contact"),
        ("/contact>.", "/en/contact"),
    ] {
        let answered = get(&running.public, target);
        let status = if target.starts_with("/contact") { "302" } else { "301" };
        assert!(answered.starts_with(&format!("HTTP/1.1 {status} ")), "{target}: {answered}");
        assert!(
            answered.contains(&format!("\r\nlocation: {location}\r\n")),
            "{target}: {answered}"
        );
    }
    for (_, location, mangled) in MANGLED {
        let answered = get(&running.public, mangled[0]);
        assert!(
            answered.contains(&format!("\r\nlocation: {location}\r\n")),
            "{}: {answered}",
            mangled[0]
        );
    }
    for path in HOSTILE.iter().step_by(3) {
        let answered = get(&running.public, path);
        let location = answered.split("\r\nlocation: ").nth(1).unwrap_or("/en/");
        assert!(location.starts_with('/') && !location.starts_with("//"), "{path}: {answered}");
        assert!(!answered.to_ascii_lowercase().contains("set-cookie"), "{path}: {answered}");
    }
}
