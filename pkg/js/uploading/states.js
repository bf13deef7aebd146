// The states of an onboarding (SOL 005 clause 9.5.4.3), by which way they lead. `ERROR` came with version 3.3.1.

export const ONBOARDED = "ONBOARDED";
export const ERROR = "ERROR";
export const CREATED = "CREATED";
export const UNDER_WAY = ["UPLOADING", "PROCESSING"];
