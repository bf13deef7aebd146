// The page of a report, as a parser of HTML sees it. What it looks like is tested in a browser.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { parse } from "parse5";

import { all, changed, hostile, passed, refused, TRICKS } from "./format-runs.js";
import { packageFolder, repository, vnfseal } from "./installed.js";

const { formatReports } = vnfseal;
const words = (folder, language) => join(folder, "js", "formats", "html", "words", `${language}.js`);
const LANGUAGES = ["en", "de", "fr"];

const noRole = { privateCAs: [], publicCAs: [], signingCertificates: [] };

/** Every element of a page, in order; what is no HTML is an error. */
function elements(html) {
  const errors = [];
  const found = [];
  const visit = (node) => {
    if (node.tagName) found.push(node);
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(parse(html, { onParseError: ({ code, startLine }) => errors.push(`${startLine}: ${code}`) }));
  assert.deepEqual(errors, []);
  return found;
}

const text = (node) => node.value ?? (node.childNodes ?? []).map(text).join("");

describe("html", () => {
  it("has an article for each package, with the verdict first", () => {
    const html = formatReports("html", [passed, changed, refused]);
    assert.doesNotMatch(html, /undefined|null|NaN|\[object/);
    const page = elements(html);
    const headings = page.filter(({ tagName }) => tagName === "h1").map(text);
    assert.deepEqual(headings, ["Passed", "Failed", "The verification could not run"]);
    assert.equal(page.filter(({ tagName }) => tagName === "article").length, 3);
  });

  it("has every finding, artifact, signature and statement", () => {
    const page = elements(formatReports("html", [changed]));
    const { findings, artifacts, signatures, conformance } = changed.report;
    const count = (tag) => page.filter(({ tagName }) => tagName === tag).length;
    assert.equal(count("h3"), findings.length + signatures.length);
    assert.equal(count("tr"), artifacts.length + conformance.length + 2);
    const whole = text(page[0]);
    for (const { what } of findings) assert.ok(whole.includes(what));
    for (const { artifactPath } of artifacts) assert.ok(whole.includes(artifactPath));
  });

  it("runs nothing, loads nothing and links to nothing, whatever a package is called", () => {
    const page = elements(formatReports("html", all));
    const tags = new Set(page.map(({ tagName }) => tagName));
    const allowed =
      "html head meta title style body main article header h1 h2 h3 p b br i dl div dt dd ol li code table thead tbody tr th td " +
      "details summary pre";
    assert.deepEqual([...tags].filter((tag) => !allowed.split(" ").includes(tag)), []);
    const attributes = new Set(page.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    const harmless = ["lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "tabindex", "aria-label"];
    assert.deepEqual([...attributes].filter((name) => !harmless.includes(name)), []);
    const policy = page.find(({ attrs }) => attrs.some(({ value }) => value === "Content-Security-Policy"));
    assert.equal(policy.attrs.find(({ name }) => name === "content").value, "default-src 'none'; style-src 'unsafe-inline'");
  });

  it("has no markup out of a report that another program made, whatever its values are", () => {
    const markup = "<img src=x>\"'";
    const report = structuredClone(changed.report);
    report.findings[0].place = { path: "a", line: markup, manifestLine: markup, fingerprint: markup };
    assert.doesNotMatch(formatReports("html", [{ path: "a", report }]), /<img/);
  });

  it("hides nothing, and has no command of a pipeline", () => {
    const html = formatReports("html", [hostile]);
    assert.doesNotMatch(html, TRICKS);
    assert.match(html, /<i>U\+202E<\/i>/);
  });

  it("has what a package says of itself apart from the verdict", () => {
    const report = structuredClone(changed.report);
    report.package.metadata = [{ key: "Integrity", value: "Passed" }];
    const lists = elements(formatReports("html", [{ path: "a", report }])).filter(({ tagName }) => tagName === "dl").map(text);
    assert.match(lists[0], /^IntegrityFailed/);
    assert.doesNotMatch(lists[0], /IntegrityPassed/);
    assert.equal(lists[1], "IntegrityPassed");
  });

  it("names everything that was in force, with its fingerprint", () => {
    const report = structuredClone(passed.report);
    const [since, until] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];
    report.trust.crls = [{ issuer: "CN=<Issuer>", thisUpdate: since, nextUpdate: until, fingerprint: "11ee" }];
    report.trust.ocspResponses = [
      { responder: "CN=Responder", responseStatus: "successful", producedAt: since, fingerprint: "22ee" },
      { responseStatus: "tryLater", fingerprint: "33ee" },
    ];
    const said = text(elements(formatReports("html", [{ path: "a", report }])).findLast(({ tagName }) => tagName === "dl"));
    const { subject, fingerprint } = passed.report.trust.vnfProvider.privateCAs[0];
    assert.ok(said.includes(`VNF provider: private CA${subject}${fingerprint}`));
    assert.ok(said.includes("CN=<Issuer>, issued 2026-01-01 00:00:00 UTC, next due 2026-02-01 00:00:00 UTC11ee"), said);
    assert.ok(said.includes("CN=Responder, issued 2026-01-01 00:00:00 UTC22ee"), said);
    assert.ok(said.includes("tryLater33ee"), said);
    report.trust = { vnfProvider: noRole, serviceProvider: noRole, intermediates: [] };
    assert.match(formatReports("html", [{ path: "a", report }]), /Judged with no trusted certificate/);
  });

  it("marks a finding that the policy accepts, and no other", () => {
    const report = structuredClone(changed.report);
    assert.doesNotMatch(formatReports("html", [{ path: "a", report }]), /Accepted by the policy/);
    report.findings[0].accepted = true;
    assert.match(formatReports("html", [{ path: "a", report }]), /<b>Accepted by the policy<\/b>/);
  });

  it("speaks the language that is asked for, and English where there is none", () => {
    const german = elements(formatReports("html", [passed], { language: "de-AT" }));
    assert.equal(text(german.find(({ tagName }) => tagName === "h1")), "Bestanden");
    const written = (language) => formatReports("html", [passed], { language });
    assert.equal(written("constructor"), written("en"));
  });
});

describe("the policy on the page", () => {
  it("has every key: a page by another policy is another page", () => {
    const { $defs } = JSON.parse(readFileSync(join(packageFolder, "dist", "report.schema.json"), "utf8"));
    const others = { stage: "instantiation", edition: "4.5.1", at: "2031-01-01T00:00:00Z", revocation: "off", limits: { entries: 1 } };
    Object.assign(others, { serviceProviderSignature: "required", unlistedFiles: "report", otherSigners: "report" });
    const before = formatReports("html", [passed]);
    for (const [key, { type }] of Object.entries($defs.Policy.properties)) {
      const report = structuredClone(passed.report);
      report.policy[key] = others[key] ?? (type === "boolean" ? true : ["1.2.3"]);
      assert.notDeepEqual(report.policy, passed.report.policy, key);
      assert.notEqual(formatReports("html", [{ path: "a", report }]), before, key);
    }
  });
});

/** The messages of a language on one line, by name. */
function messagesIn(language, isWanted) {
  const folder = join(repository, "web", "locales", language);
  const files = readdirSync(folder).filter(isWanted);
  const catalogue = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  return new Map([...catalogue.matchAll(/^([a-z0-9-]+) = (.*)$/gm)].map(([, name, message]) => [name, message]));
}

/** A module of words is what the catalogue makes of it. */
function expectMade(path, language, messages) {
  const key = (name) => (/^\w+$/.test(name) ? name : JSON.stringify(name));
  const lines = messages.map(([name, message]) => `  ${key(name)}: ${JSON.stringify(message)},\n`);
  const made = `// Made from web/locales/${language}/ by tests/node/formats-html.test.js.\n\nexport default {\n${lines.join("")}};\n`;
  if (process.env.UPDATE_DOCUMENTS) writeFileSync(path, made);
  assert.equal(readFileSync(path, "utf8"), made, "UPDATE_DOCUMENTS=1 node --test node/formats-html.test.js makes it anew");
}

describe("what core says, on the page", () => {
  for (const language of LANGUAGES.filter((tag) => tag !== "en")) {
    it(`is that of the portal in ${language}`, () => {
      const messages = messagesIn(language, (file) => ["rules.ftl", "statements.ftl"].includes(file));
      expectMade(words(join(repository, "pkg"), `core-${language}`), language, [...messages]);
    });

    it(`has no sentence of core's English in ${language}`, () => {
      const page = elements(formatReports("html", [changed], { language }));
      const { findings, conformance } = changed.report;
      const english = [...findings.flatMap(({ what, why, fix, vendorFix }) => [what, why, fix, vendorFix]), ...conformance.map((item) => item.statement)];
      assert.ok(findings.length > 0 && conformance.length > 0);
      const whole = text(page[0]);
      for (const sentence of english.filter(Boolean)) assert.ok(!whole.includes(sentence), sentence);
      assert.ok(!page.some(({ attrs }) => attrs.some(({ name, value }) => name === "lang" && value === "en")));
    });
  }

  it("stays in English, and says so, where a language lacks it", () => {
    const report = structuredClone(changed.report);
    report.findings[0].code = "of.tomorrow";
    assert.match(formatReports("html", [{ path: "a", report }], { language: "de" }), /<span lang="en">/);
  });
});

describe("the words of the page", () => {
  for (const language of LANGUAGES) {
    it(`are those of the portal in ${language}`, async () => {
      const messages = messagesIn(language, () => true);
      const { default: english } = await import(pathToFileURL(words(packageFolder, "en")));
      expectMade(words(join(repository, "pkg"), language), language, Object.keys(english).map((name) => [name, messages.get(name)]));
    });
  }

  it("are there for every value that a report can have", () => {
    const { $defs } = JSON.parse(readFileSync(join(packageFolder, "dist", "report.schema.json"), "utf8"));
    const values = (name) => $defs[name].enum ?? $defs[name].oneOf.map((one) => one.const);
    const page = (change) => {
      const report = structuredClone(changed.report);
      change(report);
      return formatReports("html", [{ path: "a", report }]);
    };
    const places = {
      Headline: (report, value) => (report.headline = value),
      Verdict: (report, value) => (report.verdict = value),
      Severity: (report, value) => (report.findings[0].severity = value),
      SignatureState: (report, value) => (report.artifacts[0].vnfProvider = value),
      Coverage: (report, value) => (report.artifacts[0].coverage = [value]),
      Role: (report, value) => (report.signatures[0].role = value),
      Revocation: (report, value) => (report.signatures[0].revocation = value),
      ConformanceState: (report, value) => (report.conformance[0].state = value),
      Stage: (report, value) => (report.policy.stage = value),
      RevocationPolicy: (report, value) => (report.policy.revocation = value),
      Strictness: (report, value) => (report.policy.unlistedFiles = value),
      ServiceProviderSignature: (report, value) => (report.policy.serviceProviderSignature = value),
    };
    for (const [name, put] of Object.entries(places)) {
      assert.ok(values(name).length > 1, name);
      for (const value of values(name)) {
        const html = page((report) => put(report, value));
        // A word that is missing stands there by its name.
        const names = /(verdict|headline|severity|signed|coverage|role|revocation|conformance|stage|policy|strictness|provider)-[a-z-]+(?=<)/;
        assert.doesNotMatch(html.replace(/<style>.*<\/style>/s, ""), names, `${name} ${value}`);
        assert.ok(!html.includes(`>${value}<`), `${name} ${value}`);
      }
    }
  });
});
