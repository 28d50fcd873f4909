import { foldKana, normalise } from "../../index/normalise.ts";
import { parseYen } from "../../ingest/parse-yen.ts";
import { maskPersonalData } from "../../src/feedback/mask-personal-data.ts";
import { readAskingCompany } from "../../src/match/asking-company.ts";
import { readCompany } from "../../src/match/read-company.ts";
import { asksForAnything } from "../../src/question/asks-for-anything.ts";
import { classifyForm } from "../../src/question/classify-question.ts";
import { cleanQuestion, saysOnlyOrders, searchableText } from "../../src/question/clean-question.ts";
import { findPersonalData } from "../../src/question/find-personal-data.ts";
import { hasNoSubject } from "../../src/question/has-no-subject.ts";
import { withoutHidden } from "../../src/question/hidden-characters.ts";
import { readAsks, readAttribute } from "../../src/question/read-attribute.ts";
import { readColumn } from "../../src/question/read-column.ts";
import { readForm } from "../../src/question/read-form.ts";
import { readDependence, withoutDenied } from "../../src/question/read-history.ts";
import { readLanguage } from "../../src/question/read-language.ts";
import { readAskedTimes } from "../../src/question/read-times.ts";
import { comparesFigures, wantsSeveralFigures } from "../../src/question/wants-several-figures.ts";
import { completeMarkup, parseAnswer } from "../../web/client/answer-markdown.ts";
import { findQuote } from "../../web/client/find-quote.ts";

/** Every function that reads what a client sent, by name; none needs the document. */
export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  withoutHidden,
  findPersonalData,
  maskPersonalData,
  cleanQuestion,
  saysOnlyOrders,
  searchableText,
  normalise,
  foldKana,
  parseYen,
  classifyForm,
  readAttribute,
  readAsks,
  readColumn,
  readForm,
  readDependence,
  withoutDenied,
  readLanguage,
  readTimes: (text) => readAskedTimes(text, 2024),
  asksForAnything,
  hasNoSubject,
  comparesFigures,
  wantsSeveralFigures,
  readCompany: (text) => readCompany({ description: text, industry: text, needs: [text] }),
  readAskingCompany: (text) => readAskingCompany({ description: text, industry: text, needs: [text] }),
  findQuote: (text) => findQuote(text, text.slice(1)),
  parseAnswer,
  completeMarkup,
};

export const readEverything = (text: string): void => {
  for (const read of Object.values(READERS)) read(text);
};
