//! Photographs: files of cameras, checked, and made into the pictures that pages show.
//!
//! The pictures are lossy WebP. Every browser that shows the layout of the site shows them (Chrome 17, Firefox
//! 65, Safari 14). For four photographs of scikit-image (`astronaut`, `chelsea`, `coffee`, `rocket`), WebP of
//! quality 75 is 22 to 35 % smaller than progressive JPEG (libjpeg-turbo) of the same structural similarity of
//! luma; AVIF (libaom, speed 6) is 17 to 25 % smaller than that WebP, and takes 4 to 10 times as long to make.
//! They are made of pixels alone, so nothing of what a camera writes beside them (place, time, model, a preview)
//! is in them.
//!
//! AVIF is not read: its decoders are large C or assembler programs for what a camera does not write.
//!
//! SECURITY: a photograph may be hostile. What it says about its size is read first, and is bounded, so that a
//! small file never becomes a large picture. Only decoders in Rust read it; libwebp gets pixels alone.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::digest::digest;
use super::files::{Files, PHOTOS};
use super::parallel;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// The widths of the pictures: a phone, a phone with three dots a pixel, and a column of text with two.
const WIDTHS: [u32; 3] = [480, 960, 1440];
/// The most pixels of a photograph.
const MAX_PIXELS: u64 = 50_000_000;
/// The most bytes that a decoder may take for its pixels.
const MAX_DECODED: u64 = 256 << 20;
/// How many times longer than the shorter side the longer one may be.
const MAX_RATIO: u32 = 6;
/// The quality of the pictures, from 0 to 100: fine at the size of a page, without visible blocks.
const QUALITY: f32 = 75.0;

/// A photograph.
#[derive(Debug, Clone)]
pub struct PhotoFile {
    /// A hash of its bytes; `None` where something is wrong with it.
    digest: Option<String>,
    /// The pictures of it, from the narrowest to the widest; none as long as they are not prepared.
    pub variants: Vec<PhotoVariant>,
}

/// A picture that is made of a photograph: WebP.
#[derive(Debug, Clone)]
pub struct PhotoVariant {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A hash of its bytes, for its address.
    pub digest: String,
    /// The file.
    pub bytes: Bytes,
}

/// Photographs by the names of their files.
pub type Photos = BTreeMap<String, PhotoFile>;

/// Why a photograph cannot be shown, and what to do about it.
struct Fault(String, String);

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(message.into(), help.into())
    }

    fn at(self, file: &str) -> Diagnostic {
        Diagnostic::error(file, self.0).help(self.1)
    }
}

/// The photographs among `files`, checked but for their pixels.
pub(super) fn read(files: &Files) -> (Photos, Diagnostics) {
    let (mut photos, mut problems) = (Photos::new(), Diagnostics::default());
    for (file, bytes) in files {
        let Some(name) = file.strip_prefix(PHOTOS) else { continue };
        let checked = check(name, bytes);
        let digest = checked.is_ok().then(|| digest(bytes, 32));
        problems.extend(checked.err().map(|fault| fault.at(file)));
        // A broken one is kept, too: pages that name it are not at fault.
        photos.insert(name.to_owned(), PhotoFile { digest, variants: Vec::new() });
    }
    (photos, problems)
}

/// Makes the pictures of `photos`, whose bytes are in `files`; those that `before` has are taken from there.
pub(super) fn prepare(photos: &mut Photos, files: &Files, before: &Photos) -> Diagnostics {
    let todo: Vec<(&String, &PhotoFile)> = photos.iter().collect();
    // Whole photographs need most of the memory, so that there is one of them at a time.
    let whole = Mutex::new(());
    let made = parallel::map(&todo, |(name, photo)| {
        if photo.digest.is_none() {
            return Ok(Vec::new());
        }
        let same = |known: &&PhotoFile| known.digest == photo.digest && !known.variants.is_empty();
        match before.get(*name).filter(same) {
            Some(known) => Ok(known.variants.clone()),
            None => variants(files.get(&path(name)).map_or(&[], Vec::as_slice), &whole),
        }
    });
    let mut problems = Diagnostics::default();
    for ((name, photo), made) in photos.iter_mut().zip(made) {
        match made {
            Ok(variants) => photo.variants = variants,
            Err(fault) => problems.push(fault.at(&path(name))),
        }
    }
    problems
}

