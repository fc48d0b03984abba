//! QR codes (ISO/IEC 18004) as drawings, so that an address on paper can be opened with a telephone.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The blank modules around a code that its readers need (ISO/IEC 18004, section 9.1).
pub const QUIET_ZONE: usize = 4;

/// A QR code as an SVG path of horizontal strokes one unit high, inside a blank margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrDrawing {
    /// The width and the height of the drawing with its margin, in modules.
    pub size: usize,
    /// The value of `d` of a `path` with `stroke` and without `fill`.
    pub path: String,
}

impl QrDrawing {
    /// The code for `address`, with error correction level M: a reader restores up to 15 % of damage. `None` if
    /// the address is longer than a code can hold, about 2,300 bytes.
    pub fn of(address: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
        let width = code.width();
        let colors = code.into_colors();
        let mut path = String::new();
        for (row, modules) in colors.chunks(width).enumerate() {
            let mut column = 0;
            // Where the last stroke of the row ended; the first one is placed absolutely.
            let mut end = None;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    // Writing to a String cannot fail.
                    let _ = match end {
                        None => write!(path, "M{} {}.5", column + QUIET_ZONE, row + QUIET_ZONE),
                        Some(end) => write!(path, "m{} 0", column - end),
                    };
                    let _ = write!(path, "h{}", run.len());
                    end = Some(column + run.len());
                }
                column += run.len();
            }
        }
        Some(Self { size: width + 2 * QUIET_ZONE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_the_corner_pattern_inside_its_margin() {
        let code = QrDrawing::of("https://example.org/en/").unwrap();
        assert_eq!(code.size, 25 + 2 * QUIET_ZONE);
        assert!(code.path.starts_with("M4 4.5h7m"), "{}", code.path);
    }

    #[test]
    fn what_does_not_fit_has_no_code() {
        assert_eq!(QrDrawing::of(&"x".repeat(3_000)), None);
    }
}
