// What is to be cleaned up however the program ends: at its own end, and at Ctrl-C and its kin.

const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"];

const cleanings = new Set();

/** Has `clean`, which waits for nothing, run when the program ends. Gives what calls that off. */
export function cleanAtEnd(clean) {
  if (cleanings.size === 0) listen("on");
  cleanings.add(clean);
  return () => {
    if (cleanings.delete(clean) && cleanings.size === 0) listen("off");
  };
}

function listen(how) {
  process[how]("exit", cleanAll);
  for (const signal of SIGNALS) process[how](signal, end);
}

function cleanAll() {
  for (const clean of cleanings) clean();
  cleanings.clear();
}

/** Ends the program as the signal does, unless the program has its own way: then it may even go on. */
function end(signal) {
  if (process.listenerCount(signal) > 1) return;
  cleanAll();
  listen("off");
  process.kill(process.pid, signal);
}
