// BouncyCastle, which ONAP verifies with: one Java program that runs as long as the tests do.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const libraries = ["bcpkix", "bcprov", "bcutil"].map((name) => `/usr/share/java/${name}.jar`).join(":");
const program = fileURLToPath(new URL("java/Peer.java", import.meta.url));
const waiting = [];
let peer;

/** Asks for one thing, as `Peer.java` says. Returns the words of the answer. */
export function ask(...words) {
  peer ??= start();
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    peer.stdin.write(`${words.join("\t")}\n`);
  });
}

function start() {
  const child = spawn("/usr/bin/java", ["-cp", libraries, program], { stdio: ["pipe", "pipe", "inherit"] });
  createInterface(child.stdout).on("line", (line) => {
    const [state, ...words] = line.split("\t");
    const { resolve, reject } = waiting.shift();
    if (state === "ok") resolve(words);
    else reject(new Error(words.join(" ")));
  });
  child.on("close", () => {
    for (const { reject } of waiting) reject(new Error("the Java program has ended"));
  });
  return child;
}

after(() => peer?.stdin.end());
