//! What the commands write into the files of the content: text in, text out. Comments, order and
//! line ends stay as their author left them.

pub mod change;
mod edit;
mod interfaces;
mod layout;
mod schema;
mod site;

pub use edit::{Unchangeable, add_language, mark, name_language};
pub use interfaces::interface_in;
pub use layout::{NEW_PAGE, translation};
pub use schema::{Schemas, schemas};
pub use site::{NewSite, new_site};
