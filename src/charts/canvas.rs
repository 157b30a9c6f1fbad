//! The chart on the page: a canvas kept sharp and in step, its summary, table and picture file.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, ResizeObserver, Window};
use yew::prelude::*;

use super::draw::{Raster, layout, paint};
use super::spec::ChartSpec;
use super::table::Table;
use super::text::{Measure, Pen, TypicalWidths};
use super::theme::{Rgb, Theme};
use crate::state::disk;

/// Width of a chart on an A4 page with 20 mm margins, in CSS pixels.
const PRINT_WIDTH: f64 = 640.0;
/// Windows narrower than a printed page show one column, which is as wide as the page in print.
const ONE_COLUMN: f64 = 700.0;
/// Pixels per CSS pixel in print and in picture files: about 290 dpi on paper.
const PRINT_DENSITY: f64 = 3.0;
/// Around the chart in a picture file.
const FILE_MARGIN: f64 = 16.0;
/// Here the browser chooses the page's background, so the chart brings its own paper.
const FORCED_COLOURS: &str = "(forced-colors: active)";
/// On this element and its children the tokens take their light values whatever the screen's mode.
const LIGHT: (&str, &str) = ("data-theme", "light");

/// Name of the event on `window` after which the tokens have other values: a host has chosen light or dark.
pub const THEME_EVENT: &str = "iphc-theme";

/// Words around a chart, in the user's language.
#[derive(Clone, PartialEq)]
pub struct ChartLabels {
    /// Opens the table.
    pub table: AttrValue,
    /// Saves the picture.
    pub save: AttrValue,
}

/// Properties of [`Chart`].
#[derive(Properties, PartialEq)]
pub struct ChartProps {
    /// What to draw, already in the user's language.
    pub spec: Rc<ChartSpec>,
    /// What a reader who cannot see the chart should know: its message in one or two sentences.
    pub summary: AttrValue,
    /// Words of the controls.
    pub labels: ChartLabels,
    /// Name of the saved picture, ending in `.png`.
    pub file_name: AttrValue,
}

/// A chart that follows its width, the screen's density, light and dark, and print.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let ChartProps { spec, summary, labels, file_name } = props;
    let frame = use_node_ref();
    let canvas = use_node_ref();
    use_effect_with((spec.clone(), frame.clone(), canvas.clone()), |(spec, frame, canvas)| {
        let watches = Painter::new(spec, frame, canvas).map(|painter| Rc::new(painter).watch());
        move || drop(watches)
    });
    let onclick = {
        let (spec, frame, canvas, file_name) = (spec.clone(), frame.clone(), canvas.clone(), file_name.clone());
        move |_| {
            if let Some(painter) = Painter::new(&spec, &frame, &canvas) {
                painter.save(&file_name);
            }
        }
    };

    html! {
        <figure class="chart">
            <div class="chart__frame" ref={frame}>
                <canvas class="chart__canvas" ref={canvas} role="img" aria-label={summary} />
            </div>
            <div class="chart__controls">
                <details class="chart__data">
                    <summary>{ &labels.table }</summary>
                    <div class="chart__scroll">{ table(&Table::of(spec), summary) }</div>
                </details>
                <button class="chart__save" type="button" {onclick}>{ &labels.save }</button>
            </div>
        </figure>
    }
}

