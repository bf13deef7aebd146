// Tests of the gate, in one process: each test has a gate of its own, opened before it.

import "./gate-packages-sent.test.js";
import "./gate-requests.test.js";
import "./gate-operations.test.js";
import "./gate-failures.test.js";
