// What the environment says in secret is taken out of it before anything else runs: a crash report and the modules of others
// would have all of it.

export const passwordOfEnvironment = process.env.VNFSEAL_PASSWORD;
export const nfvoSecretOfEnvironment = process.env.VNFSEAL_NFVO_SECRET;

/** As the programs of PostgreSQL have it. */
export const passwordOfDatabase = process.env.PGPASSWORD || undefined;

delete process.env.VNFSEAL_PASSWORD;
delete process.env.VNFSEAL_NFVO_SECRET;
delete process.env.PGPASSWORD;
