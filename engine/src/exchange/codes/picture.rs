//! QR codes in a picture.

use rqrr::PreparedImage;

/// The most pixels of a picture; a screen at twice its size has fewer.
const MOST_PIXELS: usize = 16 << 20;

/// The texts of the codes in a picture of grey values, row by row from the top; codes that cannot be read are left out.
#[must_use]
pub fn read_picture(grey: &[u8], width: u32) -> Vec<String> {
    let width = width as usize;
    if width == 0 || grey.len() > MOST_PIXELS {
        return Vec::new();
    }
    let height = grey.len() / width;
    let mut image = PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
    image.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
