// On paper nothing can be opened or scrolled, and a page has the width of the sheet.
(width) => {
  const findings = [];
  for (const details of document.querySelectorAll("details")) {
    const summary = details.querySelector("summary");
    const rest = [...details.querySelectorAll("*")].filter((element) => !summary?.contains(element));
    if (!rest.length || rest.some(looking.isShown)) continue;
    const said = (summary?.innerText ?? "") + (summary ? getComputedStyle(summary, "::after").content : "");
    if (!said.includes("(not printed)"))
      findings.push(`Details are not printed, and it is not said: ${looking.describe(summary ?? details)}.`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!looking.isShown(element)) continue;
    const style = getComputedStyle(element);
    if (/auto|scroll/.test(style.overflowX + style.overflowY) &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
      findings.push(`What scrolls is cut off on paper: ${looking.describe(element)}.`);
  }
  return findings;
}
