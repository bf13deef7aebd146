// A gate for tests: the command, on free ports, and a client that sends exactly what a test says.

import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { createInterface } from "node:readline";
import { after } from "node:test";

import { command, folder } from "./installed.js";

// A test that failed before it came to stop its gate would never end.
const children = new Set();
after(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts the gate before an NFVO. Gives `{ url, statusUrl, log, stop(), child }`, the log as it was written so far. */
export async function startGate(nfvoUrl, ...options) {
  const addresses = ["--listen", "127.0.0.1:0", "--status-listen", "127.0.0.1:0"];
  const child = spawn(command, ["gate", "--nfvo", nfvoUrl, ...addresses, ...options], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  child.once("exit", () => children.delete(child));
  const log = [];
  const lines = [];
  const started = new Promise((resolve, reject) => {
    createInterface(child.stderr).on("line", (line) => {
      lines.push(line);
      const entry = line.startsWith("{") ? JSON.parse(line) : { event: "text", line };
      log.push(entry);
      if (entry.event === "listening") resolve(entry);
    });
    child.once("exit", () => reject(new Error(lines.join("\n"))));
  });
  const { url, statusUrl } = await started;
  const stop = async (signal = "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, "close");
    return child.exitCode;
  };
  return { url, statusUrl, log, lines, stop, child };
}

/** One request, and its answer: `{ status, headers, body, data }`. `body` may be bytes, or chunks. */
export function ask(url, { method = "GET", path = "", headers = {}, body, ...more } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = http.request({ hostname, port, method, path, headers, agent: false, ...more }, async (response) => {
      const chunks = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
      } catch (error) {
        return reject(error);
      }
      const answer = Buffer.concat(chunks);
      const isJson = /json/.test(response.headers["content-type"] ?? "") && answer.length > 0;
      resolve({ status: response.statusCode, headers: response.headers, body: answer, data: isJson ? JSON.parse(answer) : undefined });
    });
    request.on("error", reject);
    if (body && !(body instanceof Uint8Array) && typeof body !== "string") {
      (async () => {
        for await (const chunk of body) {
          if (request.destroyed) return;
          request.write(chunk);
        }
        request.end();
      })().catch((error) => request.destroy(error));
    } else request.end(body);
  });
}

/** Sends these characters as they are, and gives what comes back until the connection ends. */
export function sendRaw(url, text) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = net.connect({ host: hostname, port });
    const chunks = [];
    socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => {});
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
    socket.write(text, "latin1");
  });
}