/// The path of the photograph `name` below the root of the content.
pub fn path(name: &str) -> String {
    format!("{PHOTOS}{name}")
}

/// Checks everything about the photograph `name` that needs no decoding of its pixels.
fn check(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if stem.is_empty() || !stem.bytes().all(plain) {
        let help = "use small letters, digits and hyphens, as in `main-entrance.jpg`";
        return Err(Fault::new("a photograph cannot have this name", help));
    }
    let format = kind(bytes)?;
    let (kind, endings) = match format {
        ImageFormat::Png => ("PNG", ["png", "png"]),
        ImageFormat::WebP => ("WebP", ["webp", "webp"]),
        _ => ("JPEG", ["jpg", "jpeg"]),
    };
    if !endings.contains(&ending) {
        let message = format!("its name ends with `.{ending}`, but it is a picture in {kind}");
        let help = format!("call it `{stem}.{}`, also where pages name it", endings[0]);
        return Err(Fault::new(message, help));
    }
    if format == ImageFormat::Jpeg {
        check_jpeg(bytes)?;
    }
    let decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        let message = format!("has {width} × {height} pixels, more than 50 million");
        return Err(Fault::new(message, "save it smaller: 3,000 pixels wide is plenty"));
    }
    let memory = decoder.total_bytes();
    if memory > MAX_DECODED {
        let message = format!("takes {} MB of memory, more than 256 MiB", memory / 1_000_000);
        return Err(Fault::new(message, "save it smaller, or as JPEG"));
    }
    if width.max(height) > width.min(height).saturating_mul(MAX_RATIO) {
        let message = format!("has {width} × {height} pixels: too narrow to be seen on a page");
        let help = format!("cut it, so that no side is more than {MAX_RATIO} times the other");
        return Err(Fault::new(message, help));
    }
    if is_animated(bytes, format) {
        return Err(Fault::new(
            "is an animation",
            "save one picture of it; nothing on a page moves",
        ));
    }
    Ok(())
}

/// The kind of picture, by its first bytes.
fn kind(bytes: &[u8]) -> Result<ImageFormat, Fault> {
    let help = "save it as JPEG";
    if bytes.is_empty() {
        return Err(Fault::new("the file is empty", "copy it again, or delete it"));
    }
    match image::guess_format(bytes) {
        Ok(known @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(known),
        Ok(ImageFormat::Avif) => Err(Fault::new("pictures in AVIF cannot be read", help)),
        _ if bytes.get(4..8) == Some(b"ftyp") => {
            Err(Fault::new("pictures in HEIC and videos cannot be read", help))
        }
        _ => {
            let help = "save it as JPEG, PNG or WebP; delete what is no photograph";
            Err(Fault::new("is not a picture in JPEG, PNG or WebP", help))
        }
    }
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED);
    limits
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.into_decoder().map_err(|error| broken(&error))
}

fn broken(error: &image::ImageError) -> Fault {
    let message = format!("the picture is broken: {error}");
    Fault::new(message, "copy it again, or open it in a program for pictures and save it anew")
}

fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    let input = Cursor::new(bytes);
    match format {
        ImageFormat::WebP => WebPDecoder::new(input).is_ok_and(|it| it.has_animation()),
        ImageFormat::Png => PngDecoder::with_limits(input, limits())
            .and_then(|decoder| decoder.is_apng())
            .unwrap_or(false),
        _ => false,
    }
}

