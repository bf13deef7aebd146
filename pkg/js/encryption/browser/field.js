// The field of GHASH, GF(2^128) (NIST SP 800-38D section 6.3), in numbers of 128 bits. It is used a few times for each chunk.

/** The reduction: x^128 = x^7 + x^2 + x + 1, with the coefficient of x^0 as the highest bit. */
const R = 0xe1n << 120n;

/** The element 1. */
export const ONE = 1n << 127n;

/** The element that 16 octets are. */
export function toElement(octets) {
  return octets.reduce((element, octet) => (element << 8n) | BigInt(octet), 0n);
}

/** The 16 octets of an element. */
export function toBytes(element) {
  const octets = new Uint8Array(16);
  const view = new DataView(octets.buffer);
  view.setBigUint64(0, element >> 64n);
  view.setBigUint64(8, element & 0xffff_ffff_ffff_ffffn);
  return octets;
}

/** The product of two elements. */
export function multiply(x, y) {
  let [product, multiple] = [0n, y];
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= multiple;
    multiple = multiple & 1n ? (multiple >> 1n) ^ R : multiple >> 1n;
  }
  return product;
}

/** An element to the power of a number. */
export function power(x, exponent) {
  let [result, square] = [ONE, x];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** The element with which `x` has the product 1 (by Fermat). */
export function inverse(x) {
  return power(x, (1n << 128n) - 2n);
}
