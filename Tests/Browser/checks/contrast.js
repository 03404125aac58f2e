// The contrast of text in drawings, and of HTML text that accessibility.js leaves out: what is undecided, and what has
// no letter or digit, such as a dash for "no value". The background is what is painted under the text, at several
// places along it: a label may be wider than its bar.
() => {
  const findings = [];
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colors = new Map();

  /** Red, green, blue and alpha between 0 and 1 of any CSS colour. */
  const color = (text) => {
    if (!colors.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      colors.set(text, [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255));
    }
    return colors.get(text);
  };
  const over = ([r, g, b, alpha], below) =>
    [r, g, b].map((value, i) => value * alpha + below[i] * (1 - alpha)).concat(1);
  const fade = ([r, g, b, alpha], opacity) => [r, g, b, alpha * opacity];

  // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };

  /** The colour under the content of an HTML element or of a whole drawing; null if it is a picture or a gradient. */
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== "none") return null;
      layers.push(color(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), color("canvas"));
  };

  const opacity = (element) => {
    let product = 1;
    for (let e = element; e; e = e.parentElement) product *= Number(getComputedStyle(e).opacity);
    return product;
  };

  /** The filled shapes of a drawing in the order in which they are painted. Lines are too thin to be a background. */
  const shapes = (drawing) =>
    [...drawing.querySelectorAll("rect, path, circle, ellipse, polygon, polyline")].flatMap((shape) => {
      const { fill, fillOpacity } = getComputedStyle(shape);
      const box = shape.getBoundingClientRect();
      if (fill === "none" || fill.startsWith("url(") || box.width < 3 || box.height < 3) return [];
      if (shape.closest("defs, mask, clipPath") || !looking.isShown(shape)) return [];
      return [{ shape, box, color: fade(color(fill), Number(fillOpacity) * opacity(shape)) }];
    });
  const covers = ({ shape, box }, x, y) =>
    x >= box.left && x <= box.right && y >= box.top && y <= box.bottom &&
    shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));

  const judge = (element, text, foreground, backgrounds) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 56 / 3 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const worst = Math.min(...backgrounds.map((background) => ratio(over(foreground, background), background)));
    // Rounded down: 4.49 is not 4.5.
    if (worst < needed)
      findings.push(`Contrast ${Math.floor(worst * 100) / 100} of ${needed}: ${looking.describe(element, text)}.`);
  };

  /** A label may stand in a small drawing of its own, over the shapes of the one around it. */
  const outermost = (element) => {
    let drawing = element.closest("svg");
    while (drawing?.parentElement.closest("svg")) drawing = drawing.parentElement.closest("svg");
    return drawing;
  };

  const painted = new Map();
  const left = new Set(window.undecided);
  for (const { element, text, box } of looking.texts()) {
    const drawing = outermost(element);
    if (!drawing) {
      if (!/[\p{L}\p{N}]/u.test(text)) left.add(element);
      continue;
    }
    if (!painted.has(drawing)) painted.set(drawing, { shapes: shapes(drawing), ground: ground(drawing) });
    const { shapes: all, ground: paper } = painted.get(drawing);
    const { fill, fillOpacity } = getComputedStyle(element);
    if (!paper || fill.startsWith("url(")) {
      findings.push(`Contrast cannot be told beside a gradient: ${looking.describe(element, text)}.`);
      continue;
    }
    const edge = drawing.getBoundingClientRect();
    const [start, end] = [Math.max(box.left, edge.left), Math.min(box.right, edge.right)];
    const y = (box.top + box.bottom) / 2;
    const places = [0.03, 0.2, 0.35, 0.5, 0.65, 0.8, 0.97].map((part) => start + (end - start) * part);
    const isLater = ({ shape }) => element.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING;
    const near = all.filter(({ box: b }) => b.left < end && b.right > start && b.top < y && b.bottom > y);
    if (near.some((shape) => isLater(shape) && shape.color[3] > 0.5 && places.some((x) => covers(shape, x, y)))) {
      findings.push(`Text is painted over: ${looking.describe(element, text)}.`);
      continue;
    }
    const backgrounds = places.map((x) =>
      near
        .filter((shape) => !isLater(shape) && covers(shape, x, y))
        .reduce((below, shape) => over(shape.color, below), paper)
    );
    judge(element, text, fade(color(fill), Number(fillOpacity) * opacity(element)), backgrounds);
  }

  for (const element of left) {
    if (element.closest("svg") || !looking.isShown(element) || looking.isForScreenReaders(element)) continue;
    const paper = ground(element);
    if (paper) judge(element, undefined, fade(color(getComputedStyle(element).color), opacity(element)), [paper]);
    else findings.push(`Contrast cannot be told on a picture or gradient: ${looking.describe(element)}.`);
  }
  return findings;
}