/// Checks that a JPEG file has its end, and three colours at most: the decoder would fill the rest of half a
/// file with grey, and it does not know what colours four inks have.
fn check_jpeg(bytes: &[u8]) -> Result<(), Fault> {
    let cut = || {
        let help = "copy it again: a part of the file is missing";
        Fault::new("the picture is broken: it has no end", help)
    };
    // ITU-T T.81, B.1.1: a marker is FF and a code; all but a few begin a segment of a stated length.
    let mut rest = bytes.get(2..).ok_or_else(cut)?;
    loop {
        let start = rest.windows(2).position(|pair| match pair {
            // Not a stuffed zero, a restart in the data, or a fill byte.
            [0xff, code] => !matches!(code, 0 | 0xd0..=0xd7 | 0xff),
            _ => false,
        });
        let start = start.ok_or_else(cut)?;
        let [_, code, segment @ ..] = rest.get(start..).unwrap_or_default() else {
            return Err(cut());
        };
        let is_frame = matches!(code, 0xc0..=0xcf) && !matches!(code, 0xc4 | 0xc8 | 0xcc);
        match segment {
            _ if *code == 0xd9 => return Ok(()),
            [_, _, _, _, _, _, _, 4, ..] if is_frame => {
                let help = "save it in RGB, the colours of screens";
                return Err(Fault::new("has the four colours of print (CMYK)", help));
            }
            [high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = segment.get(length..).ok_or_else(cut)?;
            }
            _ => return Err(cut()),
        }
    }
}

/// The pictures of the photograph `bytes`; `whole` is held while all of its pixels are in memory.
fn variants(bytes: &[u8], whole: &Mutex<()>) -> Result<Vec<PhotoVariant>, Fault> {
    let guard = whole.lock().unwrap_or_else(PoisonError::into_inner);
    let largest = largest(bytes)?;
    drop(guard);
    let width = largest.width();
    let narrower = WIDTHS.into_iter().filter(|narrow| narrow * 10 < width * 9);
    let mut variants = Vec::new();
    for narrow in narrower {
        let height = scaled(largest.height(), narrow, width);
        variants.push(PhotoVariant::of(&resized(&largest, narrow, height)?)?);
    }
    variants.push(PhotoVariant::of(&largest)?);
    Ok(variants)
}

/// The largest picture of the photograph `bytes`: upright, opaque, in the colours of every screen.
fn largest(bytes: &[u8]) -> Result<RgbImage, Fault> {
    let mut decoder = decoder(bytes, kind(bytes)?)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
    let whole = opaque(whole);
    let (width, height) = whole.dimensions();
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let shown_width = if is_turned { height } else { width };
    let most = WIDTHS.into_iter().max().unwrap_or_default();
    let mut picture = if shown_width > most {
        let scale = |side| scaled(side, most, shown_width);
        resized(&whole, scale(width), scale(height))?
    } else {
        whole
    };
    if let Some(profile) = profile {
        to_srgb(&mut picture, &profile);
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// `side` times `to` divided by `from`, rounded, at least 1.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let exact = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// The picture on white, where it is transparent.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let on_white = |colour: u32| {
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([red, green, blue].map(on_white))
    })
}

fn resized(picture: &RgbImage, width: u32, height: u32) -> Result<RgbImage, Fault> {
    let failed = || Fault::new("the picture cannot be made smaller", "save it as JPEG");
    let source =
        ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3);
    let source = source.map_err(|_| failed())?;
    let mut smaller = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut smaller, None).map_err(|_| failed())?;
    RgbImage::from_raw(width, height, smaller.into_vec()).ok_or_else(failed)
}

/// Colours of `profile` as those of every screen, sRGB. Phones and cameras write more vivid ones, which would be
/// pale without their profile. What is no profile of colours is passed over, as browsers do.
fn to_srgb(picture: &mut RgbImage, profile: &[u8]) -> Option<()> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let (layout, srgb) = (Layout::Rgb, ColorProfile::new_srgb());
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(layout, &srgb, layout, options).ok()?;
    let mut converted = vec![0; picture.as_raw().len()];
    transform.transform(picture.as_raw(), &mut converted).ok()?;
    *picture = RgbImage::from_raw(picture.width(), picture.height(), converted)?;
    Some(())
}

impl PhotoVariant {
    fn of(picture: &RgbImage) -> Result<Self, Fault> {
        let (width, height) = picture.dimensions();
        let written = webp::Encoder::from_rgb(picture.as_raw(), width, height);
        let written = written.encode_simple(false, QUALITY).map_err(|error| {
            Fault::new(format!("cannot be written as WebP: {error:?}"), "save it smaller")
        })?;
        let bytes = Bytes::copy_from_slice(&written);
        Ok(Self { width, height, digest: digest(&bytes, 5), bytes })
    }
}
