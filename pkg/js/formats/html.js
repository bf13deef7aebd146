// Reports as a page that stands alone: no script, nothing loaded, and everything in it escaped. The portal keeps reports as
// the same page.

import { escaped, wordsIn } from "./html/drawing.js";
import { article, refusal } from "./html/report.js";
import { STYLE } from "./html/style.js";

export const html = {
  head: ({ language }) => {
    const say = wordsIn(language);
    return (
      `<!doctype html>\n<html lang="${say("language-tag")}"><head><meta charset="utf-8">` +
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">` +
      `<title>${say("html-title")}</title><style>${STYLE}</style></head>\n<body><main>\n`
    );
  },
  run: ({ path, report, error }, { language }) => {
    const say = wordsIn(language);
    return report ? article(path, report, say) : refusal(escaped(path), escaped(error.message), say);
  },
  between: "",
  tail: () => "</main></body></html>\n",
};
