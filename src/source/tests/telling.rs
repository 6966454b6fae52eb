//! Texts told anew in the simplest way, to see what a copy makes of them.

use crate::source::{Retell, TextPlace};

/// Tells every text with an `x` in it anew, what stood in a font called `Old` in `New`.
pub struct Shout(pub &'static str);

impl Retell for Shout {
    fn retell(&mut self, _: TextPlace, text: &str, _: Option<&str>) -> Option<String> {
        text.contains('x').then(|| text.replace('x', self.0))
    }
    fn locked(&mut self, _: TextPlace, _: &str, _: Option<&str>) {}
    fn is_replaced(&self, font: &str) -> bool {
        font == "Old"
    }
    fn font(&self) -> &str {
        "New"
    }
}
