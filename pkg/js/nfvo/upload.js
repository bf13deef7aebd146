// One package on its way into an NFVO: created, sent, watched until it is onboarded, and its checksum compared with ours. Whatever
// goes wrong, what was created is deleted again, or it is said that it was not.

import { randomUUID } from "node:crypto";

import { VnfsealError } from "../errors.js";
import { whereOf } from "../http/node/addresses.js";
import { pause } from "../sources/aborting.js";
import { reporting } from "../sources/reporting.js";
import { checksums } from "./checksums.js";
import { within } from "./deadline.js";
import { invalid, notOnboarded, unavailable } from "./errors.js";
import { skipBody } from "./exchange.js";
import { disablePackage, readPackageOf, sendDelete } from "./packages.js";
import { CONTENT_TYPE, CREATED, ENABLED, ERROR, ONBOARDED, UNDER_WAY, isId } from "./resources.js";

/** After the last byte an NFVO may have to move all of it before it answers. */
const ACCEPT_MS = 600_000;

/** The pauses between two looks at a package. */
const PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;
const PAUSE_MAX_MS = 15_000;

/** Some NFVOs accept a package before they say so in its state. One that is as it was after this long has refused it. */
const STILL_CREATED_MS = 60_000;

/** How long cleaning up may take. An NFVO that is at work on a package may refuse to delete it for a while. */
const CLEANING_MS = 60_000;

const ANY_SUCCESS = [200, 201, 202, 204];

/**
 * Uploads `source`. Gives what the NFVO says of the package, which is onboarded with the right checksum. `onboardingMs` is how long
 * the NFVO may work on it. An error has `left`, the id of the package, if it could not be deleted again.
 */
export async function upload(connection, source, { userDefinedData, ...options }) {
  options.signal?.throwIfAborted();
  // Not with the caller's signal: it is one short request, and what it creates has to be known to be deleted.
  const id = await create(connection, userDefinedData);
  try {
    options.signal?.throwIfAborted();
    const sums = await send(connection, id, source, options);
    const found = await waitUntilOnboarded(connection, id, options);
    compare(connection, found, sums);
    // Who no longer wants it does not get it because it was quick.
    options.signal?.throwIfAborted();
    return found;
  } catch (error) {
    throw await afterCleaning(connection, id, error, options.signal);
  }
}

async function create(connection, userDefinedData) {
  const { packages: url } = connection.resources;
  const request = { json: { userDefinedData }, expected: [200, 201], signal: null };
  const { value, url: at } = await connection.askJson("POST", url, request).catch((error) => {
    if (error.code !== "NFVO_UNAVAILABLE") throw error;
    throw new VnfsealError(error.code, `${error.message}; it may have created a package without content: 'nfvo list' shows it`, { cause: error });
  });
  if (isId(value?.id)) return value.id;
  throw invalid(whereOf(at), "the NFVO has created a package, and its answer has no id that can be one: 'nfvo list' may show it");
}

/** Sends the content with its length. Gives the digests of what was sent. */
async function send(connection, id, source, { multipart = false, onProgress, signal }) {
  connection.renew();
  let sums;
  const body = () => {
    sums = checksums();
    const chunks = source.chunks(0, source.size, signal);
    return digesting(reporting(chunks, { phase: "uploading", size: source.size, onProgress, signal }), sums);
  };
  const form = multipart ? inForm({ body, length: source.size }) : { body, length: source.size, headers: { "Content-Type": CONTENT_TYPE } };
  const request = { ...form, expected: ANY_SUCCESS, silenceMs: ACCEPT_MS, signal };
  const { response, url } = await connection.ask("PUT", connection.resources.content(id), request);
  await skipBody(response, url);
  if (sums.length === source.size) return sums;
  throw notOnboarded(whereOf(url), `the NFVO has answered (${response.statusCode}) before all was sent`);
}

async function* digesting(chunks, sums) {
  for await (const chunk of chunks) {
    sums.update(chunk);
    yield chunk;
  }
}

