// A token that is fetched when it is needed first, and once for all who wait for it.

/** One that was renewed may still stand in an answer to what was asked before. */
const TOKENS_KEPT = 4;

/** An authentication over `fetch(signal)`, which gives `{ token }`, and `headersOf(token)`. */
export function fetched(fetch, headersOf, ownSecrets) {
  let pending;
  let known = [];
  const token = (signal) => {
    pending ??= fetch(signal).then(
      (given) => {
        known = [...known, given].slice(-TOKENS_KEPT);
        return given;
      },
      (error) => {
        pending = undefined;
        throw error;
      },
    );
    return pending;
  };
  return {
    headers: async (signal) => headersOf(await token(signal)),
    renew() {
      pending = undefined;
      return true;
    },
    secrets: () => [...ownSecrets, ...known],
  };
}
