// Several packages that are elsewhere, one after the other: what is wrong with one keeps none of the others.

import { renderVerified } from "../formats/catalogue.js";
import { COULD_NOT_RUN, DONE, STATUS, gravest } from "./status.js";
import { printJson } from "./storage.js";
import { complain, print, remark, wantsColour } from "./terminal.js";

/** Verifies each by `verify(name)`, which gives `{ verdict, summary, report }`, shows them all, and gives the exit status. */
export async function verifyEach(names, { json }, verify) {
  const results = [];
  for (const name of names) results.push(await verifyOne(name, verify));
  if (json) printJson(results);
  else print(renderVerified(results, { colour: wantsColour() }));
  return gravest(results.map(({ verdict }) => STATUS[verdict] ?? COULD_NOT_RUN));
}

async function verifyOne(name, verify) {
  try {
    const { verdict, summary, report } = await verify(name);
    return { name, verdict, summary, report };
  } catch (error) {
    if (error.code === "ENTRY_DAMAGED") return { name, verdict: "failed", summary: `It is damaged: ${error.message}` };
    return { name, error: { code: typeof error.code === "string" ? error.code : "ERROR", message: error.message } };
  }
}

/** What `verifyPackage` says of a source. */
export async function judge(source, { verifyPackage }, terms) {
  const report = await verifyPackage(source, terms);
  return { verdict: report.verdict, summary: report.summary, report };
}

/** Deletes each by `remove(name)`. Where not all could be deleted, it says which were. */
export async function deleteEach(names, remove) {
  const deleted = [];
  for (const name of names) {
    await remove(name).then(() => deleted.push(name), complain);
  }
  if (deleted.length === names.length) return DONE;
  if (deleted.length > 0) remark(`deleted: ${deleted.join(", ")}`);
  return COULD_NOT_RUN;
}
