// Nothing is wider than the window, cut off or drawn over something else, unless that is meant: a scroll region that
// the keyboard reaches, or text that is visibly cut (faded, "…") or can be selected whole.
(width) => {
  const findings = [];
  const scrolls = (value) => value === "auto" || value === "scroll";
  const clips = (value) => value === "hidden" || value === "clip";

  for (const element of document.body.querySelectorAll("*")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const moves =
      (scrolls(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (scrolls(overflowY) && element.scrollHeight > element.clientHeight + 1);
    if (!moves || !looking.isShown(element)) continue;
    const role = element.getAttribute("role") ?? (element.localName === "section" ? "region" : null);
    if (role !== "region" || element.tabIndex !== 0 || !looking.givenName(element))
      findings.push(`What scrolls needs role="region", tabindex="0" and a label: ${looking.describe(element)}.`);
  }

  const page = document.scrollingElement;
  if (page.scrollWidth > width) {
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.getBoundingClientRect().right <= width + 0.5 || !looking.isShown(element)) return false;
      for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
        if (getComputedStyle(e).overflowX !== "visible") return false;
      }
      return ![...element.children].some((child) => child.getBoundingClientRect().right > width + 0.5);
    });
    const cause = wide.length ? `: ${looking.describe(wide[0])}` : "";
    findings.push(`The page is wider than the window of ${width} pixels${cause}.`);
  }

  // Visibly cut, or whole when it is selected: what is cut is not mistaken for all there is.
  const isMeant = (style) =>
    style.maskImage !== "none" || style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none" ||
    style.userSelect === "all";

  const texts = looking.texts();
  const cutAt = ({ element, box }) => {
    let meant = false;
    for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
      const style = getComputedStyle(e);
      meant ||= isMeant(style);
      if (scrolls(style.overflowX) || scrolls(style.overflowY)) return null;
      const drawing = e.localName === "svg" && style.overflowX !== "visible";
      if (!drawing && !clips(style.overflowX) && !clips(style.overflowY)) continue;
      const edge = e.getBoundingClientRect();
      const acrossX = box.left < edge.left - 1 || box.right > edge.right + 1;
      // A line is taller than its letters.
      const acrossY = box.top < edge.top - box.height / 4 || box.bottom > edge.bottom + box.height / 4;
      const cut =
        (acrossX && (drawing || clips(style.overflowX))) || (acrossY && (drawing || clips(style.overflowY)));
      if (cut && !meant) return e;
    }
    return null;
  };
  for (const text of texts)
    if (cutAt(text) && !looking.isForScreenReaders(text.element))
      findings.push(`Text is cut off: ${looking.describe(text.element, text.text)}.`);

  // Labels of a drawing that run into each other.
  const drawings = Map.groupBy(texts, ({ element }) => element.closest("svg"));
  for (const [drawing, labels] of drawings) {
    if (!drawing) continue;
    labels.sort((a, b) => a.box.top - b.box.top);
    for (let i = 0; i < labels.length; i++)
      for (let j = i + 1; j < labels.length && labels[j].box.top < labels[i].box.bottom; j++) {
        const [a, b] = [labels[i], labels[j]];
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 1 && down > Math.min(a.box.height, b.box.height) / 3)
          findings.push(
            `Two labels run into each other: ${looking.describe(a.element, a.text)} and "${looking.shorten(b.text)}".`
          );
      }
  }
  return findings;
}
