// A package on its way from a page to the NFVO behind `vnfseal serve`: copied, verified, sent, and watched until it is onboarded.

import { untilAborted } from "../sources/aborting.js";
import { copyOf } from "./copy.js";
import { failure, serverAt } from "./server.js";
import { CREATED, ERROR, ONBOARDED, UNDER_WAY } from "./states.js";

/** A package that was never seen under way may still be waiting to be: as long as the command waits, and so the next. */
const STILL_CREATED_MS = 60_000;

/** How long the NFVO may take to onboard it. */
const ONBOARDING_MS = 30 * 60_000;

/** It is asked again after so long, and after half as long again each time. */
const PAUSE_MS = 500;
const PAUSE_MAX_MS = 5000;

/** So many answers in a row may be missing. */
const MISSING_MAX = 5;

/**
 * `engine` is that of the package, and `server` the address of the relay. What is sent is the copy that was verified here. Gives
 * `{ id, fileName, report, written }` when the NFVO has onboarded it; anything else is thrown, in words. Nothing is left at the NFVO of
 * what was cancelled before it was sent. One that was sent goes on there.
 */
export async function uploadPackage(engine, file, { server: address, fileName, trust, policy, externalArtifacts, onProgress, signal }) {
  const { file: copy, sha256 } = await copyOf(file, { onProgress, signal });
  const report = await engine.verifyPackage(copy, { trust, policy, externalArtifacts, onProgress, signal });
  if (report.verdict !== "passed") throw notPassed(report);
  const server = serverAt(address);
  const id = await server.create(signal);
  await send(server, id, { copy, sha256, onProgress, signal });
  await onboarded(server, id, { onProgress, signal });
  return { id, fileName, report, written: false };
}

function notPassed({ summary, findings }) {
  const gravest = findings.filter(({ severity, accepted }) => !accepted && ["fail", "unknown"].includes(severity));
  return failure("NFVO_REFUSED", `the package does not pass now, and was not sent: ${summary.replace(/\.$/, "")}`, {
    reason: "package.not-verified",
    fix: "Verify it again: the file has changed since, or a certificate has expired.",
    findings: gravest,
  });
}

async function send(server, id, { copy, sha256, onProgress, signal }) {
  const bytesTotal = copy.size;
  const onSent = (bytesDone) => onProgress?.({ phase: "uploading", bytesDone: Math.min(bytesDone, bytesTotal), bytesTotal });
  onSent(0);
  try {
    await server.send(id, copy, sha256, { onSent, signal });
  } catch (error) {
    // The server removes what it began to send. It has not begun if it refused the request itself.
    if (error.answer !== "ANSWER_LOST") await server.remove(id).catch(() => {});
    throw error;
  }
}

async function onboarded(server, id, { onProgress, signal }) {
  let [pauseMs, missing, wasUnderWay] = [PAUSE_MS, 0, false];
  const since = performance.now();
  for (;;) {
    const answer = await server.look(id, signal).catch((error) => error);
    signal?.throwIfAborted();
    if (answer instanceof Error) {
      missing += 1;
      if (missing > MISSING_MAX) throw unknown(id, answer);
    } else {
      missing = 0;
      const { state, checksum } = answer;
      if (state === ONBOARDED) return checkSame(server, id, checksum);
      wasUnderWay ||= UNDER_WAY.includes(state);
      const isBack = state === CREATED && (wasUnderWay || performance.now() - since > STILL_CREATED_MS);
      const isLate = performance.now() - since > ONBOARDING_MS;
      if (state === ERROR || isBack || isLate) throw await notOnboarded(server, id, answer);
      onProgress?.({ phase: state === "PROCESSING" ? "nfvo-processing" : "nfvo-uploading", bytesDone: 0, bytesTotal: 0 });
    }
    await untilAborted(new Promise((resolve) => setTimeout(resolve, pauseMs)), signal);
    pauseMs = Math.min(pauseMs * 1.5, PAUSE_MAX_MS);
  }
}

/** It has to be the NFVO who says that it has what was sent. */
async function checkSame(server, id, checksum) {
  if (checksum === "same") return;
  const what = checksum === "different" ? "its checksum is not that of the package that was sent" : "it does not say the checksum of what it has";
  throw failure("NFVO_NOT_ONBOARDED", `the NFVO has onboarded the package, but ${what}. ${await removed(server, id)}`, {
    fix: "Ask the operator of the NFVO.",
  });
}

async function notOnboarded(server, id, { state, failure: said }) {
  const why = said ? `: ${said}` : ", and does not say why";
  return failure("NFVO_NOT_ONBOARDED", `the NFVO has not onboarded the package (${state})${why}. ${await removed(server, id)}`);
}

/** Removes it, and says what became of it. */
async function removed(server, id) {
  return server.remove(id).then(() => "It was removed there", ({ message }) => `It is left there as ${id}: ${message.replace(/\.$/, "")}`);
}

function unknown(id, { message }) {
  return failure("NFVO_UNAVAILABLE", `the package was sent as ${id}, but what became of it is not known: ${message.replace(/\.$/, "")}`, {
    fix: "Look at the NFVO whether it has the package.",
  });
}
