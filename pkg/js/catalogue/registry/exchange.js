// Requests to a registry and their answers, with the errors of a catalogue.

import { exchanges } from "../../http/node/exchange.js";
import { unavailable } from "../errors.js";

export const { exchange, readBody, readChunks, readError, skipBody } = exchanges(unavailable);
