//! What the commands write into the files of the content: text in, text out. Comments, order and
//! line ends stay as their author left them.

pub mod change;
mod edit;
mod layout;
mod mark;
mod names;
mod ui;

pub use edit::Unchangeable;
pub use layout::{NEW_PAGE, translation};
pub use mark::mark;
pub use names::{add_language, name_language};
pub use ui::interface;
