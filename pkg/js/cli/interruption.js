// Ctrl-C and its kin: the command ends at once, and leaves no temporary file.

/** 128 and the number of the signal, as shells have it. */
const STATUSES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const cleanings = new Set();

export function endWhenInterrupted() {
  for (const [signal, status] of Object.entries(STATUSES)) process.once(signal, () => process.exit(status));
  process.once("exit", () => {
    for (const clean of cleanings) clean();
  });
}

/** Has `clean`, which waits for nothing, run however the command ends. Gives what calls that off. */
export function cleanAtEnd(clean) {
  cleanings.add(clean);
  return () => cleanings.delete(clean);
}
