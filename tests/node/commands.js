// Tests of the command, in one process, which runs beside that of the functions.

import "./cli.test.js";
import "./cli-batch.test.js";
import "./cli-output.test.js";
import "./cli-resume.test.js";
import "./cli-config.test.js";
import "./cli-url.test.js";
import "./cli-terminal.test.js";
import "./cli-sign.test.js";
import "./cli-pack.test.js";
import "./cli-encrypt.test.js";
import "./commands-help.test.js";
import "./commands-inspect.test.js";
import "./commands-diff.test.js";
import "./commands-manifest.test.js";
import "./commands-rules.test.js";
import "./commands-trust.test.js";
import "./commands-completion.test.js";
import "./cli-catalogue.test.js";
import "./cli-nfvo.test.js";
