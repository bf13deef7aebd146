// Requests to an NFVO and their answers, with its errors.

import { exchanges } from "../http/node/exchange.js";
import { unavailable } from "./errors.js";

export const { exchange, readBody, readChunks, readError, skipBody } = exchanges(unavailable);
