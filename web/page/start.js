// Starts the portal. Trunk writes the addresses of the program and its WebAssembly, and the digests both have to have,
// into preload links; an inline script with them would violate the page's policy.
const program = document.querySelector("link[rel=modulepreload]");
const wasm = document.querySelector("link[rel=preload][as=fetch]");

try {
  const { default: start } = await import(program.href);
  await start({ module_or_path: fetch(wasm.href, { integrity: wasm.integrity }) });
} catch (error) {
  const message = document.createElement("p");
  message.className = "noscript";
  message.setAttribute("role", "alert");
  message.textContent = "The page could not be started. It may be incomplete, or this browser may be too old for it.";
  document.body.append(message);
  throw error;
}

// Without it the page works as well, as long as there is a network.
navigator.serviceWorker?.register("service-worker.js").catch(() => {});
