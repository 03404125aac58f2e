// A drawing is either named, part of something that is, or kept from screen readers.
() => {
  const findings = [];
  for (const drawing of document.querySelectorAll("svg")) {
    if (drawing.parentElement.closest("svg") || drawing.closest("[aria-hidden=true]")) continue;
    const image = drawing.closest("[role=img]");
    if (!image)
      findings.push(`A drawing is neither role="img" nor aria-hidden="true": ${looking.describe(drawing)}.`);
    else if (!looking.givenName(image) && !image.querySelector(":scope > title")?.textContent.trim())
      findings.push(`A drawing has no name: ${looking.describe(image)}.`);
  }
  return findings;
}
