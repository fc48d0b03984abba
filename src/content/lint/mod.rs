//! Rules about words: script and letters, width, quotation marks. Pure functions over text.

pub mod script;
pub mod width;

/// Every character that opens or closes a quotation in some language; an apostrophe is not one.
pub const QUOTATION_MARKS: [char; 17] =
    ['"', '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '〝', '〞', '〟', '＂'];
