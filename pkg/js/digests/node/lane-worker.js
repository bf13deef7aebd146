// A worker thread of Node that digests: see remote-lane.js.

import { read } from "node:fs";
import { promisify } from "node:util";
import { parentPort } from "node:worker_threads";

import { fileChunks } from "../../sources/node/file-chunks.js";
import { servePass } from "../remote-lane.js";
import { openNodeDigester } from "./digester.js";
import { openSharedPass } from "./shared-pass.js";

const readFrom = promisify(read);
const host = {
  post: (message) => parentPort.postMessage(message),
  openPass(fd, pass) {
    const { start, end, ring } = pass;
    const chunks = fileChunks(async (...where) => (await readFrom(fd, ...where)).bytesRead, start, end);
    return ring ? openSharedPass(fd, pass, chunks) : { chunks, openDigester: (task) => openNodeDigester(task) };
  },
};

parentPort.on("message", (order) => servePass(order, host));
parentPort.postMessage({ ready: true });
