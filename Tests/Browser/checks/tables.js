// Every th says what it is the header of, and every cell with data has one: above it, at its row, or named by it.
() => {
  const findings = [];
  for (const table of document.querySelectorAll("table")) {
    const role = table.getAttribute("role");
    if (role === "presentation" || role === "none") {
      findings.push(`A table is used for layout: ${looking.describe(table)}.`);
      continue;
    }
    const columns = new Set(); // columns with a header above
    const groups = []; // for each column, how many more rows a cell from above takes
    let group = null;
    for (const row of table.rows) {
      if (row.parentElement !== group) {
        group = row.parentElement;
        groups.length = 0;
      }
      const rowHeader = [...row.cells].some((cell) => cell.matches("th[scope=row], th[scope=rowgroup]"));
      let column = 0;
      for (const cell of row.cells) {
        for (; groups[column] > 0; column++) groups[column]--;
        const isHeader = cell.localName === "th";
        if (isHeader && !["col", "row", "colgroup", "rowgroup"].includes(cell.getAttribute("scope")))
          findings.push(`A header has no scope: ${looking.describe(cell)}.`);
        let has = rowHeader || cell.hasAttribute("headers");
        for (let n = 0; n < cell.colSpan; n++, column++) {
          if (cell.rowSpan > 1) groups[column] = cell.rowSpan - 1;
          if (isHeader && /^col/.test(cell.getAttribute("scope") ?? "")) columns.add(column);
          has ||= columns.has(column);
        }
        if (!isHeader && !has && cell.textContent.trim())
          findings.push(`A cell has no header: ${looking.describe(cell)}.`);
      }
      for (; column < groups.length; column++) if (groups[column] > 0) groups[column]--;
    }
  }
  return findings;
}
