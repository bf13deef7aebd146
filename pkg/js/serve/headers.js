// The headers of the page: the one place that knows them. What `make run` serves has the same.

import { VnfsealError } from "../errors.js";

/** Sent with everything. No other site may load it, and nobody may take it for something else. */
const ALWAYS = {
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * The headers of the files of the page. Its policy stands in `index.html`, and is sent with every file: a worker is bound
 * by the policy its script came with, not by the page's meta element, and frame-ancestors counts in a header only.
 */
export function pageHeaders(indexHtml) {
  return {
    ...ALWAYS,
    "Content-Security-Policy": `${policyOf(indexHtml)}; frame-ancestors 'none'`,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
  };
}

/** The headers of answers that are no files of the page. They are data, whatever they look like. */
export const DATA_HEADERS = {
  ...ALWAYS,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "Cache-Control": "no-store",
};

function policyOf(indexHtml) {
  const meta = indexHtml.match(/<meta[^>]*http-equiv="?Content-Security-Policy"?[^>]*>/i)?.[0];
  const policy = meta?.match(/content="([^"]+)"/i)?.[1];
  if (!policy) throw new VnfsealError("FILE_UNREADABLE", "the page has no Content-Security-Policy: make build, or install the package again");
  return policy.replace(/;?\s*$/, "");
}
