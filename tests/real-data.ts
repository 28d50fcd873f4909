import { cpSync } from "node:fs";
import { inject } from "vitest";

let folder: Promise<string> | undefined;

/**
 * The folder with the real document's collection and index as the product saves them, built once a run and shared by all
 * tests: to read only. What writes beside them takes a copy.
 */
export function realDataFolder(): Promise<string> {
  folder ??= askForFolder();
  return folder;
}

/** Puts the real document's collection and index into `directory`: a server started there has nothing to build. */
export async function copyRealData(directory: string): Promise<void> {
  cpSync(await realDataFolder(), directory, { recursive: true });
}

async function askForFolder(): Promise<string> {
  const response = await fetch(inject("realDataAddress"));
  const text = await response.text();
  if (!response.ok) throw new Error(`The real document could not be indexed: ${text}`);
  return text;
}
