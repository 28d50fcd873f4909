#!/usr/bin/env node
// What `npx shisaku-navi` starts: plain JavaScript that lets Node run our TypeScript, from any working directory.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// Without this the tsconfig.json of the working directory would decide how our files are compiled.
register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });
await import("./cli.ts");
