import { readSettings } from "../src/config.ts";
import { loadLibrary } from "../src/load-library.ts";

/** Run by global-setup.ts in a process of its own: `build-real-data.ts DATA_DIR` ingests the bundled document and indexes it there. */
await loadLibrary(readSettings({ DATA_DIR: process.argv[2], VECTOR_INDEX: "exact" }), () => {});
