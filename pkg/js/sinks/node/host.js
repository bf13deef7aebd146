// What the sinks need of Node, for a package that comes from elsewhere.

import { createTemporaryFile } from "../../sources/node/files.js";
import { asSource } from "../../sources/sources.js";
import { openFileSink } from "./file-sink.js";

export const host = { openFileSink, openSource: async (input) => asSource(input), createExpansion: createTemporaryFile };
