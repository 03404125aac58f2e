// A name cannot change the order of what stands beside it. Characters that change the direction of text must end with
// the name: in a <bdi>, or where the name is alone in its block. Where there are no elements (titles, attributes,
// drawings), there are none.
() => {
  const findings = [];
  const CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
  const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

  const code = (text, pattern) =>
    "U+" + text.match(pattern)[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: element } = walker.currentNode;
    if (![CONTROL, CONTROLS, RIGHT_TO_LEFT].some((pattern) => pattern.test(data))) continue;
    const where = looking.describe(element);
    if (CONTROL.test(data)) findings.push(`There is a control character, ${code(data, CONTROL)}: ${where}.`);
    const plain = element.namespaceURI.endsWith("svg") || element.localName === "title";
    if (plain && CONTROLS.test(data))
      findings.push(`A character changes the direction of text, ${code(data, CONTROLS)}: ${where}.`);
    if (plain || !(CONTROLS.test(data) || RIGHT_TO_LEFT.test(data))) continue;
    let around = element;
    while (around && !/isolate|plaintext/.test(getComputedStyle(around).unicodeBidi)) around = around.parentElement;
    if (around?.textContent.trim() !== data.trim())
      findings.push(`Right-to-left text is not kept apart from its neighbours by <bdi>: ${where}.`);
  }
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of element.attributes)
      if (CONTROLS.test(value)) {
        const where = `the ${name} of <${element.localName}>`;
        findings.push(`A character changes the direction of text, ${code(value, CONTROLS)}: ${where}.`);
      }
  return findings;
}