/** The same as the field `file` of a form (RFC 7578), for NFVOs of the first versions of SOL 005. */
function inForm({ body, length }) {
  const boundary = `vnfseal-${randomUUID()}`;
  const disposition = 'Content-Disposition: form-data; name="file"; filename="package.zip"';
  const head = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: ${CONTENT_TYPE}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    length: head.length + length + tail.length,
    async *body() {
      yield head;
      yield* body();
      yield tail;
    },
  };
}

async function waitUntilOnboarded(connection, id, { onboardingMs, onState, signal }) {
  const where = whereOf(connection.resources.package(id));
  const began = performance.now();
  let wasUnderWay = false;
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(PAUSE_MAX_MS, pauseMs * PAUSE_GROWTH)) {
    const found = await look(connection, id, signal);
    const { onboardingState: state, failure } = found ?? {};
    const passedMs = performance.now() - began;
    if (found) onState?.(state);
    if (state === ONBOARDED) return found;
    if (UNDER_WAY.includes(state)) wasUnderWay = true;
    const isBack = state === CREATED && (wasUnderWay || passedMs > STILL_CREATED_MS);
    if (state === ERROR || isBack) {
      const why = failure && connection.sentenceOf(failure);
      const said = why ? `: ${why}` : "; its log may say why. A package with the same vnfdId, which it has already, is one reason";
      throw notOnboarded(where, `the NFVO has not taken the package (${state}${isBack ? " again" : ""})${said}`);
    }
    if (passedMs > onboardingMs) {
      const seen = state ?? "no answer";
      throw notOnboarded(where, `the package is not onboarded after ${Math.round(passedMs / 1000)} s (${seen}); wait longer for it`);
    }
    await pause(Math.min(pauseMs, Math.max(1, onboardingMs - passedMs)), signal);
  }
}

/** What the NFVO says now, or `undefined` if it fails for a while: the upload is not lost by that. */
async function look(connection, id, signal) {
  try {
    return await readPackageOf(connection, id, signal);
  } catch (error) {
    if (error.mayPass) return undefined;
    throw error;
  }
}

function compare(connection, { id, checksum }, sums) {
  const where = whereOf(connection.resources.package(id));
  if (!checksum) throw notOnboarded(where, "the NFVO does not say the checksum of the package by SHA-256, SHA-384 or SHA-512");
  if (checksum.hash === sums.digest(checksum.algorithm)) return;
  throw notOnboarded(where, `the NFVO has other content than was sent: its ${checksum.algorithm} is not ours`);
}

/** Cleans up after `error`, and gives the error that says what became of the package. */
async function afterCleaning(connection, id, error, signal) {
  const isAborted = Boolean(signal?.aborted);
  const problem = await clean(connection, id).then(
    () => undefined,
    (failure) => failure,
  );
  if (!problem && isAborted) return signal.reason;
  const code = error instanceof VnfsealError ? error.code : "NFVO_NOT_ONBOARDED";
  const what = isAborted ? "the upload was broken off" : error.message;
  if (!problem) return new VnfsealError(code, `${what}. What was created in the NFVO was deleted again (${id})`, { cause: error });
  const left = `The package ${id} is left in the NFVO: ${problem.message}. Delete it by 'nfvo delete ${id} --disable'`;
  return new VnfsealError(code, `${what}. ${left}`, { cause: error, left: id });
}

/** Deletes a package that nobody asked to keep, whatever its state. */
function clean(connection, id) {
  const late = () => unavailable(whereOf(connection.resources.package(id)), "cleaning up takes too long");
  return within(CLEANING_MS, undefined, late, async (signal) => {
    for (let pauseMs = PAUSE_MS; ; pauseMs *= 2) {
      try {
        return await deleteWhatever(connection, id, signal);
      } catch (error) {
        if (error.status !== 409 && !error.mayPass) throw error;
        if (pauseMs >= PAUSE_MAX_MS) throw error;
      }
      await pause(pauseMs, signal);
    }
  });
}

async function deleteWhatever(connection, id, signal) {
  // Whatever is wrong with the answer is no reason to leave the package there; nor is that it is not shown.
  const found = await readPackageOf(connection, id, signal).catch(() => undefined);
  if (found?.operationalState === ENABLED) await disablePackage(connection, id, signal);
  await sendDelete(connection, id, signal);
}
