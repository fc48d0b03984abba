//! Rust source as a list of names and signs, without comments, literals and test code.

/// A name or a sign, and the line on which it stands.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) line: usize,
}

impl Token {
    /// Whether it is a name or a keyword.
    pub(super) fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// The tokens of `source` without its test code. `::` is one token; literals are none.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    without_tests(&all(source))
}

fn all(source: &str) -> Vec<Token> {
    let characters: Vec<char> = source.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (mut tokens, mut index, mut line) = (Vec::new(), 0, 1);
    while index < characters.len() {
        let from = index;
        match (at(index), at(index + 1)) {
            ('/', '/') => index += characters[from..].iter().take_while(|c| **c != '\n').count(),
            ('/', '*') => index = end_of_comment(&characters, index),
            ('"', _) => index = end_of_string(&characters, index),
            ('\'', next) => {
                // A character, unless it is a lifetime: `'a` without a closing quotation mark.
                index += match (next, at(index + 2)) {
                    ('\\', _) => {
                        3 + characters[from + 3..].iter().take_while(|c| **c != '\'').count() + 1
                    }
                    (_, '\'') => 3,
                    _ => 2,
                };
            }
            (c, _) if is_name(c) => {
                index += characters[from..].iter().take_while(|c| is_name(**c)).count();
                let text: String = characters[from..index].iter().collect();
                let hashes = characters[index..].iter().take_while(|c| **c == '#').count();
                if ["r", "br", "cr"].contains(&&*text) && at(index + hashes) == '"' {
                    index = end_of_raw_string(&characters, index, hashes);
                } else if !text.starts_with(|c: char| c.is_ascii_digit()) {
                    tokens.push(Token { text, line });
                }
            }
            (':', ':') => {
                index += 2;
                tokens.push(Token { text: "::".to_owned(), line });
            }
            (c, _) => {
                index += 1;
                if !c.is_whitespace() {
                    tokens.push(Token { text: c.to_string(), line });
                }
            }
        }
        line += characters[from..index].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

fn end_of_comment(characters: &[char], from: usize) -> usize {
    let (mut depth, mut index) = (0, from);
    while index < characters.len() {
        match characters[index..] {
            ['/', '*', ..] => depth += 1,
            ['*', '/', ..] => depth -= 1,
            _ => {
                index += 1;
                continue;
            }
        }
        index += 2;
        if depth == 0 {
            break;
        }
    }
    index
}

fn end_of_string(characters: &[char], from: usize) -> usize {
    let mut index = from + 1;
    while characters[index] != '"' {
        index += if characters[index] == '\\' { 2 } else { 1 };
    }
    index + 1
}

fn end_of_raw_string(characters: &[char], from: usize, hashes: usize) -> usize {
    let end: Vec<char> = "\"".chars().chain("#".repeat(hashes).chars()).collect();
    let body = from + hashes + 1;
    let length = characters[body..].windows(end.len()).position(|window| window == end);
    body + length.expect("the end of a raw string") + end.len()
}

/// `tokens` without the items under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let cfg_test = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut index) = (Vec::new(), 0);
    while index < tokens.len() {
        let here = tokens[index..].iter().map(|token| token.text.as_str());
        if here.take(cfg_test.len()).eq(cfg_test) {
            index = end_of_item(tokens, index + cfg_test.len());
        } else {
            kept.push(tokens[index].clone());
            index += 1;
        }
    }
    kept
}

/// The index after the item that begins at `from`: after its `;`, or after its last brace.
fn end_of_item(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(from) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.text.as_str(), ";" | "}") {
            let is_group_of_use = tokens.get(index + 1).is_some_and(|next| next.text == ";");
            return index + 1 + usize::from(token.text == "}" && is_group_of_use);
        }
    }
    tokens.len()
}
