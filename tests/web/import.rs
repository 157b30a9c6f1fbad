//! Files dropped on the page, against a worker written here.

use std::time::Duration;

use ip_health_check::App;
use ip_health_check::worker::messages::{Report, Stage};
use ip_health_engine::exchange::{ImportStage, Progress};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::platform::time::sleep;

use crate::support::{Mounted, bytes, with_worker};

/// A worker that reports how far it is and never comes to an end.
fn busy() -> String {
    let progress = Progress { stage: ImportStage::Understanding, done: 256, total: Some(1000) };
    let message = bytes(&Report::Progress(Stage::ReadPortfolio(progress)));
    format!("onmessage = () => {{ postMessage({message}); for (;;) {{}} }};")
}

/// A worker that dies over its task.
const DIES: &str = "onmessage = () => { throw new Error('out of memory'); };";

/// The app at its start page with this worker.
async fn start(worker: &str) -> Mounted<App> {
    with_worker(worker);
    Function::new_no_args("location.hash = '#/';").call0(&JsValue::NULL).unwrap();
    Mounted::<App>::new().await
}

/// Drops a file of this name and content on the page; tells whether the browser was kept from opening it.
fn drop_file(name: &str, content: &str) -> bool {
    let code = "const dataTransfer = new DataTransfer();\
                dataTransfer.items.add(new File([content], name));\
                const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });\
                document.body.dispatchEvent(event);\
                return event.defaultPrevented;";
    let prevented = Function::new_with_args("name, content", code).call2(&JsValue::NULL, &name.into(), &content.into());
    prevented.unwrap().as_bool().unwrap()
}

/// Waits until so many elements match; a test that waits in vain fails here.
async fn wait_for(app: &Mounted<App>, selector: &str, count: u32) {
    for _ in 0..200 {
        if app.count(selector) == count {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("{} elements match {selector}, not {count}", app.count(selector));
}

#[wasm_bindgen_test]
async fn the_start_page_has_a_drop_zone_with_a_labelled_picker() {
    let app = start(&busy()).await;
    assert_eq!(app.count("label.drop input[type=file]"), 1);
    assert!(app.find("label.drop").inner_text().contains(".xlsx"));
    assert_eq!(app.count("progress, [role=alert]"), 0);
}

#[wasm_bindgen_test]
async fn a_dropped_list_shows_how_far_it_is_until_it_is_broken_off() {
    let app = start(&busy()).await;
    assert!(drop_file("list.csv", "申请号,名称\n"));
    wait_for(&app, "progress[value='256'][max='1000']", 1).await;
    let said = app.find("[role=status]").inner_text();
    assert!(said.contains("list.csv"), "{said}");
    app.find(".import-progress button").click();
    wait_for(&app, "progress", 0).await;
    assert_eq!(app.count("label.drop"), 1, "another file can be dropped");
}

#[wasm_bindgen_test]
async fn a_worker_that_dies_over_a_list_is_told_and_nothing_is_lost() {
    let app = start(DIES).await;
    assert!(drop_file("list.csv", "申请号,名称\n"));
    wait_for(&app, "[role=alert]", 1).await;
    assert!(!app.find("[role=alert]").inner_text().is_empty());
    assert_eq!(app.count("label.drop"), 1);
}

#[wasm_bindgen_test]
async fn a_picture_is_refused_by_name_and_the_browser_does_not_open_it() {
    let app = start(&busy()).await;
    assert!(drop_file("照片.png", "x"));
    wait_for(&app, "[role=alert]", 1).await;
    assert!(app.find("[role=alert]").inner_text().contains("照片.png"));
    assert_eq!(app.count("progress"), 0, "no worker was asked");
}
