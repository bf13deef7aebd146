// What a run ends with.

import { printJson } from "../../storage.js";
import { print, wantsColour, widthOf } from "../../terminal.js";

/** Shows the sums of a run, and which packages did not pass. */
export async function showTotals(totals, summary, { json, quiet }) {
  if (json) return printJson(totals);
  if (quiet) return undefined;
  const { renderTotals } = await import("../../../formats/audit.js");
  const colour = wantsColour();
  return print(`${summary.render({ colour, width: widthOf(process.stdout), isBrief: true })}\n${renderTotals(totals, { colour })}`);
}
