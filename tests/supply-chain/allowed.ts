/** Licences that ask for no more than their text and the copyright to be passed on. */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Unlicense",
  "Python-2.0",
]);

/** Packages with another licence, and why they may be there. */
export const OTHER_LICENCES: readonly { packages: string; pattern: RegExp; licence: RegExp; why: string }[] = [
  {
    packages: "flatbuffers",
    pattern: /^flatbuffers$/u,
    licence: /^SEE LICENSE IN LICENSE\.txt$/u,
    why: "Its LICENSE.txt is the Apache License 2.0. Brought by onnxruntime-web.",
  },
  {
    packages: "@img/sharp-libvips-* and the sharp binaries that hold it (LGPL-3.0-or-later)",
    pattern: /^@img\/sharp-(?:libvips-[\w-]+|wasm32|win32-\w+)$/u,
    licence: /\bLGPL-3\.0-or-later\b/u,
    why: "libvips, the image library below sharp: a shared library in a package of its own, which anybody can replace; we neither change nor ship it. Transformers wants sharp for pictures; our embedder reads text and never calls it.",
  },
];

/** Packages that run a script when they are installed, and why. Nothing else may. */
export const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  esbuild: "Puts the binary for this machine in place. It bundles what browsers load when the server starts.",
  sharp: "Looks for a libvips of the machine; the ready-made one of @img is used. Brought by @xenova/transformers.",
  protobufjs:
    "Makes an empty folder of its own and prints a note when versions do not fit. Brought by onnxruntime-web.",
};

/** Compiled by node-gyp when installed, which the lock file does not say: a binding.gyp is enough for npm. */
export const COMPILED: Readonly<Record<string, string>> = {
  "hnswlib-node":
    "Compiled on the machine. The vector index, optional: without a compiler it is left out, and vectors are compared one by one instead.",
};

/** Why each package that we chose is there. */
export const REASONS: Readonly<Record<string, string>> = {
  "@digital-go-jp/design-tokens": "Colours and sizes of the Digital Agency's design system, for our style sheets.",
  "@hono/node-server": "Runs the Hono app on Node's HTTP server.",
  "@hono/zod-openapi": "Routes whose schemas check requests and describe the API.",
  "@langchain/core": "Embeddings, retrievers and runnables: the interfaces that our parts offer and use.",
  "@langchain/openai": "The client of a language model, for prose; not loaded unless one is configured.",
  "@modelcontextprotocol/sdk":
    "The Model Context Protocol. It brings Express and its parts for transports of its own that we do not use: ours is the one for the web's Request and Response, and stdio.",
  "@xenova/transformers":
    "Runs the embedding model. It brings onnxruntime for Node and for browsers, and sharp for pictures that we do not have.",
  "csv-stringify": "Writes the list of measures as CSV.",
  "encoding-japanese": "Reads documents that are not UTF-8, to say so.",
  esbuild: "Bundles what browsers load, when the server starts: no build step, nothing built in the repository.",
  "hnswlib-node": "The vector index (HNSW), optional.",
  hono: "The HTTP app.",
  "hono-rate-limiter": "Limits of questions and reads per minute.",
  picocolors: "Colours in the terminal.",
  pino: "Structured logs.",
  preact: "The pages and the chat.",
  "preact-render-to-string": "The pages, drawn on the server.",
  "prom-client": "Numbers for Prometheus.",
  "swagger-ui-dist": "The page of the API's description, from this server alone.",
  tsx: "Runs the TypeScript as it is.",
  wanakana: "Reads romaji as kana.",
  zod: "Schemas of requests, settings and saved data.",
};
