// The door of what a service provider keeps: the catalogue, what comes into it and what leaves it. Only Node has it.

export { openCatalogue } from "./catalogue/open-catalogue.js";
export { onboardPackage } from "./onboarding/onboard.js";
export { releasePackage } from "./onboarding/release.js";
