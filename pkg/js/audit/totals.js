// What a run over many packages found, as sums.

/** So many days before its end a certificate is named: new packages have to be ordered, made and onboarded until then. */
const SOON_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

/** More different ones are counted and not named. Who fills a catalogue chooses the names in it. */
const NAMED_MAX = 10_000;

export class Totals {
  #verdicts = { passed: 0, failed: 0, indeterminate: 0, error: 0 };
  #errors = new Named();
  #findings = new Named();
  #signers = new Named();
  #ending = new Named();
  #now;

  constructor(now = Date.now()) {
    this.#now = now;
  }

  /** One package: the outline of its report, or the error without one. */
  add(outline, error) {
    this.#verdicts[outline?.verdict ?? "error"] += 1;
    if (!outline) return this.#errors.count(error.code, { code: error.code });
    for (const { code, severity, accepted } of outline.findings) this.#findings.count(`${code} ${accepted}`, { code, severity, accepted });
    for (const signer of outline.signers) this.#signers.count(`${signer.fingerprint} ${signer.role}`, signer);
    for (const certificate of outline.certificates) if (this.#endsSoon(certificate)) this.#ending.count(certificate.fingerprint, certificate);
  }

  /** One that has ended already is named, too: what it signed may still count by a time stamp. */
  #endsSoon({ notAfter }) {
    return Date.parse(notAfter) - this.#now < SOON_DAYS * DAY_MS;
  }

  /**
   * `{ packages, verdicts, errors, findings, signers, ending, unnamed }`. Each list has the number of `packages` of its members;
   * `ending` has the certificates that end within 90 days, the first to end first.
   */
  value() {
    const all = [this.#errors, this.#findings, this.#signers, this.#ending];
    return {
      packages: Object.values(this.#verdicts).reduce((sum, count) => sum + count, 0),
      verdicts: { ...this.#verdicts },
      errors: this.#errors.list(),
      findings: this.#findings.list(),
      signers: this.#signers.list(),
      ending: this.#ending.list().sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter)),
      unnamed: all.reduce((sum, { unnamed }) => sum + unnamed, 0),
    };
  }
}

/** Things, each with the number of packages that have it. */
class Named {
  #members = new Map();
  unnamed = 0;

  count(key, member) {
    const found = this.#members.get(key);
    if (found) found.packages += 1;
    else if (this.#members.size < NAMED_MAX) this.#members.set(key, { ...member, packages: 1 });
    else this.unnamed += 1;
  }

  /** What most packages have comes first. */
  list() {
    return [...this.#members.values()].sort((a, b) => b.packages - a.packages);
  }
}
