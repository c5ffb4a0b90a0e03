//! Pictures made from an id: the same id, the same picture.

use std::f64::consts::FRAC_1_SQRT_2;

use super::png;
use crate::digest::number;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motif {
    /// Head and shoulders.
    Portrait,
    /// A symmetric mosaic.
    Corporation,
    /// A star.
    Alliance,
    /// A hull from above.
    Hull,
}

type Colour = [f64; 3];

/// The picture as PNG.
pub(super) fn picture(motif: Motif, id: i64, size: usize) -> Vec<u8> {
    let traits = number(&format!("{motif:?}/{id}"));
    let hue = (traits % 360) as f64;
    let mut pixels = Vec::with_capacity(size * size);
    for row in 0..size {
        for column in 0..size {
            // -1 to 1, from left to right and from top to bottom.
            let x = (column as f64 + 0.5) / size as f64 * 2.0 - 1.0;
            let y = (row as f64 + 0.5) / size as f64 * 2.0 - 1.0;
            let edge = 2.5 / size as f64;
            let colour = match motif {
                Motif::Portrait => portrait(traits, hue, x, y, edge),
                Motif::Corporation => mosaic(traits, hue, x, y, edge),
                Motif::Alliance => star(traits, hue, x, y, edge),
                Motif::Hull => hull(traits, hue, x, y, edge),
            };
            pixels.push(colour.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8));
        }
    }
    png::encode(size, &pixels)
}

fn portrait(traits: u64, hue: f64, x: f64, y: f64, edge: f64) -> Colour {
    let mut colour = mix(tint(hue, 0.35, 0.34), tint(hue + 25.0, 0.45, 0.12), f64::midpoint(y, 1.0));
    let light = 0.06 * (1.0 - ((x - 0.4).powi(2) + (y + 0.5).powi(2)).sqrt());
    colour = colour.map(|part| part + light);
    let (width, top) = (0.30 + unit(traits >> 9) * 0.07, -0.20 + unit(traits >> 17) * 0.06);
    let skin = tint(20.0 + unit(traits >> 25) * 18.0, 0.32, 0.38 + unit(traits >> 33) * 0.32);
    let suit = tint(hue + 150.0, 0.25, 0.24);
    let shoulders = (x / 0.80).powi(2) + ((y - 1.12) / 0.74).powi(2);
    colour = over(colour, suit, cover(shoulders.sqrt() - 1.0, edge));
    let collar = (x / 0.20).powi(2) + ((y - 0.36) / 0.30).powi(2);
    colour = over(colour, skin.map(|part| part * 0.78), cover(collar.sqrt() - 1.0, edge * 3.0));
    let hair = tint(unit(traits >> 41) * 40.0, 0.3, 0.10 + unit(traits >> 49) * 0.35);
    let crown = (x / (width + 0.07)).powi(2) + ((y - top + 0.10) / (width * 1.34)).powi(2);
    colour = over(colour, hair, cover(crown.sqrt() - 1.0, edge * 2.0));
    let face = (x / width).powi(2) + ((y - top - 0.06) / (width * 1.28)).powi(2);
    over(colour, skin.map(|part| part - x * 0.10), cover(face.sqrt() - 1.0, edge * 2.5))
}

fn mosaic(traits: u64, hue: f64, x: f64, y: f64, edge: f64) -> Colour {
    let ground = tint(hue, 0.30, 0.13);
    let frame = x.abs().max(y.abs()) - 0.84;
    if frame > 0.0 {
        return over(ground, tint(hue, 0.35, 0.22), cover(0.09 - frame, edge));
    }
    // Five columns, mirrored: three are free.
    let column = ((x.abs() / 0.84) * 2.5 + 0.5).floor() as u64;
    let row = (((y + 0.84) / 1.68) * 5.0).floor().clamp(0.0, 4.0) as u64;
    let bit = (column * 5 + row) % 15;
    if traits >> (bit + 8) & 1 == 1 { tint(hue + 20.0, 0.55, 0.58) } else { ground }
}

fn star(traits: u64, hue: f64, x: f64, y: f64, edge: f64) -> Colour {
    let radius = (x * x + y * y).sqrt();
    let points = 5.0 + (traits >> 12 & 3) as f64;
    let wave = ((y.atan2(x) + 1.571) * points).cos();
    let ground = mix(tint(hue, 0.55, 0.30), tint(hue, 0.5, 0.10), radius);
    let disc = over(tint(hue, 0.4, 0.08), ground, cover(radius - 0.94, edge));
    over(disc, tint(hue + 30.0, 0.42, 0.62), cover(radius - (0.44 + 0.16 * wave), edge * 2.0))
}

fn hull(traits: u64, hue: f64, x: f64, y: f64, edge: f64) -> Colour {
    let mut colour = mix([0.05, 0.07, 0.10], [0.10, 0.13, 0.18], f64::midpoint(y, 1.0));
    // Along the diagonal, nose to the upper right.
    let (along, across) = ((x - y) * FRAC_1_SQRT_2, ((x + y) * FRAC_1_SQRT_2).abs());
    let waist = 0.10 + 0.12 * unit(traits >> 7) + 0.10 * ((along + unit(traits >> 15) * 3.0) * 4.0).sin().abs();
    let taper = (1.0 - ((along + 0.1) / 0.95).powi(2)).max(0.0).sqrt();
    let metal = tint(hue, 0.12, 0.46 - across * 0.6);
    if taper > 0.0 {
        colour = over(colour, metal, cover(across - waist * 1.5 * taper, edge));
    }
    let glow = ((along + 0.86).powi(2) + across.powi(2)).sqrt();
    over(colour, tint(200.0, 0.8, 0.7), cover(glow - 0.10, edge * 5.0) * 0.9)
}

/// How much of a pixel lies inside, for a distance to the border that is negative inside.
fn cover(distance: f64, edge: f64) -> f64 {
    (0.5 - distance / (2.0 * edge)).clamp(0.0, 1.0)
}

fn over(below: Colour, above: Colour, share: f64) -> Colour {
    mix(below, above, share)
}

fn mix(one: Colour, other: Colour, share: f64) -> Colour {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|part| one[part] * (1.0 - share) + other[part] * share)
}

/// A number from 0 to 1 out of eight bits.
fn unit(traits: u64) -> f64 {
    (traits & 0xFF) as f64 / 255.0
}

/// Hue in degrees, saturation and lightness to RGB.
fn tint(hue: f64, saturation: f64, lightness: f64) -> Colour {
    let strength = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|shift| {
        let k = (shift + hue / 30.0).rem_euclid(12.0);
        lightness - strength * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_id_has_another_picture_and_the_same_id_the_same() {
        for motif in [Motif::Portrait, Motif::Corporation, Motif::Alliance, Motif::Hull] {
            assert_eq!(picture(motif, 1, 32), picture(motif, 1, 32));
            assert_ne!(picture(motif, 1, 32), picture(motif, 2, 32), "{motif:?}");
        }
    }
}
