// All tests in one process: the package is packed and installed once.

import "./imports.test.js";
import "./tarball.test.js";
import "./documents.test.js";
import "./types.test.js";
import "./api.test.js";
import "./opened.test.js";
import "./errors.test.js";
import "./http-source.test.js";
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
import "./cli.test.js";
import "./hostile.test.js";
import "./demo.test.js";
import "./field-packages.test.js";
