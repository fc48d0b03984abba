//! Files of photographs, made here: what cameras and programs write, and what is broken or hostile.

use std::fs;
use std::io::Cursor;
use std::sync::LazyLock;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{
    DynamicImage, ExtendedColorType, ImageBuffer, ImageEncoder, ImageFormat, ImageReader, Luma,
    LumaA, Rgb, RgbImage,
};
use moxcms::ColorProfile;
use patient_center::content::files::Files;
use patient_center::content::{Content, Photos};
use proptest::prelude::*;

use crate::support::content::fixture;

const RED: [u8; 3] = [200, 30, 30];
const GREEN: [u8; 3] = [30, 160, 30];
const BLUE: [u8; 3] = [30, 30, 200];
const WHITE: [u8; 3] = [255, 255, 255];
const GREY: [u8; 3] = [120, 120, 120];

/// The facts of a site, without which no content is read.
static FACTS: LazyLock<Vec<u8>> =
    LazyLock::new(|| fs::read(fixture("other-hospital").join("site.toml")).unwrap());

/// The pictures that are made of the file `name` with these bytes, from the narrowest to the widest; what is
/// wrong with it otherwise.
fn made_of(name: &str, bytes: &[u8]) -> Result<Vec<RgbImage>, String> {
    let path = format!("photos/{name}");
    let files =
        Files::from([("site.toml".to_owned(), FACTS.clone()), (path.clone(), bytes.to_vec())]);
    let (content, mut problems) = Content::from_files(&files);
    let mut content = content.unwrap();
    problems.append(content.prepare_photos(&files, &Photos::new()));
    let found = problems.sorted().into_iter().filter(|problem| problem.file == path);
    let found: String = found.map(|problem| problem.to_string()).collect();
    let variants = &content.photos[name].variants;
    // Never both, and never nothing without a reason.
    assert_eq!(variants.is_empty(), !found.is_empty(), "{found}");
    if variants.is_empty() {
        return Err(found);
    }
    let pictures = variants.iter().map(|variant| {
        let picture = ImageReader::with_format(Cursor::new(&variant.bytes), ImageFormat::WebP);
        let picture = picture.decode().unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (variant.width, variant.height));
        picture
    });
    Ok(pictures.collect())
}

/// The widest picture.
fn widest(name: &str, bytes: &[u8]) -> RgbImage {
    made_of(name, bytes).unwrap().pop().unwrap()
}

fn assert_near(found: [u8; 3], wanted: [u8; 3], what: &str) {
    let far = found.iter().zip(wanted).any(|(one, other)| one.abs_diff(other) > 8);
    assert!(!far, "{what}: {found:?} instead of {wanted:?}");
}

/// A picture with one colour in each quarter: above left, above right, below left, below right.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    })
}

fn quarters_of(picture: &RgbImage) -> [[u8; 3]; 4] {
    let (width, height) = picture.dimensions();
    let (left, right, top, bottom) = (width / 4, width * 3 / 4, height / 4, height * 3 / 4);
    [(left, top), (right, top), (left, bottom), (right, bottom)]
        .map(|(x, y)| picture.get_pixel(x, y).0)
}

/// What is written beside the pixels.
#[derive(Default, Clone)]
struct Metadata {
    exif: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
}

fn write<E: ImageEncoder>(
    mut encoder: E,
    metadata: Metadata,
    pixels: &[u8],
    (width, height): (u32, u32),
    colour: ExtendedColorType,
) {
    if let Some(exif) = metadata.exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    if let Some(icc) = metadata.icc {
        encoder.set_icc_profile(icc).unwrap();
    }
    encoder.write_image(pixels, width, height, colour).unwrap();
}

