// Tests of the functions of the package, in one process: the package is packed and installed once. What opens a gate before each
// of its tests has a process of its own.

import "./imports.test.js";
import "./tarball.test.js";
import "./release.test.js";
import "./documents.test.js";
import "./security-document.test.js";
import "./types.test.js";
import "./api-document.test.js";
import "./api.test.js";
import "./opened-files.test.js";
import "./opened.test.js";
import "./errors.test.js";
import "./refusals.test.js";
import "./http-source.test.js";
import "./sinks.test.js";
import "./sign-package.test.js";
import "./pack.test.js";
import "./keys.test.js";
import "./stream-gcm.test.js";
import "./encryption.test.js";
import "./external.test.js";
import "./trust-files.test.js";
import "./without-package.test.js";
import "./suites.test.js";
import "./digesters.test.js";
import "./lanes.test.js";
import "./large.test.js";
import "./memory.test.js";
import "./formats-lines.test.js";
import "./formats-sarif.test.js";
import "./formats-junit.test.js";
import "./formats-markdown.test.js";
import "./formats-html.test.js";
import "./hostile.test.js";
import "./demo.test.js";
import "./field-packages.test.js";
