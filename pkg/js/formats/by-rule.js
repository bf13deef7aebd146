// Findings of one rule stand beside each other in a report: its words are said once.

/** How many findings these stand for. Of very many of one rule the last has the number of those that are not listed. */
export const countOf = (findings) => findings.reduce((sum, { details }) => sum + 1 + (details?.leftOut ?? 0), 0);

/** Findings in groups of the same rule; those that the policy accepts apart. */
export function byRule(findings) {
  const groups = [];
  for (const finding of findings) {
    const group = groups.at(-1);
    if (group?.[0].code === finding.code && group[0].accepted === finding.accepted) group.push(finding);
    else groups.push([finding]);
  }
  return groups;
}
