import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../../src/config.ts";
import { LibraryHolder } from "../../src/library/library-holder.ts";
import type { LogDetails } from "../../src/library/log.ts";
import type { Library } from "../../src/load-library.ts";
import { documentText, SHIPS_QUESTION } from "./two-generations.ts";

/** A DATA_DIR of its own, with a small document to fill it from, and what loading it said. */
export class LibraryFolder {
  readonly root = mkdtempSync(join(tmpdir(), "library-folder-"));
  readonly dataDir = join(this.root, "data");
  readonly documentFile = join(this.root, "document.txt");
  /** The folder of the document's edition. */
  readonly edition = join(this.dataDir, "2027-03");
  readonly collection = join(this.edition, "collection.json");
  readonly index = join(this.edition, "index.json");
  logged: { message: string; details: LogDetails | undefined }[] = [];

  constructor() {
    this.writeDocument("４７");
  }

  writeDocument(ships: string): void {
    writeFileSync(this.documentFile, documentText(ships));
  }

  /** A server's holder that has loaded nothing yet. */
  holder(environment: Record<string, string> = {}): LibraryHolder {
    const settings = readSettings({
      DATA_DIR: this.dataDir,
      DOCUMENT_FILE: this.documentFile,
      VECTOR_INDEX: "exact",
      ...environment,
    });
    return new LibraryHolder(settings, (message, details) => this.logged.push({ message, details }));
  }

  /** Starts as `npm start` does. */
  async start(environment: Record<string, string> = {}): Promise<LibraryHolder> {
    const holder = this.holder(environment);
    this.logged = [];
    await holder.load();
    return holder;
  }

  /** Lines logged about something wrong: "warn saved_file_damaged", and what they say. */
  get faults(): { line: string; message: string }[] {
    return this.logged.flatMap(({ message, details }) =>
      details && details.level !== "info" ? [{ line: `${details.level} ${details.code}`, message }] : [],
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Turns one bit in the middle of a file. */
export function damage(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  writeFileSync(path, bytes);
}

/** How many ships the library says, as it is printed: "４７隻". */
export async function shipsOf(library: Library | undefined): Promise<string | undefined> {
  const answer = await library?.assistant()?.ask({ messages: [{ role: "user", content: SHIPS_QUESTION }] });
  return /[０-９]+隻/u.exec(answer?.answer ?? "")?.[0];
}