fn table(table: &Table, caption: &AttrValue) -> Html {
    let text = |text: &Rc<str>| AttrValue::from(text.clone());
    html! {
        <table class="chart__table" aria-label={caption}>
            <thead>
                <tr>
                    for heading in &table.headings {
                        <th scope="col">{ text(heading) }</th>
                    }
                </tr>
            </thead>
            <tbody>
                for row in &table.rows {
                    <tr>
                        for (column, cell) in row.iter().enumerate() {
                            if column == 0 {
                                <th scope="row">{ text(cell) }</th>
                            } else {
                                <td>{ text(cell) }</td>
                            }
                        }
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What a picture is for.
#[derive(Clone, Copy, PartialEq)]
enum Medium {
    Screen,
    Print,
    File,
}

/// Draws one specification on one canvas.
struct Painter {
    spec: Rc<ChartSpec>,
    window: Window,
    frame: Element,
    canvas: HtmlCanvasElement,
    /// Width and density of the last picture on screen, so that a change of height alone, which
    /// painting itself causes, does not paint again.
    painted: Cell<(f64, f64)>,
}

impl Painter {
    /// `None` while the elements are not on the page.
    fn new(spec: &Rc<ChartSpec>, frame: &NodeRef, canvas: &NodeRef) -> Option<Self> {
        Some(Self {
            spec: spec.clone(),
            window: web_sys::window()?,
            frame: frame.cast()?,
            canvas: canvas.cast()?,
            painted: Cell::new((0.0, 0.0)),
        })
    }

    /// Draws now and whenever the picture would be stale, until the result is dropped.
    fn watch(self: Rc<Self>) -> Watches {
        self.paint_screen();
        let on = |target: &web_sys::EventTarget, event: &'static str, act: fn(&Self)| {
            let painter = self.clone();
            EventListener::new(target, event, move |_| act(&painter))
        };
        let mut listeners = vec![
            on(&self.window, "resize", Self::paint_if_resized),
            // Print takes the picture as it is when this event returns, so it cannot wait for a render.
            on(&self.window, THEME_EVENT, Self::paint_screen),
            on(&self.window, "beforeprint", |painter| painter.paint(&painter.canvas, Medium::Print)),
            on(&self.window, "afterprint", Self::paint_screen),
        ];
        for query in ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", FORCED_COLOURS] {
            if let Ok(Some(media)) = self.window.match_media(query) {
                listeners.push(on(&media, "change", Self::paint_screen));
            }
        }
        let painter = self.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || painter.paint_if_resized());
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&self.frame);
        }
        Watches { _listeners: listeners, observer, _on_resize: on_resize }
    }

    fn paint_screen(&self) {
        self.painted.set(self.screen_size());
        self.paint(&self.canvas, Medium::Screen);
    }

    fn paint_if_resized(&self) {
        if self.painted.get() != self.screen_size() {
            self.paint_screen();
        }
    }

    /// Width in CSS pixels and density.
    fn screen_size(&self) -> (f64, f64) {
        (f64::from(self.frame.client_width()), self.window.device_pixel_ratio().clamp(1.0, 4.0))
    }

    fn paint(&self, canvas: &HtmlCanvasElement, medium: Medium) {
        let (screen_width, screen_density) = self.screen_size();
        let (width, density, margin) = match medium {
            Medium::Screen => (screen_width, screen_density, 0.0),
            Medium::Print => (self.print_width(), PRINT_DENSITY, 0.0),
            Medium::File => (screen_width, PRINT_DENSITY, FILE_MARGIN),
        };
        // Zero inside a closed <details> or a hidden tab; the observer calls again once it shows.
        if width <= 0.0 {
            return;
        }
        let Some(context) = context(canvas) else { return };
        let Some((theme, size)) = self.read_style(medium, &context) else { return };
        let measure = Browser { context: &context, font: &theme.font };
        let scene = layout(&self.spec, width, Pen { measure: &measure, size });

        // Setting the size also wipes the canvas.
        let pixels = |length: f64| ((length + 2.0 * margin) * density).round() as u32;
        canvas.set_width(pixels(scene.width));
        canvas.set_height(pixels(scene.height));
        if let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) {
            let opaque = medium != Medium::Screen || self.matches(FORCED_COLOURS);
            let raster = Raster { density, font: 1.0, opaque, margin };
            // The canvas backend fails only on a lost context, after which the browser asks
            // nothing of us until the next event paints anew.
            let _ = paint(&backend.into_drawing_area(), &scene, &theme, raster);
        }
    }

    fn matches(&self, query: &str) -> bool {
        self.window.match_media(query).ok().flatten().is_some_and(|media| media.matches())
    }

    /// The page's width is not known before print; this is the likely one.
    fn print_width(&self) -> f64 {
        let (screen_width, _) = self.screen_size();
        let window = self.window.inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(0.0);
        if screen_width <= 0.0 || window < ONE_COLUMN { PRINT_WIDTH } else { screen_width.min(PRINT_WIDTH) }
    }

    /// Theme and font height from the frame's computed style.
    fn read_style(&self, medium: Medium, context: &CanvasRenderingContext2d) -> Option<(Theme, f64)> {
        let (attribute, light) = LIGHT;
        if medium != Medium::Screen {
            self.frame.set_attribute(attribute, light).ok()?;
        }
        let style = self.window.get_computed_style(&self.frame).ok().flatten();
        let read = |name: &str| style.as_ref()?.get_property_value(name).ok().filter(|value| !value.is_empty());
        let theme = Theme::from_tokens(read("font-family")?, |name| {
            // Any CSS colour: the browser turns it into a form that we can read.
            let css = read(name)?;
            Rgb::parse(&css).or_else(|| {
                context.set_fill_style_str(&css);
                Rgb::parse(&context.fill_style().as_string()?)
            })
        });
        let size = read("font-size").and_then(|size| size.strip_suffix("px")?.parse().ok());
        if medium != Medium::Screen {
            self.frame.remove_attribute(attribute).ok()?;
        }
        Some((theme, size?))
    }

    /// Offers the picture, in light colours on paper, as a PNG file.
    fn save(&self, file_name: &str) {
        let Some(document) = self.window.document().filter(|_| disk::may_give_files()) else { return };
        let create = |tag: &str| document.create_element(tag).ok();
        let Some(canvas) = create("canvas").and_then(|element| element.dyn_into().ok()) else { return };
        self.paint(&canvas, Medium::File);
        let link = create("a").and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
        if let (Some(link), Ok(data)) = (link, canvas.to_data_url()) {
            link.set_href(&data);
            link.set_download(file_name);
            link.click();
        }
    }
}

/// Keeps listeners alive; dropping it ends them.
struct Watches {
    _listeners: Vec<EventListener>,
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Watches {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Measures with the canvas that will draw.
struct Browser<'a> {
    context: &'a CanvasRenderingContext2d,
    font: &'a str,
}

impl Measure for Browser<'_> {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let weight = if bold { "bold" } else { "normal" };
        self.context.set_font(&format!("{weight} {size}px {}", self.font));
        self.context
            .measure_text(text)
            .map_or_else(|_| TypicalWidths.width(text, size, bold), |metrics| metrics.width())
    }
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
