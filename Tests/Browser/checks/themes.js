// The page follows the reader's theme, does not move, and shows where the keyboard is.
(theme) => {
  const findings = [];
  const root = getComputedStyle(document.documentElement);
  if (!root.colorScheme.includes(theme))
    findings.push(`The page does not say that it has a ${theme} theme: color-scheme is ${root.colorScheme}.`);

  const rgb = (text) => text.match(/[\d.]+/g).map(Number);
  const brightness = (text) => rgb(text).slice(0, 3).reduce((sum, value) => sum + value, 0) / 3;
  const paper = [document.body, document.documentElement]
    .map((e) => getComputedStyle(e).backgroundColor).find((c) => rgb(c)[3] !== 0);
  if (!paper) findings.push("The page has no background of its own.");
  else if (brightness(paper) > 127 !== (theme === "light")) findings.push(`The ${theme} theme has the background ${paper}.`);

  const looked = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const moves =
      style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => time !== "0s");
    if (moves) findings.push(`Something moves: ${looking.describe(element)}.`);
    if (!element.matches("a[href], summary, [tabindex='0']") || !looking.isShown(element)) continue;
    const kind = `${element.localName}.${element.className}`;
    if (looked.has(kind)) continue;
    looked.add(kind);
    element.focus({ focusVisible: true, preventScroll: true });
    if (style.outlineStyle === "none" || (style.outlineStyle !== "auto" && parseFloat(style.outlineWidth) < 2))
      findings.push(`The focus cannot be seen: ${looking.describe(element)}.`);
    element.blur();
  }
  return findings;
}