/// A file for each format.
fn files(picture: &RgbImage, metadata: &Metadata) -> [(&'static str, Vec<u8>); 3] {
    let (size, colour) = (picture.dimensions(), ExtendedColorType::Rgb8);
    let (mut jpeg, mut png, mut webp) = (Vec::new(), Vec::new(), Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    write(encoder, metadata.clone(), picture, size, colour);
    write(PngEncoder::new(&mut png), metadata.clone(), picture, size, colour);
    write(WebPEncoder::new_lossless(&mut webp), metadata.clone(), picture, size, colour);
    [("bild.jpg", jpeg), ("bild.png", png), ("bild.webp", webp)]
}

/// EXIF with the tag Orientation alone, in either order of bytes.
fn exif(orientation: u8, big_endian: bool) -> Vec<u8> {
    if big_endian {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif
    } else {
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        exif
    }
}

#[test]
fn a_picture_is_upright_in_each_orientation_that_exif_knows() {
    // JEITA CP-3451, 4.6.4: where the first row and the first column of the file are seen.
    let shown = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
        // No orientation: as it is in the file.
        (0, [RED, GREEN, BLUE, WHITE]),
        (9, [RED, GREEN, BLUE, WHITE]),
    ];
    let picture = quarters(320, 200);
    for (orientation, wanted) in shown {
        for big_endian in [true, false] {
            let exif = Some(exif(orientation, big_endian));
            for (name, bytes) in files(&picture, &Metadata { exif, icc: None }) {
                let upright = widest(name, &bytes);
                let size = if (5..=8).contains(&orientation) { (200, 320) } else { (320, 200) };
                assert_eq!(upright.dimensions(), size, "{name}, {orientation}");
                for (found, wanted) in quarters_of(&upright).into_iter().zip(wanted) {
                    assert_near(found, wanted, &format!("{name}, orientation {orientation}"));
                }
            }
        }
    }
}

#[test]
fn colours_of_a_profile_become_those_of_every_screen() {
    let picture = RgbImage::from_pixel(160, 100, Rgb([200, 60, 60]));
    let icc = |profile: ColorProfile| Some(profile.encode().unwrap());
    for (profile, wanted) in [
        (None, [200, 60, 60]),
        (icc(ColorProfile::new_srgb()), [200, 60, 60]),
        // By the matrices of both spaces and the curve of sRGB, which they share.
        (icc(ColorProfile::new_display_p3()), [217, 42, 52]),
        // None of these is one of colours: passed over.
        (icc(ColorProfile::new_gray_with_gamma(2.2)), [200, 60, 60]),
        (Some(b"no profile at all".to_vec()), [200, 60, 60]),
    ] {
        for (name, bytes) in files(&picture, &Metadata { exif: None, icc: profile }) {
            assert_near(widest(name, &bytes).get_pixel(80, 50).0, wanted, name);
        }
    }
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn grey_deep_and_transparent_pictures_are_shown_as_they_look_on_white() {
    let deep = ImageBuffer::from_pixel(120, 90, Rgb([120_u16 * 257; 3]));
    let grey = ImageBuffer::from_pixel(120, 90, Luma([120_u8]));
    let veil = ImageBuffer::from_pixel(120, 90, LumaA([0_u8, 135]));
    let nothing = ImageBuffer::from_pixel(120, 90, image::Rgba([9_u16, 9, 9, 0]));
    for (picture, wanted) in [
        (DynamicImage::ImageRgb16(deep), GREY),
        (DynamicImage::ImageLuma8(grey.clone()), GREY),
        (DynamicImage::ImageLumaA8(veil), GREY),
        (DynamicImage::ImageRgba16(nothing), WHITE),
    ] {
        let what = format!("{:?}", picture.color());
        assert_near(widest("bild.png", &png(&picture)).get_pixel(60, 45).0, wanted, &what);
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&grey).unwrap();
    assert_near(widest("bild.jpg", &jpeg).get_pixel(60, 45).0, GREY, "a grey JPEG");
}

#[test]
fn the_smallest_picture_and_the_narrowest_are_shown() {
    for (width, height) in [(1, 1), (1, 6), (6, 1), (3, 17)] {
        for (name, bytes) in files(&RgbImage::new(width, height), &Metadata::default()) {
            let pictures = made_of(name, &bytes).unwrap();
            assert_eq!(pictures.len(), 1);
            assert_eq!(pictures[0].dimensions(), (width, height), "{name}");
        }
    }
    for (name, bytes) in files(&RgbImage::new(1, 7), &Metadata::default()) {
        let refused = made_of(name, &bytes).unwrap_err();
        assert!(refused.contains("has 1 × 7 pixels: too narrow"), "{refused}");
    }
}

/// A chunk of PNG.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checked = kind.to_vec();
    checked.extend(data);
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(&checked);
    chunk.extend(crc(&checked).to_be_bytes());
    chunk
}

/// The checksum of PNG, ISO 3309.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// The beginning of a PNG file of this size and depth; colour 0 is grey, 6 is RGB with transparency.
fn png_of_size(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([depth, colour, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(*b"IHDR", &header));
    png.extend(chunk(*b"IDAT", b"\x78\x01\x01\0\0\xff\xff\0\0\0\x01"));
    png.extend(chunk(*b"IEND", b""));
    png
}

#[test]
fn a_small_file_never_becomes_a_large_picture() {
    for (size, depth, colour, wanted) in [
        ((50_001, 50_001), 1, 0, "has 50001 × 50001 pixels, more than 50 million"),
        // The decoder itself refuses this one.
        ((2_147_483_647, 2_147_483_647), 8, 6, "the picture is broken"),
        ((7_000, 7_000), 16, 6, "takes 392 MB of memory"),
        ((0, 100), 8, 6, "the picture is broken"),
        // Fewer pixels than it says.
        ((4_000, 3_000), 8, 0, "the picture is broken"),
    ] {
        let bytes = png_of_size(size.0, size.1, depth, colour);
        let refused = made_of("bild.png", &bytes).unwrap_err();
        assert!(refused.contains(wanted) && refused.contains("= help: "), "{size:?}: {refused}");
    }
    // The size of a JPEG is in its frame: 65,535 × 65,535.
    let (_, mut jpeg) = files(&quarters(64, 40), &Metadata::default())[0].clone();
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    let refused = made_of("bild.jpg", &jpeg).unwrap_err();
    assert!(refused.contains("65535 × 65535 pixels, more than 50 million"), "{refused}");
}

#[test]
fn the_colours_of_print_are_refused_with_what_to_do() {
    let (_, mut jpeg) = files(&quarters(64, 40), &Metadata::default())[0].clone();
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    // ITU-T T.81, B.2.2: the number of components, and three bytes for each of them.
    jpeg[frame + 9] = 4;
    jpeg[frame + 3] += 3;
    jpeg.splice(frame + 19..frame + 19, [4, 0x11, 1]);
    let refused = made_of("bild.jpg", &jpeg).unwrap_err();
    assert!(refused.contains("has the four colours of print (CMYK)"), "{refused}");
    assert!(refused.contains("= help: save it in RGB"), "{refused}");
}

#[test]
fn half_a_file_is_refused_unless_nothing_is_missing_from_its_picture() {
    let picture = quarters(320, 200);
    for (name, bytes) in files(&picture, &Metadata::default()) {
        let whole = made_of(name, &bytes).unwrap();
        let mut refused = 0;
        let ends = (0..40).map(|nth| bytes.len() * nth / 40);
        for end in ends.chain(bytes.len() - 20..bytes.len()) {
            match made_of(name, &bytes[..end]) {
                Ok(pictures) => assert_eq!(pictures, whole, "{name}, {end} of {}", bytes.len()),
                Err(fault) => {
                    assert!(fault.contains("= help: "), "{fault}");
                    refused += 1;
                }
            }
        }
        assert!(refused >= 40, "{name}: {refused} of 60");
    }
}

/// A file of each format with metadata, small, so that every part of it is hit.
static SMALL: LazyLock<[(&str, Vec<u8>); 3]> = LazyLock::new(|| {
    let icc = Some(ColorProfile::new_display_p3().encode().unwrap());
    files(&quarters(24, 16), &Metadata { exif: Some(exif(6, true)), icc })
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_altered_file_is_shown_or_refused(
        which in 0..3_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let (name, mut bytes) = SMALL[which].clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Err(fault) = made_of(name, &bytes) {
            prop_assert!(fault.contains("= help: "), "{}", fault);
        }
    }

    #[test]
    fn whatever_follows_the_first_bytes_is_shown_or_refused(
        which in 0..3_usize,
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let (name, bytes) = &SMALL[which];
        let bytes = [&bytes[..12], &rest[..]].concat();
        if let Err(fault) = made_of(name, &bytes) {
            prop_assert!(fault.contains("= help: "), "{}", fault);
        }
    }
}
