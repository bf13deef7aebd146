// What the tests of the formats write: packages that pass, that fail, that are not there, and hostile ones.

import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

/** One time for all: reports of the same package are the same. */
export const options = { trust: demo("trust.json"), policy: { at: new Date() } };

/** A package that passes, one that is signed as a whole, and one that was changed. */
export const [passed, passedWhole, changed] = await Promise.all(
  ["acme-vnf-option1.csar", "acme-vnf-option2.zip", "acme-vnf-artifact-changed.csar"].map(async (name) => ({
    path: name,
    report: await vnfseal.verifyPackage(demo(name), options),
  })),
);
export const untrusted = { path: "untrusted.csar", report: await vnfseal.verifyPackage(demo("acme-vnf-option1.csar")) };
export const refused = { path: "gone.csar", error: { code: "ENOENT", message: "no such file" } };

/** Everything at once that somebody takes for something else. */
export const HOSTILE =
  "::error::a##[b##vso[c]\u202e\u2066\u001b[2J\u0000\ud800\r\n::error:: ##[d]\n# e\n<script>alert(1)</script><img src=x onerror=f()>" +
  " ]]>--><!-- &amp; \"'` | `` ](https://x.example) [a](https://x.example) ![b](c) www.x.example d@x.example @all #1 " +
  "{0} %s =1+1 ../../e \\ * _g_ ~h~ $i$";

/** Where a report has text that a package's author chose, or could have. */
const CHOSEN = new Set(
  ("what summary path signedPath artifactPath fileName csarPath manifestPath key value subject issuer serialNumber signingTime" +
    " digestAlgorithm signatureAlgorithm keyAlgorithm algorithm expected actual nonManoArtifactSetIds keyUsage extendedKeyUsage")
    .split(" "),
);

/** The report of a package that was changed, with hostile text wherever a package has a say. */
export const hostile = { path: HOSTILE, report: poison(changed.report) };

function poison(value, isChosen = false) {
  if (typeof value === "string") return isChosen ? HOSTILE : value;
  if (Array.isArray(value)) return value.map((item) => poison(item, isChosen));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poison(item, CHOSEN.has(key))]));
}

export const all = [passed, passedWhole, changed, untrusted, refused, { path: HOSTILE, error: { code: HOSTILE, message: HOSTILE } }, hostile];

/** What would be a command in the log of a pipeline, or could not be seen. */
export const TRICKS = /^\s*::|##\w*\[|[\x00-\x09\x0b-\x1f\u007f\u202e\u2066\ud800]/mu;
