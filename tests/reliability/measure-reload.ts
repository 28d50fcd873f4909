import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { ingestDocument } from "../../ingest/ingest-document.ts";
import { readDocument } from "../../ingest/read-document.ts";
import { readQuestionsFile } from "../../ingest/read-questions.ts";
import { writeCollection } from "../../ingest/write-collection.ts";
import { readSettings } from "../../src/config.ts";
import { LibraryHolder } from "../../src/library/library-holder.ts";
import { REAL_DOCUMENT } from "../ingest-documents.ts";

const RELOADS = 5;

/** Reloads the real document, changed, while it is asked without a pause. Prints the figures; true where an answer failed. */
export async function measureReload(directory: string): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  const document = await readDocument(REAL_DOCUMENT);
  const questions = await readQuestionsFile(REAL_DOCUMENT);
  const holder = new LibraryHolder(readSettings({ DATA_DIR: join(directory, "data") }), () => {});
  await holder.load();
  let answers = 0;
  let failed = 0;
  let isAsking = true;
  const asking = (async (): Promise<void> => {
    while (isAsking) {
      const answer = await holder.library
        ?.assistant()
        ?.ask({ messages: [{ role: "user", content: "(5)③の予算はいくらですか" }] })
        .catch(() => undefined);
      if (answer?.kind === "answer") answers += 1;
      else failed += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const times: number[] = [];
  const pauses: number[] = [];
  for (let reload = 0; reload < RELOADS; reload += 1) {
    const changed = { ...document, sha256: createHash("sha256").update(String(reload)).digest("hex") };
    await writeCollection(ingestDocument(changed, questions), join(directory, "data"));
    delay.reset();
    delay.enable();
    const before = holder.library;
    const begun = performance.now();
    await holder.reload();
    times.push(Math.round(performance.now() - begun));
    delay.disable();
    pauses.push(Math.round(delay.max / 1e6));
    if (holder.library === before) failed += 1;
  }
  isAsking = false;
  await asking;
  console.log(`reload of the real document, index built anew, ${RELOADS} times: ${answers} answers, ${failed} failed`);
  console.log(`  ms each: ${times.join(" ")}; longest pause of all else, ms: ${pauses.join(" ")}`);
  const resident = Math.round(process.memoryUsage().rss / 1e6);
  console.log(`  resident memory afterwards: ${resident} MB`);
  return failed > 0;
}
