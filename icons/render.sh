#!/bin/sh
# Draws the pictures from their sources. Needs rsvg-convert (librsvg2-bin), convert (imagemagick) and png2icns (icnsutils).
set -e
cd "$(dirname "$0")"
for size in 16 32 48 128 256 512; do
    rsvg-convert --width "$size" --height "$size" icon.svg --output "${size}x${size}.png"
done
convert 16x16.png 32x32.png 48x48.png 256x256.png icon.ico
png2icns icon.icns 16x16.png 32x32.png 48x48.png 128x128.png 256x256.png 512x512.png
rm 16x16.png 48x48.png
for source in tray/*.svg; do
    for size in 32 64; do
        rsvg-convert --width "$size" --height "$size" "$source" --output "${source%.svg}-$size.png"
    done
done
