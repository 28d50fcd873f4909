import { ChatOpenAI } from "@langchain/openai";
import type { Settings } from "../config.ts";

/**
 * The chat model of the settings: any server that speaks OpenAI's protocol. Undefined where none is set. It asks once,
 * follows no redirect (the key would go along), and writes nothing to the log.
 */
export function languageModel(settings: Settings): ChatOpenAI | undefined {
  const { LLM_BASE_URL, LLM_MODEL, LLM_API_KEY, LLM_TEMPERATURE, LLM_MAX_TOKENS, LLM_TIMEOUT_MS } = settings;
  if (LLM_BASE_URL === "" || LLM_MODEL === "") return undefined;
  return new ChatOpenAI({
    model: LLM_MODEL,
    // Servers on the same machine need none, the client insists on one.
    apiKey: LLM_API_KEY === "" ? "none" : LLM_API_KEY,
    ...(LLM_TEMPERATURE === "none" ? {} : { temperature: LLM_TEMPERATURE }),
    maxTokens: LLM_MAX_TOKENS,
    maxRetries: 0,
    timeout: LLM_TIMEOUT_MS,
    useResponsesApi: false,
    configuration: {
      baseURL: LLM_BASE_URL,
      maxRetries: 0,
      logLevel: "off",
      fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, { ...init, redirect: "error" }),
    },
  });
}
