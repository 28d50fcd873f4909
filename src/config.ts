import { isIP } from "node:net";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { BUNDLED_MODEL, BUNDLED_MODELS_PATH } from "../index/embedder.ts";

const projectPath = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const count = (least: number, most: number, standard: number) =>
  z
    .string()
    .regex(/^\s*\d+\s*$/, `a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(standard);

const webAddress = z
  .union([z.literal(""), z.url({ protocol: /^https?$/ })])
  .default("")
  .transform((value) => value.replace(/\/$/, ""));

const MOST = 1_000_000;

const flag = z
  .enum(["", "0", "1", "true", "false"])
  .default("")
  .transform((value) => value === "1" || value === "true");

const origin = z
  .string()
  .transform((value) => value.trim().replace(/\/$/, ""))
  .refine(
    (value) => /^https?:\/\/[^/\s*@]+$/.test(value) && URL.canParse(value),
    "an origin such as https://example.go.jp",
  )
  .transform((value) => new URL(value).origin);

/** An address, or a network with its prefix length. */
const isProxy = (value: string): boolean => {
  const [address = "", prefix, ...more] = value.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) !== 0 &&
    more.length === 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest))
  );
};

/** Sampling temperature; "none" leaves it to the server, for models that refuse to be told. */
const temperature = z
  .string()
  .regex(/^(?:none|\d+(?:\.\d+)?)$/, "a number from 0 to 2, or none")
  .transform((value) => (value === "none" ? "none" : Number(value)))
  .refine((value) => value === "none" || value <= 2, "a number from 0 to 2, or none")
  .default(0);

/** All settings, their defaults and limits. The README's table is checked against this by a test. */
export const Settings = z
  .object({
    PORT: count(0, 65_535, 8787),
    HOST: z.string().min(1).default("127.0.0.1"),
    PUBLIC_URL: webAddress,
    BASE_PATH: z
      .string()
      .regex(/^(\/[\w.~-]+)*\/?$/, "a path such as /navi")
      .default("")
      .transform((value) => value.replace(/\/$/, "")),
    ALLOWED_ORIGINS: z
      .string()
      .default("")
      .transform((value) => value.split(",").filter((entry) => entry.trim() !== ""))
      .pipe(z.array(origin)),
    ASKS_PER_MINUTE: count(0, MOST, 15),
    READS_PER_MINUTE: count(0, MOST, 180),
    OPEN_ASKS: count(0, MOST, 4),
    TRUSTED_PROXIES: z
      .string()
      .default("")
      .transform((value) => value.split(",").flatMap((entry) => entry.trim() || []))
      .refine((proxies) => proxies.every(isProxy), "addresses or networks such as 127.0.0.1, 10.0.0.0/8"),
    FRAME_ANCESTORS: z
      .string()
      .default("")
      .transform((value) => value.split(",").filter((entry) => entry.trim() !== ""))
      .pipe(z.array(origin)),
    ANSWER_TIMEOUT_MS: count(1000, 600_000, 45_000),
    LOG_LEVEL: z.enum(["auto", "silent", "error", "warn", "info"]).default("auto"),
    QUESTION_LOG_DAYS: count(0, 3650, 0),
    DOCUMENT_URL: webAddress,
    DOCUMENT_FILE: z.string().default(projectPath("ingest/document/chuken-shien-followup-2025-02.txt")),
    DATA_DIR: z.string().default(projectPath("data")),
    FEEDBACK_MAX_BYTES: count(0, 1_000_000_000_000, 50_000_000),
    VECTOR_INDEX: z.enum(["hnsw", "exact"]).default("hnsw"),
    EMBEDDING_MODEL: z.string().min(1).default(BUNDLED_MODEL),
    EMBEDDING_MODELS_PATH: z.string().default(BUNDLED_MODELS_PATH),
    EMBEDDING_REMOTE: flag,
    EMBEDDING_QUERY_PREFIX: z.string().default(""),
    EMBEDDING_DOCUMENT_PREFIX: z.string().default(""),
    LLM_BASE_URL: webAddress,
    LLM_MODEL: z.string().default(""),
    LLM_API_KEY: z.string().default(""),
    LLM_TEMPERATURE: temperature,
    LLM_MAX_TOKENS: count(1, MOST, 1200),
    LLM_TIMEOUT_MS: count(100, 600_000, 30_000),
    LLM_FIRST_TEXT_MS: count(100, 600_000, 1800),
    LLM_TOKENS_PER_DAY: count(0, 1_000_000_000, 0),
  })
  .refine(({ LLM_BASE_URL, LLM_MODEL }) => (LLM_BASE_URL === "") === (LLM_MODEL === ""), {
    path: ["LLM_MODEL"],
    message: "LLM_BASE_URL and LLM_MODEL are set together",
  });
export type Settings = z.infer<typeof Settings>;

export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`設定を読めません / invalid settings:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** The only reader of the environment. An empty variable counts as not set. Throws SettingsError naming every bad one. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Settings.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
}
