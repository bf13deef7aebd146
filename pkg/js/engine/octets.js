// Octets as the engine writes them inside JSON.

/** The octets of a text in hex. */
export function fromHex(text) {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}
