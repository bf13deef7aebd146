// Keeps the page's own files, so that it works without a network. Nothing else goes through here: no package, no report.
//
// The build puts the list in; each file is kept only if it is what the build made. A new build has another list, and so
// another cache; it takes over when no page of the old one is open any more, so that no page mixes two builds.
const { version, files } = __FILES__;
const CACHE = `vnfseal-${version}`;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forget().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (pathOf(request.url) === "serve.json") event.respondWith(askServer(request));
  // "no-store" is how the page asks for what the server has now: it verifies itself.
  else if (request.method === "GET" && request.cache !== "no-store" && isOurs(request.url)) {
    event.respondWith(answer(request));
  }
});

async function keep() {
  const cache = await caches.open(CACHE);
  const requests = files.map(({ path, integrity }) => new Request(path, { integrity, cache: "no-cache" }));
  await cache.addAll(requests);
}

async function forget() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("vnfseal-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

function isOurs(url) {
  const path = pathOf(url);
  return files.some((file) => file.path === path);
}

/** The path of a URL in the folder of the page, or `undefined` if it is elsewhere. */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const scope = new URL(registration.scope);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  return pathname.slice(scope.pathname.length) || "index.html";
}

/** What the server has beside the page. One that cannot be reached has nothing. */
function askServer(request) {
  return fetch(request).catch(() => Response.json({}));
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const isPage = new URL(request.url).href.split(/[?#]/)[0] === registration.scope;
  const kept = await cache.match(isPage ? "index.html" : request, { ignoreSearch: true });
  return kept ?? fetch(request);
}
