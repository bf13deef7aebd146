// Ctrl-C and its kin: the command ends at once.

/** 128 and the number of the signal, as shells have it. */
const STATUSES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };

export function endWhenInterrupted() {
  for (const [signal, status] of Object.entries(STATUSES)) process.once(signal, () => process.exit(status));
}
