// The steps of onboarding and release, and the statements of GS NFV-SEC 021 that each fulfils: ids of core's register. What
// they say is in the `conformance` of the report.

/**
 * By the edition. Clause 6.4 adds what it says where the package is encrypted. What is `judged` has to be met by the report;
 * what is `done` is done here.
 */
const ONBOARDING = {
  "4.5.1": {
    obtained: { done: ["SEC021-6.2-1"], encrypting: ["SEC021-6.4-1"] },
    verified: { judged: ["SEC021-6.2-2"], encrypting: ["SEC021-6.4-2"] },
    signed: { done: ["SEC021-6.2-4"] },
    checked: { judged: ["SEC021-6.2-2"], encrypting: ["SEC021-6.4-2"] },
    encrypted: { done: ["SEC021-6.4-4"] },
    stored: { done: ["SEC021-5.1-b", "SEC021-6.2-5"], encrypting: ["SEC021-6.4-5"], ofServiceProvider: ["SEC021-5.1-c"] },
  },
  "5.4.1": {
    obtained: { done: ["SEC021-6.2-1"], encrypting: ["SEC021-6.4-1"] },
    verified: { judged: ["SEC021-6.2-2a"], encrypting: ["SEC021-6.4-2a"] },
    signed: { done: ["SEC021-6.2-2c"], encrypting: ["SEC021-6.4-2c"] },
    checked: { judged: ["SEC021-6.2-4", "SEC021-6.2-5"], encrypting: ["SEC021-6.4-3", "SEC021-6.4-4"] },
    encrypted: { done: ["SEC021-6.4-5"] },
    stored: { done: ["SEC021-5.1-b", "SEC021-6.2-6"], encrypting: ["SEC021-6.4-6"], ofServiceProvider: ["SEC021-5.1-c"] },
  },
};

/**
 * What was done, in order, as `[{ step, statements }]`. A package that has not passed fulfils no statement but that it was
 * obtained. A package that was signed is verified before, and `checked` afterwards.
 */
export function onboardingSteps({ edition, report, isSigned, isEncrypted, isStored }) {
  const statementsOf = (kind) => {
    const { done = [], judged = [], encrypting = [], ofServiceProvider = [] } = ONBOARDING[edition][kind];
    if (report.verdict !== "passed" && kind !== "obtained") return [];
    const more = isEncrypted ? encrypting : [];
    if (judged.length > 0) return [...judged, ...more].filter((id) => isMet(report, id));
    return [...done, ...more, ...(hasServiceProvider(report) ? ofServiceProvider : [])];
  };
  const last = { step: isSigned ? "checked" : "verified", kind: "checked" };
  const before = ["obtained", ...(isSigned ? ["verified", "signed"] : [])];
  const after = [isEncrypted && "encrypted", isStored && "stored"].filter(Boolean);
  const kinds = [...before.map((step) => ({ step, kind: step })), last, ...after.map((step) => ({ step, kind: step }))];
  return kinds.map(({ step, kind }) => ({ step, statements: statementsOf(kind) }));
}

/** The same for a release, for which both editions say the same. */
export function releaseSteps({ report, isDecrypted, isWritten }) {
  const passed = report.verdict === "passed";
  const judged = ["SEC021-6.3-a", "SEC021-6.3-b"].filter((id) => passed && isMet(report, id));
  const step = (name, isDone, statements = []) => (isDone ? [{ step: name, statements: passed ? statements : [] }] : []);
  return [
    ...step("obtained", true),
    ...step("decrypted", isDecrypted, ["SEC021-6.5-a"]),
    ...step("verified", true, [...(isDecrypted ? ["SEC021-6.5-b"] : []), ...judged]),
    ...step("written", isWritten),
  ];
}

function isMet({ conformance }, statement) {
  return conformance.some(({ id, state }) => id === statement && state === "met");
}

function hasServiceProvider({ signatures }) {
  return signatures.some(({ role }) => role === "serviceProvider");
}
