//! Prints the JSON Schemas as one object by name; with `--types` those of all types, read and answered.

fn main() {
    let whole = std::env::args().any(|argument| argument == "--types");
    let schemas = if whole { ip_health_engine::schema::types() } else { ip_health_engine::schema::schemas() };
    println!("{schemas:#}");
}
