"""Draws how the time of a month grows with deals and with principals, and prints a table of ratios to the floor.

Usage: performance.py SVG <RESULTS, of which each line is a pair: tenants, deals and principals of each, then seconds elapsed, of the
client's and of the server's processors, of ours and of the floor.
"""

import math
import statistics
import sys
from collections import defaultdict

WIDTH, HEIGHT, LEFT, TOP, GAP = 380, 260, 60, 40, 90
SIDES = [("dyno-reports", "#1f5fbf"), ("floor", "#8a8a8a")]


def read(lines):
    """The pairs of each size, in the order of the sizes."""
    pairs = defaultdict(list)
    for line in lines:
        tenants, deals, principals, *seconds = line.split()
        pairs[int(tenants), int(deals), int(principals)].append([float(value) for value in seconds])
    return pairs


def medians(pairs):
    """Elapsed and processor seconds of ours and of the floor, and the ratios of both."""
    ours, floor = [p[0] for p in pairs], [p[3] for p in pairs]
    cpu, floor_cpu = [p[1] + p[2] for p in pairs], [p[4] + p[5] for p in pairs]
    ratios = [[a / b for a, b in zip(x, y)] for x, y in ((ours, floor), (cpu, floor_cpu))]
    client = [p[1] / p[2] for p in pairs]
    return [statistics.median(values) for values in (ours, floor, *ratios, client)]


def exponent(points):
    """The slope of the line through the logarithms, by least squares."""
    xs, ys = ([math.log(p[i]) for p in points] for i in (0, 1))
    mx, my = statistics.mean(xs), statistics.mean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def panel(number, title, label, series):
    """One diagram, both axes logarithmic: of each side the points (x, seconds)."""
    left = LEFT + number * (WIDTH + GAP)
    xs = [x for points in series for x, _ in points]
    ys = [y for points in series for _, y in points]
    x_range = math.log10(min(xs)), math.log10(max(xs))
    y_range = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def place(x, y):
        across = (math.log10(x) - x_range[0]) / (x_range[1] - x_range[0])
        up = (math.log10(y) - y_range[0]) / (y_range[1] - y_range[0])
        return left + 20 + across * (WIDTH - 40), TOP + HEIGHT - up * HEIGHT

    out = [
        f'<text x="{left}" y="{TOP - 16}" font-weight="bold">{title}</text>',
        f'<path d="M{left} {TOP}V{TOP + HEIGHT}H{left + WIDTH}" fill="none" stroke="#444"/>',
        f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 38}" text-anchor="middle">{label}</text>',
    ]
    for power in range(y_range[0], y_range[1] + 1):
        y = place(max(xs), 10**power)[1]
        out.append(f'<path d="M{left} {y:.1f}H{left + WIDTH}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for x in sorted(set(xs)):
        across = place(x, ys[0])[0]
        out.append(f'<text x="{across:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{x:,}</text>')
    for (name, colour), points in zip(SIDES, series):
        placed = [place(x, y) for x, y in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in placed]
    for index, ((name, colour), points) in enumerate(zip(SIDES, series)):
        text = f"{name}, grows by the power {exponent(points):.2f}"
        out.append(f'<text x="{left + 12}" y="{TOP + 14 + 17 * index}" fill="{colour}">{text}</text>')
    return out


def main():
    pairs = read(sys.stdin)
    single = {(deals, principals): medians(p) for (tenants, deals, principals), p in pairs.items() if tenants == 1}
    by_deals = [(size[0], m) for size, m in sorted(single.items()) if size[1] * 500 == size[0]]
    by_principals = [(size[1], m) for size, m in sorted(single.items()) if size[0] == 100_000]
    print("| tenants × principals × deals | s | floor s | wall ÷ floor | CPU ÷ floor | client ÷ server, CPU |")
    print("|---|---|---|---|---|---|")
    for (tenants, deals, principals), measured in pairs.items():
        ours, floor, wall, cpu, client = medians(measured)
        print(
            f"| {tenants} × {principals:,} × {deals:,} | {ours:.1f} | {floor:.1f} | {wall:.2f} | {cpu:.2f} | {client:.2f} |"
        )
    panels = []
    for title, label, measured in (
        ("Time against deals", "deals, one principal for each 500", by_deals),
        ("Time against principals", "principals, 100,000 deals", by_principals),
    ):
        if len(measured) > 1:
            series = [[(x, m[side]) for x, m in measured] for side in (0, 1)]
            print(title + ":", ", ".join(f"{name} {exponent(points):.2f}" for (name, _), points in zip(SIDES, series)))
            panels += panel(len(panels) > 0, title, label, series)
    size = f'width="{2 * WIDTH + GAP + LEFT + 30}" height="{HEIGHT + TOP + 60}"'
    with open(sys.argv[1], "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">\n')
        file.write('<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(panels) + "\n</svg>\n")


main()
