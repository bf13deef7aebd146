// Reports as JUnit XML, for what shows the results of tests: a suite for each package, a case for its verdict and for each
// signature and artifact.
//
// What fails is a failure, and what cannot be told an error: a case that is only skipped would leave a pipeline green.

import { withoutMarkup } from "./markup.js";
import { printable } from "./printable.js";

const PROBLEMS = { failed: "failure", indeterminate: "error" };

export const junit = {
  head: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="vnfseal">\n',
  run: ({ path, report, error }) => suite(path, report ? casesOf(path, report) : [refused(path, error)]),
  between: "",
  tail: () => "</testsuites>\n",
};

function suite(path, cases) {
  const count = (element) => cases.filter(({ problem }) => problem === element).length;
  const [failures, errors] = [count("failure"), count("error")];
  return (
    `<testsuite name="${escaped(path)}" tests="${cases.length}" failures="${failures}" errors="${errors}">\n` +
    `${cases.map(({ xml }) => xml).join("")}</testsuite>\n`
  );
}

function refused(path, { code, message }) {
  return testCase({ path, name: "verdict", problem: "error", type: code ?? "error", message, findings: [] });
}

function casesOf(path, report) {
  const findings = (indices) => indices.map((index) => report.findings[index]).filter(Boolean);
  const parts = [...report.signatures, ...report.artifacts];
  const named = new Set(parts.flatMap((part) => part.findings));
  const rest = report.findings.filter((_, index) => !named.has(index));
  return [
    judged(path, "verdict", report.verdict, rest, report.summary),
    ...report.signatures.map((item) => judged(path, nameOf(item), verdictOf(item), findings(item.findings))),
    ...report.artifacts.map((item) => judged(path, `artifact ${item.artifactPath}`, item.status, findings(item.findings))),
  ];
}

function nameOf({ path, signedPath, chain: [certificate] }) {
  return `signature in ${path} over ${signedPath}, by ${certificate?.subject ?? "an unknown signer"}`;
}

/** A signature has no verdict of its own: it is as good as its worse part. */
function verdictOf({ integrity, authenticity }) {
  return ["failed", "indeterminate"].find((verdict) => verdict === integrity || verdict === authenticity) ?? "passed";
}

function judged(path, name, verdict, findings, summary) {
  const gravest = findings.find(({ severity, accepted }) => !accepted && ["fail", "unknown"].includes(severity));
  const message = summary ?? gravest?.what ?? `${verdict}: the verdict and the signatures say why`;
  return testCase({ path, name, problem: PROBLEMS[verdict], type: gravest?.code ?? verdict, message, findings });
}

function testCase({ path, name, problem, type, message, findings }) {
  const lines = findings.map(({ code, severity, accepted, what, fix }) => {
    const remark = accepted ? ", accepted by the policy" : "";
    return `${severity}${remark}: ${escaped(code)}: ${escaped(what)} ${escaped(fix)}\n`;
  });
  const text = lines.join("");
  const inside = problem
    ? `<${problem} type="${escaped(type)}" message="${escaped(message)}">${text}</${problem}>`
    : text && `<system-out>${text}</system-out>`;
  return { problem, xml: `<testcase classname="${escaped(path)}" name="${escaped(name)}">${inside}</testcase>\n` };
}

/** What no XML may hold is replaced first: control characters and halves of characters. */
const escaped = (text) => withoutMarkup(printable(text));
