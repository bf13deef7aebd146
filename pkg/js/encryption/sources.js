// The file that is encrypted or decrypted.

/** Runs `work(source)`, and has the source open as long, however often it is read. */
export async function withSource(host, input, work) {
  const source = await host.openSource(input);
  try {
    return await work(source);
  } finally {
    await source.close?.();
  }
}
