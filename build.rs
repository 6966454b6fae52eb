//! The catalogue is embedded: a changed or added file there must rebuild the library.
fn main() {
    println!("cargo:rerun-if-changed=catalogue");
}
