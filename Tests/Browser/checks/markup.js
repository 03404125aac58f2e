// One self-contained file that can do nothing: known elements, no script, no style attribute, no outside link, and a
// policy that would stop them. What is not in these lists was not meant by the renderer: perhaps it came from a name.
() => {
  const findings = [];
  const HTML = `html head meta title style body header main footer nav section article aside h1 h2 h3 h4 h5 h6 p div
    span a abbr b strong em i small s del ins code pre kbd samp time data dl dt dd ul ol li table caption colgroup col
    thead tbody tfoot tr th td details summary figure figcaption bdi br hr wbr sup sub mark`.split(/\s+/);
  const SVG = `svg g rect line circle ellipse path polyline polygon text tspan title desc defs clipPath linearGradient
    stop mask`.split(/\s+/);
  const known = { "http://www.w3.org/1999/xhtml": new Set(HTML), "http://www.w3.org/2000/svg": new Set(SVG) };

  const references = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers"];
  const ids = new Set();
  const all = [...document.querySelectorAll("*")];
  for (const element of all) {
    if (!element.id) continue;
    if (ids.has(element.id)) findings.push(`The id "${element.id}" is there more than once.`);
    ids.add(element.id);
  }
  for (const element of all) {
    const name = element.localName;
    if (!known[element.namespaceURI]?.has(name)) findings.push(`There is a <${name}> element.`);
    for (const { name: attribute, value } of element.attributes) {
      const at = `<${name} ${attribute}="${looking.shorten(value)}">`;
      if (attribute === "style") findings.push(`There is a style attribute: ${at}.`);
      if (attribute.startsWith("on")) findings.push(`There is an event handler: ${at}.`);
      if (["src", "srcset", "action", "formaction", "data", "poster", "background", "ping"].includes(attribute))
        findings.push(`Something is loaded or sent: ${at}.`);
      if (["href", "xlink:href"].includes(attribute)) {
        if (value.startsWith("#")) {
          const id = decodeURIComponent(value.slice(1));
          if (id && !ids.has(id)) findings.push(`A link leads to no element: ${at}.`);
        } else if (/^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(value.trim()))
          findings.push(`A link leads out of the folder: ${at}.`);
      }
      if (references.includes(attribute))
        for (const id of value.split(/\s+/))
          if (!ids.has(id)) findings.push(`${attribute} names no element: ${at}.`);
      for (const [, id] of value.matchAll(/url\(["']?#([^"')]+)/g))
        if (!ids.has(id)) findings.push(`A drawing refers to no element: ${at}.`);
    }
  }

  if (document.compatMode !== "CSS1Compat" || !document.doctype) findings.push("There is no <!doctype html>.");
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) findings.push(`There are ${headings} h1 elements, not one.`);
  const viewport = document.querySelector("meta[name=viewport]")?.content ?? "";
  if (!viewport.includes("width=device-width"))
    findings.push('There is no <meta name="viewport" content="width=device-width, initial-scale=1">.');

  const policies = [...document.querySelectorAll("meta[http-equiv]")];
  for (const meta of policies)
    if (meta.httpEquiv.toLowerCase() !== "content-security-policy")
      findings.push(`There is a <meta http-equiv="${meta.httpEquiv}">.`);
  const policy = policies.find((meta) => meta.httpEquiv.toLowerCase() === "content-security-policy");
  if (!policy) findings.push("There is no content security policy.");
  else {
    const directives = new Map(
      policy.content.split(";").map((text) => text.trim().split(/\s+/)).filter(([name]) => name)
        .map(([name, ...values]) => [name, values.join(" ")])
    );
    for (const name of ["default-src", "base-uri", "form-action"])
      if (!directives.has(name)) findings.push(`The content security policy has no ${name}.`);
    for (const [name, value] of directives) {
      const allowed = name === "style-src" ? /^'sha256-[A-Za-z0-9+\/=]+'$/ : /^'none'$/;
      if (!allowed.test(value))
        findings.push(`The content security policy allows more than one style: ${name} ${value}.`);
    }
    const late = [...document.querySelectorAll("style, body")].find(
      (e) => e.compareDocumentPosition(policy) & Node.DOCUMENT_POSITION_FOLLOWING
    );
    if (late) findings.push(`The content security policy comes after <${late.localName}>.`);
  }
  return findings;
}
