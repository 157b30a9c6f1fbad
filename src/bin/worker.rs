//! Starts the worker: everything the page asks of it is in [`ip_health_check::worker`].

fn main() {
    ip_health_check::worker::serve();
}
