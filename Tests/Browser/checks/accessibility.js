// All rules of axe-core, or some of them. It does not judge text in drawings; what else it leaves undecided about
// contrast is returned for ours.
async (rules) => {
  const options = {
    elementRef: true,
    selectors: false,
    preload: false,
    resultTypes: ["violations", "incomplete"],
    rules: { "td-has-header": { enabled: true } },
  };
  if (rules.length) {
    options.runOnly = rules;
    delete options.rules;
  }
  const { violations, incomplete } = await axe.run({ exclude: ["svg text"] }, options);
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ element, any, all, none }) => {
      const reasons = [...new Set([...none, ...all, ...any].map(({ message }) => message))].join("; ");
      return `${reasons || help} (${id}): ${looking.describe(element)}.`;
    })
  );
  window.undecided = incomplete
    .filter(({ id }) => id === "color-contrast")
    .flatMap(({ nodes }) => nodes.map(({ element }) => element));
  return findings;
}
