// Refusals as clients get them: ProblemDetails (RFC 9457), with findings where a package was verified.

import { STATUS_CODES } from "node:http";

import { FINDINGS_MAX, LINGER_MS, TEXT_MAX } from "./limits.js";

/** An error that is answered with this status. `code` says for programs why; `members` stand in the answer too. */
export function problem(status, code, detail, { headers = {}, cause, ...members } = {}) {
  return Object.assign(new Error(detail, { cause }), { status, code, headers, members });
}

/** What is answered for an error of any kind. What went wrong inside is no business of clients. */
export function asProblem(error, isForwarded) {
  if (error.status !== undefined && error.members) return error;
  return problem(500, "failed", isForwarded ? "the gate failed after the request was forwarded" : "the gate failed, and nothing was forwarded", { cause: error });
}

/** The refusal of a package by its report. */
export function packageProblem(status, { verdict, summary, findings, findingsTotal }, what) {
  return problem(status, "package-refused", `${what}: ${summary}`, { verdict, findings, findingsTotal });
}

/** What clients get of a report: its sentence, and the findings that keep it from passing, not more than anybody reads. */
export function shorten({ verdict, summary, findings }) {
  const grave = findings.filter(({ severity, accepted }) => !accepted && (severity === "fail" || severity === "unknown"));
  const shown = grave.slice(0, FINDINGS_MAX).map(({ code, severity, what, place = {} }) => {
    return { code, severity, message: clip(what), ...(place.path !== undefined && { path: clip(place.path) }) };
  });
  return { verdict, summary: clip(summary), findings: shown, findingsTotal: grave.length };
}

function clip(text) {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`;
}

/** Answers a request with a problem, and closes the connection: what else the client sends belongs to a request that is refused. */
export function answerProblem(request, response, { status, code, message, headers, members }, id) {
  if (response.headersSent || response.destroyed) return response.destroy();
  const body = Buffer.from(
    JSON.stringify({ status, title: STATUS_CODES[status], detail: message, instance: `urn:uuid:${id}`, code, ...members }),
  );
  const own = { "Content-Type": "application/problem+json", "Content-Length": body.length, "Cache-Control": "no-store", Connection: "close" };
  // Said here, so that nothing remains of an answer that could not be begun.
  response.writeHead(status, STATUS_CODES[status] ?? "", { ...headers, ...own });
  if (request.method !== "HEAD") response.write(body);
  endWhenSent(request, response);
}

/** A client that is still sending would get a reset instead of the answer, if the connection were closed at once. */
export function endWhenSent(request, response) {
  if (request.complete) return response.end();
  const timer = setTimeout(end, LINGER_MS);
  request.on("error", end).once("end", end).once("close", end).resume();
  function end() {
    clearTimeout(timer);
    response.end();
  }
}
