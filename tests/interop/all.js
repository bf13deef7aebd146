// All tests in one process: the package is installed once, and so is the Java program started.

import "./countersigned.test.js";
import "./packed.test.js";
import "./encrypted.test.js";
import "./key-files.test.js";
import "./token.test.js";
import "./secrets.test.js";
import "./life-cycle.test.js";
import "./commands.test.js";
