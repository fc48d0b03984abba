//! The page from which a physician sends the site to a patient: an e-mail and a QR code in the patient's language,
//! explained in that language and in the physician's.

use askama::Template;

use super::context::PageContext;
use super::layout::{Layout, RenderOptions};
use super::navigation::{LanguageLink, Subject, path_to_send};
use super::qr::QrView;
use crate::content::lint::without_breaks;
use crate::content::message::Message;
use crate::content::ui::SendWords;
use crate::site::address::{QR_CODE, SEND, home_path};
use crate::site::mailto::mailto;
use crate::site::markup::Markup;

/// An e-mail to a patient.
struct Email {
    subject: String,
    /// The names of the centre and of the hospital.
    names: [String; 2],
    text: String,
    /// The home page.
    address: String,
}

impl Email {
    fn new(patient: &PageContext<'_>, address: String) -> Self {
        let words = &patient.ui().send;
        let plain = |message: &Message| without_breaks(&message.to_string());
        let (center, hospital) = patient.names();
        let (subject, text) = (plain(&words.subject), plain(&words.text));
        Self { subject, names: [center, hospital], text, address }
    }

    fn link(&self) -> String {
        let [center, hospital] = &self.names;
        let lines: [&str; 5] = [center, hospital, "", &self.text, &self.address];
        mailto(&self.subject, lines)
    }
}

/// The page; each explanation is a list of the same words in one or two languages.
#[derive(Template)]
#[template(path = "send.html")]
pub struct SendView<'a> {
    layout: Layout<'a>,
    heading: Vec<Markup>,
    lead: Vec<Markup>,
    warning: Vec<Markup>,
    subject_label: Vec<Markup>,
    text_label: Vec<Markup>,
    open: Vec<Markup>,
    html: Vec<Markup>,
    print: Vec<Markup>,
    picture: Vec<Markup>,
    email: Email,
    /// What the e-mail says, in the reader's language, where that is another one.
    meaning: Option<Markup>,
    /// The address of the home page, to be read.
    address: Markup,
    link: String,
    code: Option<QrView>,
    /// The code as a file.
    file: String,
}

impl<'a> SendView<'a> {
    /// For a patient who reads the language of `patient`, and a physician who reads that of `reader`.
    pub fn new(
        patient: &PageContext<'a>,
        reader: &PageContext<'a>,
        options: RenderOptions<'a>,
    ) -> Self {
        let is_same = patient.tag() == reader.tag();
        let beside = |markup| patient.among(markup, reader);
        let said = |find: fn(&SendWords) -> &Message| {
            let own = patient.label(find(&patient.ui().send));
            let other = (!is_same).then(|| beside(reader.label(find(&reader.ui().send))));
            [own].into_iter().chain(other).collect()
        };
        let address = options.base.absolute(&home_path(patient.tag()));
        let email = Email::new(patient, address.clone());
        Self {
            layout: layout(patient, reader, options),
            heading: said(|words| &words.title),
            lead: said(|words| &words.summary),
            warning: said(|words| &words.warning),
            subject_label: said(|words| &words.subject_label),
            text_label: said(|words| &words.text_label),
            open: said(|words| &words.open),
            html: said(|words| &words.html),
            print: said(|words| &words.print),
            picture: said(|words| &words.picture),
            address: Markup::web_address(&address),
            link: email.link(),
            email,
            meaning: (!is_same).then(|| beside(reader.label(&reader.ui().send.text))),
            code: QrView::new(patient, address),
            file: format!("/{}/{QR_CODE}", patient.tag()),
        }
    }
}

/// The layout in the language of `patient`; the other languages stay beside that of `reader`. No link preview and no
/// line on paper names the address of this page: the patient's is another.
fn layout<'a>(
    patient: &PageContext<'a>,
    reader: &PageContext<'a>,
    options: RenderOptions<'a>,
) -> Layout<'a> {
    let words = &patient.ui().send;
    let words = (&words.title, &words.summary);
    let layout = Layout::of_interface(patient, Subject::BuiltIn(SEND), words, options);
    let languages = patient
        .languages()
        .map(|language| LanguageLink::new(&language, patient, path_to_send(&language, reader)));
    Layout { languages: languages.collect(), canonical: String::new(), ..layout }
}
