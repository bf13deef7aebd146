// Tests of what speaks to others: catalogues, NFVOs, the server of the page, audits. One process, beside that of the functions.

import "./catalogue-folder.test.js";
import "./catalogue-power.test.js";
import "./catalogue-chaos.test.js";
import "./catalogue-registry.test.js";
import "./catalogue-hostile.test.js";
import "./nfvo.test.js";
import "./nfvo-authentication.test.js";
import "./nfvo-hostile.test.js";
import "./nfvo-memory.test.js";
import "./serve-encodings.test.js";
import "./serve-page.test.js";
import "./serve-relay.test.js";
import "./audit-sources.test.js";
import "./audit-runs.test.js";
import "./audit-diff.test.js";
import "./audit-queue.test.js";
import "./audit-tls.test.js";
import "./serve-runs.test.js";
import "./gate-load.test.js";
