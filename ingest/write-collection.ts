import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Collection } from "./collection.ts";
import { IngestError } from "./ingest-error.ts";
import { writeWhole } from "./write-whole.ts";

/** Writes `DIR/<edition>/collection.json` whole or not at all. Returns the path. */
export async function writeCollection(collection: Collection, directory: string): Promise<string> {
  const folder = join(directory, collection.edition);
  const path = join(folder, "collection.json");
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(path, JSON.stringify(collection));
  } catch (error) {
    throw new IngestError(
      "output_not_writable",
      {
        japanese: `書き込めません: ${folder}`,
        english: `Cannot write to ${folder}`,
        hint: "--out で書き込めるフォルダを指定してください。 / Give a writable folder with --out.",
      },
      error,
    );
  }
  return path;
}

/** A saved collection, or undefined when there is none or it has another format: then the document is to be ingested again. */
export async function readCollection(path: string): Promise<Collection | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const parsed = Collection.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
