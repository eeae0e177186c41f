"""Ratios as a bar chart in SVG: bars to the left of 1 are faster than Node, on a logarithmic scale."""
import math
from xml.sax.saxutils import escape

ROW, LEFT, WIDTH, RIGHT, TOP = 20, 170, 520, 60, 58
FASTER, SLOWER = "#2a7f62", "#b5482f"


def ticks(low, high):
    return [t for t in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if low <= t <= high]


def bars(title, note, rows):
    """`rows`: (name, ratio), in the order in which they are drawn."""
    low = min(0.5, min(ratio for _, ratio in rows)) / 1.1
    high = max(2.0, max(ratio for _, ratio in rows)) * 1.1
    x = lambda ratio: LEFT + WIDTH * math.log(ratio / low) / math.log(high / low)
    height = TOP + ROW * len(rows) + 24
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + RIGHT}" height="{height}" font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>',
           f'<text x="10" y="20" font-size="15" font-weight="bold">{escape(title)}</text>',
           f'<text x="10" y="38" fill="#555">{escape(note)}</text>']
    for tick in ticks(low, high):
        color, width = ("#333", 1.5) if tick == 1 else ("#ddd", 1)
        out.append(f'<line x1="{x(tick):.1f}" y1="{TOP - 6}" x2="{x(tick):.1f}" y2="{height - 22}" stroke="{color}" stroke-width="{width}"/>')
        out.append(f'<text x="{x(tick):.1f}" y="{height - 8}" text-anchor="middle" fill="#555">{tick:g}</text>')
    for i, (name, ratio) in enumerate(rows):
        y = TOP + ROW * i
        start, end = sorted((x(1), x(ratio)))
        color = FASTER if ratio <= 1 else SLOWER
        out.append(f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        out.append(f'<rect x="{start:.1f}" y="{y + 2}" width="{max(end - start, 1):.1f}" height="{ROW - 6}" fill="{color}"/>')
        out.append(f'<text x="{end + 4:.1f}" y="{y + 12}" fill="#333">{ratio:.2f}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def write(path, title, note, rows):
    if rows:
        with open(path, "w", encoding="utf-8") as file:
            file.write(bars(title, note, sorted(rows, key=lambda row: row[1])))
