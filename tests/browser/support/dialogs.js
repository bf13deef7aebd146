// The dialogs of the page that sign, encrypt and decrypt, used as a person would.

import { readFileSync, writeFileSync } from "node:fs";
import { openssl, trustWith } from "../../node/identities.js";

/** A PKCS #12 file with the key and the certificates of an identity, written by openssl. */
export function makePkcs12({ key, certificate, root, place }, password) {
  const path = `${place}/signer.p12`;
  openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-certfile", root, "-passout", `pass:${password}`, "-out", path);
  return path;
}

/** The trust file of the demo, with the identity as the service provider. */
export function makeTrustFile(identity, demoTrust) {
  const path = `${identity.place}/trust.json`;
  writeFileSync(path, JSON.stringify(trustWith(JSON.parse(readFileSync(demoTrust, "utf8")), identity)));
  return path;
}

/** Opens the dialog of an action, which has a button or is in the menu of actions that are seldom needed, and gives it. */
export async function openDialog(page, action) {
  const menu = page.getByRole("button", { name: "More actions", exact: true });
  const button = page.getByRole("button", { name: action });
  await menu.or(button).first().waitFor();
  if ((await button.count()) > 0) {
    await button.click();
  } else {
    await menu.click();
    await page.getByRole("menuitem", { name: action }).click();
  }
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

/** Gives a file to a button of a dialog that opens a picker. */
export async function chooseIn(dialog, button, ...files) {
  const picker = dialog.page().waitForEvent("filechooser");
  await dialog.getByRole("button", { name: button }).click();
  await (await picker).setFiles(files);
}

/** Makes the next worker of a page slow: a run that signs, encrypts or decrypts has one of its own. */
export function slowNextWorker(page) {
  return page.waitForEvent("worker").then((worker) =>
    worker.evaluate(() => {
      const delay = (prototype, name) => {
        const prompt = prototype[name];
        prototype[name] = async function delayed(...given) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          return prompt.apply(this, given);
        };
      };
      delay(Blob.prototype, "arrayBuffer");
      delay(ReadableStreamBYOBReader.prototype, "read");
    }),
  );
}

/** Everything that the page has stored, and what is to be seen of it, as one text. */
export function traces(page) {
  return page.evaluate(async () => {
    const databases = await Promise.all(
      (await indexedDB.databases()).map(
        ({ name }) =>
          new Promise((resolve, reject) => {
            const opening = indexedDB.open(name);
            opening.onerror = reject;
            opening.onsuccess = ({ target: { result: database } }) => {
              const names = [...database.objectStoreNames];
              if (names.length === 0) return resolve([]);
              const transaction = database.transaction(names);
              const found = names.map((store) => transaction.objectStore(store).getAll());
              transaction.oncomplete = () => resolve(found.map(({ result }) => result));
            };
          }),
      ),
    );
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    const inputs = [...document.querySelectorAll("input")].map(({ value }) => value);
    const stores = [localStorage, sessionStorage].map((store) => ({ ...store }));
    const caught = { databases, files, inputs, stores, cookie: document.cookie, url: location.href, history: history.state };
    return JSON.stringify(caught) + document.documentElement.outerHTML;
  });
}
