// The language of a page, and what of core's English can be seen on it.

/** Changes the language of a page, even while a dialog covers the menu. */
export async function speak(page, language) {
  await page.evaluate((tag) => {
    const menu = [...document.querySelectorAll("select")].find(({ options }) => [...options].some(({ value }) => value === tag));
    menu.value = tag;
    menu.dispatchEvent(new Event("change", { bubbles: true }));
  }, language);
  await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
}

/** The English that can be seen: elements that say they are English, and sentences of core about this report. What is folded
 * away under "exact wording" cannot be seen. */
export async function visibleEnglish(page, report = { findings: [], conformance: [] }) {
  const findings = report.findings.flatMap(({ what, why, fix, vendorFix }) => [what, why, fix, vendorFix]);
  const statements = report.conformance.flatMap(({ statement, remark }) => [statement, remark]);
  const sentences = [...findings, ...statements, report.summary].filter(Boolean);
  return page.evaluate((english) => {
    for (const each of document.querySelectorAll("details:not(.wording, .long-text)")) each.open = true;
    const marked = [...document.querySelectorAll("body [lang=en]:not(option)")].filter((each) => each.checkVisibility());
    const text = document.body.innerText;
    return [...marked.map(({ textContent }) => textContent), ...english.filter((sentence) => text.includes(sentence))];
  }, sentences);
}
