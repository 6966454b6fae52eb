//! Colours of an XLSX workbook: as they stand, of its theme with a tint, or of the palette of old.

use crate::source::{
    Limits,
    error::Fault,
    look::Rgb,
    markup::{Markup, Tag, Token},
    package::Package,
};

/// The palette every workbook has unless it says otherwise, from number 8 on; 0 to 7 are its first eight ([ECMA-376] 18.8.27).
const PALETTE: [Rgb; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF,
    0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000,
    0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966,
    0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];
/// The colours of a theme in the order of its part, and where each stands by number.
const THEME: [&[u8]; 10] =
    [b"lt1", b"dk1", b"lt2", b"dk2", b"accent1", b"accent2", b"accent3", b"accent4", b"accent5", b"accent6"];

/// The colours of the theme of a workbook.
#[derive(Default)]
pub(super) struct Colors([Option<Rgb>; THEME.len()]);

impl Colors {
    /// Reads the theme part; a workbook without one has no colours of a theme.
    pub fn read(package: &mut Package, part: &str, limits: &Limits) -> Result<Self, Fault> {
        let mut colors = [None; THEME.len()];
        let Some(input) = package.part(part)? else { return Ok(Self(colors)) };
        let mut markup = Markup::new(input, part, limits);
        let mut slot = None;
        loop {
            match markup.next()? {
                Token::Open(tag) => match tag.name {
                    b"srgbClr" | b"sysClr" => {
                        let said = tag.attribute(b"lastClr").or_else(|| tag.attribute(b"val")).and_then(rgb);
                        if let Some(color) = slot.take().and_then(|at: usize| colors.get_mut(at)) {
                            *color = said;
                        }
                    }
                    name => {
                        if let Some(at) = THEME.iter().position(|known| *known == name) {
                            slot = Some(at);
                        }
                    }
                },
                // What follows is of fonts and effects.
                Token::Close(b"clrScheme") | Token::End => return Ok(Self(colors)),
                _ => {}
            }
        }
    }
    /// The colour an element names; `None` for that of the system.
    pub fn of(&self, tag: Tag<'_>) -> Option<Rgb> {
        let tint = tag.value("tint").and_then(|tint| tint.parse().ok()).filter(|tint: &f64| tint.abs() <= 1.0);
        let color = if let Some(said) = tag.attribute(b"rgb") {
            rgb(said)
        } else if let Some(number) = tag.number("theme") {
            self.0.get(number as usize).copied().flatten()
        } else {
            let number = tag.number("indexed")? as usize;
            PALETTE.get(number.checked_sub(8).unwrap_or(number)).copied()
        };
        color.map(|color| tinted(color, tint.unwrap_or(0.0)))
    }
}

/// Six digits of red, green and blue, perhaps behind two of opacity.
fn rgb(digits: &[u8]) -> Option<Rgb> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| matches!(digits.len(), 6 | 8))?;
    Rgb::from_str_radix(digits.get(digits.len() - 6..)?, 16).ok()
}

/// Darker for a tint below nothing, lighter above: hue and saturation stay.
fn tinted(color: Rgb, tint: f64) -> Rgb {
    if tint == 0.0 {
        return color;
    }
    let [_, red, green, blue] = color.to_be_bytes().map(|part| f64::from(part) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let light = f64::midpoint(most, least);
    let new = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    // The span between the strongest and the weakest part, as the saturation allows at either lightness.
    let span = |light: f64| 1.0 - (2.0 * light - 1.0).abs();
    let scale = if span(light) > 0.0 { span(new) / span(light) } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within 0 and 255
    let part = |old: f64| ((new + (old - light) * scale) * 255.0).round().clamp(0.0, 255.0) as u8;
    Rgb::from_be_bytes([0, part(red), part(green), part(blue)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tint_lightens_and_darkens_and_keeps_the_hue() {
        // As a spreadsheet program shows accent 1 (4472C4): 60 % lighter, 25 % darker.
        let near = |color: Rgb, shown: Rgb| {
            color.to_be_bytes().iter().zip(shown.to_be_bytes()).all(|(one, other)| one.abs_diff(other) <= 1)
        };
        assert!(near(tinted(0x44_72C4, 0.599_993_896), 0xB4_C6E7), "{:06X}", tinted(0x44_72C4, 0.6));
        assert!(near(tinted(0x44_72C4, -0.249_977), 0x2F_5496), "{:06X}", tinted(0x44_72C4, -0.25));
        assert_eq!((tinted(0xFF_FFFF, -0.15), tinted(0, 0.5)), (0xD9_D9D9, 0x80_8080));
    }
}
