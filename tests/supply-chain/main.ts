import { writeFileSync } from "node:fs";
import { describeDependencies } from "./describe-dependencies.ts";
import { readLock } from "./read-lock.ts";

/** `main.ts`: writes docs/dependencies.md. */
writeFileSync(new URL("../../docs/dependencies.md", import.meta.url), describeDependencies(readLock()));
