// All tests in one process: the package is installed once, and so is the Java program started. Those with a token have a
// process of their own, as the library of the token and Node.js share the errors of one OpenSSL; so do those with an NFVO,
// which takes minutes to set up.

import "./countersigned.test.js";
import "./packed.test.js";
import "./encrypted.test.js";
import "./key-files.test.js";
import "./secrets.test.js";
import "./life-cycle.test.js";
import "./commands.test.js";
import "./two-nfvos.test.js";
