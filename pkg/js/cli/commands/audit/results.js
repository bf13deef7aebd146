// `vnfseal audit results`: the results of a run of the queue.

import { examples, exitStatus } from "../../help.js";
import { oneOf, value } from "../../options.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { COULD_NOT_RUN, DONE } from "../../status.js";
import { printAndWait, remark } from "../../terminal.js";

const FORMATS = ["ndjson", "csv", "junit", "sarif"];

const EXIT_STATUS = exitStatus({
  0: ["done"],
  3: ["could not run", "wrong usage, or a database that cannot be reached; or packages have no result yet, and an error in its place"],
});

export function results(group, context) {
  group
    .command("results")
    .summary("write the results of a run")
    .description("Writes the results of a run.")
    .argument("<run>", "the id of a run, or its beginning")
    .requiredOption(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .option("--format <format>", `${FORMATS.join(", ")}; ndjson is the default, and what diff takes`, oneOf(FORMATS, "format"))
    .option("--output <file>", "write them to this file, whole or not at all", value)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal audit results 3f9c --queue postgres://audit@db.example/audit --format csv", "a table"]]))
    .action(context.action(work));
}

async function work(name, options) {
  const { isMissing } = await import("../../../audit/missing.js");
  const { checkPlanned, findRun, recordsOfRun } = await import("../../../audit/queue/runs.js");
  const { rules, version } = await import("../../../index.js");
  const format = await formatNamed(options.format ?? "ndjson", { rules, version });
  return withQueue(options, async (database) => {
    const run = await findRun(database, name);
    checkPlanned(database, run);
    const output = await outputOf(options);
    let missing = 0;
    await output.write(format.head());
    for await (const record of recordsOfRun(database, run)) {
      const { path, status: _, report, error, ...extra } = record;
      if (isMissing(record)) missing += 1;
      await output.write(format.run({ path, extra, ...(report ? { report } : { error }) }));
    }
    await output.write(format.tail());
    await output.finish();
    if (missing === 0) return DONE;
    remark(`the run is ${run.cancelled_at ? "cancelled" : "not finished"}: packages with a result: ${run.packages - missing} of ${run.packages}`);
    return COULD_NOT_RUN;
  });
}

async function formatNamed(name, context) {
  if (name === "csv") return (await import("../../../formats/audit.js")).csv;
  const { loadFormat } = await import("../../../formats/load-format.js");
  const { createWriter } = await import("../../../formats/writer.js");
  return createWriter(await loadFormat(name), context);
}

async function outputOf({ output, passwordFile }) {
  if (!output) return { write: printAndWait, finish: () => {} };
  const { openFileSink } = await import("../../../sinks/node/file-sink.js");
  return openFileSink(output, { inputs: passwordFile === undefined ? [] : [passwordFile] });
}
