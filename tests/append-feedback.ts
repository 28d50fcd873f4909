import { randomUUID } from "node:crypto";
import { FeedbackStore } from "../src/feedback/feedback-store.ts";

/** Adds feedback to the file it is given until it is killed, four at a time, and prints the id of each that is acknowledged. */
const [path = ""] = process.argv.slice(2);
const store = new FeedbackStore(path, { newId: () => randomUUID(), clock: () => new Date() });

async function addForever(): Promise<never> {
  for (;;) {
    const { id } = await store.add({ answerId: "answer", useful: true, comment: "役に立ちました。".repeat(60) });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([addForever(), addForever(), addForever(), addForever()]);
