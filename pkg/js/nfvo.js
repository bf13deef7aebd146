// The door of an NFVO over SOL 005: packages that go into one and come out of it. Only Node has it.

export { fetchPackage } from "./nfvo/fetch-package.js";
export { openNfvo } from "./nfvo/open-nfvo.js";
export { uploadPackage } from "./nfvo/upload-package.js";
