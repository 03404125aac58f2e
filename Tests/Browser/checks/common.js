// What the checks share, as `looking`: the pages have no script of their own that could use the name.
window.looking = (() => {
  /** Whether an element is drawn at all; what is only outside the window is. */
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const shorten = (text) => {
    const folded = text.replace(/\s+/g, " ").trim();
    return folded.length > 40 ? folded.slice(0, 40) + "…" : folded;
  };

  /** The name that an author gave to an element: by a label, or by the elements that it points to. */
  const givenName = (element) =>
    element.getAttribute("aria-label")?.trim() ||
    (element.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent.trim() ?? "")
      .join(" ")
      .trim();

  /** The element, its name or text, and its section, so that someone finds it on the page. */
  const describe = (element, text = givenName(element) || element.textContent) => {
    if (element === document.documentElement) return "<html>";
    const heading = element.closest("section, nav, header, footer, main")?.querySelector("h1, h2, h3");
    const place = heading && heading !== element ? ` in "${shorten(heading.textContent)}"` : "";
    return `<${element.localName}> "${shorten(text)}"${place}`;
  };

  /** Each piece of text that is drawn: its element, the text, and its box in the window. */
  const texts = () => {
    const found = [];
    const shown = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim()) continue;
      const element = node.parentElement;
      if (!shown.has(element)) shown.set(element, isShown(element));
      if (!shown.get(element)) continue;
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 0 && box.height > 0) found.push({ element, text: node.data, box });
    }
    return found;
  };

  /** Text for screen readers alone: its box, or that of an element around it, is a pixel or cut away. */
  const isForScreenReaders = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.overflowX !== "visible" && e.clientWidth <= 1 && e.clientHeight <= 1) return true;
      if (style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)") return true;
    }
    return false;
  };

  return { isShown, shorten, describe, texts, isForScreenReaders, givenName };
})();
