//! Pictures as grey values, which is all that the reader of codes wants.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlVideoElement, ImageBitmap};

/// Longer sides are drawn smaller, in pixels: a photograph has more than the reader needs.
const LONGEST: f64 = 2_000.0;

/// A picture in grey.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Row by row from the top.
    pub grey: Vec<u8>,
    /// Pixels in a row.
    pub width: u32,
}

/// The picture of a file; `None` if the browser cannot show it.
pub async fn of_file(file: &File) -> Option<Picture> {
    let made = web_sys::window()?.create_image_bitmap_with_blob(file).ok()?;
    let image: ImageBitmap = JsFuture::from(made).await.ok()?.unchecked_into();
    let size = fitted(f64::from(image.width()), f64::from(image.height()))?;
    let picture = drawn(size, |context, (width, height)| {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&image, 0.0, 0.0, width, height)
    });
    image.close();
    picture
}

/// What a camera sees now; `None` before it sees anything.
pub fn of_video(video: &HtmlVideoElement) -> Option<Picture> {
    let size = fitted(f64::from(video.video_width()), f64::from(video.video_height()))?;
    drawn(size, |context, (width, height)| {
        context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
    })
}

fn fitted(width: f64, height: f64) -> Option<(f64, f64)> {
    let scale = (LONGEST / width.max(height)).min(1.0);
    let size = ((width * scale).round(), (height * scale).round());
    (size.0 >= 1.0 && size.1 >= 1.0).then_some(size)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to the longest side")]
fn drawn(
    size: (f64, f64),
    draw: impl FnOnce(&CanvasRenderingContext2d, (f64, f64)) -> Result<(), wasm_bindgen::JsValue>,
) -> Option<Picture> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
    let (width, height) = (size.0 as u32, size.1 as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    // What is transparent in a picture is white on paper.
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, size.0, size.1);
    draw(&context, size).ok()?;
    let colours = context.get_image_data(0.0, 0.0, size.0, size.1).ok()?.data();
    Some(Picture { grey: colours.chunks_exact(4).map(grey).collect(), width })
}

/// Brightness after ITU-R BT.601, as television has it.
fn grey(pixel: &[u8]) -> u8 {
    let weighted: u32 = pixel.iter().zip([77_u32, 150, 29]).map(|(colour, weight)| u32::from(*colour) * weight).sum();
    u8::try_from(weighted >> 8).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_shrink_and_keep_their_form() {
        assert_eq!(fitted(4_000.0, 3_000.0), Some((2_000.0, 1_500.0)));
        assert_eq!(fitted(640.0, 480.0), Some((640.0, 480.0)));
        assert_eq!(fitted(0.0, 480.0), None);
    }

    #[test]
    fn white_is_white_and_black_is_black() {
        assert_eq!((grey(&[255, 255, 255, 255]), grey(&[0, 0, 0, 255])), (255, 0));
    }
}
