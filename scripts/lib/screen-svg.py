# SPDX-License-Identifier: Apache-2.0
"""Draws the last screen of a program: screen-svg.py COLUMNS ROWS TITLE DESCRIPTION <BYTES >FILE.svg

BYTES are all that the program wrote to a terminal of that size. If it used the alternate screen, the last one is that
from which it left.
"""
import sys
from xml.sax.saxutils import escape, quoteattr

sys.dont_write_bytecode = True  # the directory of the sources stays as it is
import screen  # noqa: E402

CELL_WIDTH, CELL_HEIGHT, BASELINE, MARGIN, FONT_SIZE = 8.4, 18, 13, 14, 14
FONTS = "ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
BACKGROUND, FOREGROUND = "#0d1117", "#e6edf3"
COLOURS = {31: "#ff7b72", 32: "#3fb950", 33: "#d29922", 34: "#79c0ff", 35: "#d2a8ff", 36: "#56d4dd"}


def drawn(row, column, text, style):
    colour, bold, reverse = style
    x, y, width = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT, len(text) * CELL_WIDTH
    ink = COLOURS.get(colour, FOREGROUND)
    if reverse:
        yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{CELL_HEIGHT}" fill="{ink}"/>'
        ink = BACKGROUND
    blanks = len(text) - len(text.lstrip())
    text = text.strip()
    if text:
        # The length keeps columns in line whatever font there is.
        yield (
            f'<text x="{x + blanks * CELL_WIDTH:.1f}" y="{y + BASELINE}" textLength="{len(text) * CELL_WIDTH:.1f}"'
            + (f' fill="{ink}"' if ink != FOREGROUND else "")
            + (' font-weight="bold"' if bold else "")
            + f">{escape(text)}</text>"
        )


def svg(shown, title, description):
    width = round(2 * MARGIN + shown.columns * CELL_WIDTH)
    height = 2 * MARGIN + shown.rows * CELL_HEIGHT
    yield "<!-- SPDX-License-Identifier: Apache-2.0 -->"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    yield '     role="img" aria-labelledby="title desc" xml:space="preserve"'
    yield f"     font-family={quoteattr(FONTS)} font-size=\"{FONT_SIZE}\" fill=\"{FOREGROUND}\">"
    yield f'<title id="title">{escape(title)}</title>'
    yield f'<desc id="desc">{escape(description)}</desc>'
    yield f'<rect width="{width}" height="{height}" rx="8" fill="{BACKGROUND}"/>'
    for run in shown.runs():
        yield from drawn(*run)
    yield "</svg>"


def main(columns, rows, title, description):
    shown = screen.Screen(int(columns), int(rows))
    shown.write(sys.stdin.buffer.read().decode())
    print("\n".join(svg(shown, title, description)))


if __name__ == "__main__":
    main(*sys.argv[1:])
