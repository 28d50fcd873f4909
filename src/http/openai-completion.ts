import { z } from "@hono/zod-openapi";
import type { Answer } from "../answer/answer.ts";
import { Citation } from "../answer/citation.ts";
import { sourceLabel, sourceList } from "../answer/source-list.ts";
import { estimateTokens } from "./openai-tokens.ts";

const Annotation = z
  .object({
    type: z.literal("url_citation"),
    url_citation: z.object({
      /** Of the measure's page, with the quote to be marked on it. */
      url: z.string(),
      title: z.string(),
      /** Where the citation's mark `[1]` stands first in `content`, in UTF-16 code units; the end is exclusive. */
      start_index: z.number().int(),
      end_index: z.number().int(),
    }),
  })
  .openapi("UrlCitation");
type Annotation = z.infer<typeof Annotation>;

const Usage = z
  .object({ prompt_tokens: z.number().int(), completion_tokens: z.number().int(), total_tokens: z.number().int() })
  .openapi({ description: "文字数からの見積り" });
export type Usage = z.infer<typeof Usage>;

const EXAMPLE = {
  id: "chatcmpl-0b5c8a52-7d1e-4c38-9a0f-3f2f6f1c9d10",
  object: "chat.completion",
  created: 1_740_800_000,
  model: "shisaku-navi",
  system_fingerprint: "2025-02",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content:
          "**19.9億円** — キャリアアップ助成金(R7当初): 「【令和7年度当初予算:19.9億円】」[1]\n\n出典\n[1] (5)③ キャリアアップ助成金 p.73 https://navi.example.jp/measures/5-3",
        refusal: null,
        annotations: [
          {
            type: "url_citation",
            url_citation: {
              url: "https://navi.example.jp/measures/5-3#q=%E3%80%90%E4%BB%A4%E5%92%8C7%E5%B9%B4%E5%BA%A6%E5%BD%93%E5%88%9D%E4%BA%88%E7%AE%97%3A19.9%E5%84%84%E5%86%86%E3%80%91",
              title: "[1] (5)③ キャリアアップ助成金 p.73",
              start_index: 51,
              end_index: 54,
            },
          },
        ],
        citations: [
          {
            n: 1,
            edition: "2025-02",
            measureId: "5-3",
            number: "(5)③",
            title: "キャリアアップ助成金",
            pages: { first: 73, last: 73, exact: true },
            column: "followUp",
            quote: "【令和7年度当初予算:19.9億円】",
            url: "/measures/5-3",
          },
        ],
      },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 15, completion_tokens: 62, total_tokens: 77 },
};

/** An answer as OpenAI's clients read it. `citations` is what OpenAI does not have: those of `/api/chat`, unchanged. */
export const ChatCompletion = z
  .object({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.number().int(),
    model: z.string(),
    system_fingerprint: z.string().openapi({ description: "答えた版" }),
    choices: z.array(
      z.object({
        index: z.literal(0),
        message: z.object({
          role: z.literal("assistant"),
          content: z.string().openapi({ description: "/api/chat の answer に、出典の一覧が続く" }),
          refusal: z.null(),
          annotations: z.array(Annotation),
          citations: z.array(Citation),
        }),
        logprobs: z.null(),
        finish_reason: z.literal("stop"),
      }),
    ),
    usage: Usage,
  })
  .openapi("ChatCompletion", { example: EXAMPLE });
export type ChatCompletion = z.infer<typeof ChatCompletion>;

/** What a reply takes from its request. */
export interface ReplyTo {
  /** As the client named it. */
  model: string;
  /** Seconds since 1970. */
  created: number;
  promptTokens: number;
  /** Of the site, "https://navi.example.jp": a chat client elsewhere cannot follow a link without it. */
  origin: string;
}

export const completionId = (answerId: string): string => `chatcmpl-${answerId}`;

export function completionOf(answer: Answer, replyTo: ReplyTo): ChatCompletion {
  const content = answer.answer + sourcesOf(answer, replyTo);
  return {
    id: completionId(answer.id),
    object: "chat.completion",
    created: replyTo.created,
    model: replyTo.model,
    system_fingerprint: answer.edition,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content,
          refusal: null,
          annotations: annotationsOf(answer.citations, content, replyTo),
          citations: answer.citations,
        },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: usageOf(content, replyTo),
  };
}

/** The list of sources behind the answer, every address a whole one. */
export const sourcesOf = ({ citations }: Pick<Answer, "citations">, { origin }: Pick<ReplyTo, "origin">): string =>
  sourceList(citations, ({ url }) => absolute(url, origin));

/**
 * One annotation for each citation, in their order. No two have the same address or title, or clients that put the sources of
 * one address together would count their `[2]` as another than ours.
 */
export const annotationsOf = (
  citations: readonly Citation[],
  content: string,
  { origin }: Pick<ReplyTo, "origin">,
): Annotation[] =>
  citations.map((citation) => {
    const mark = `[${citation.n}]`;
    const start = content.indexOf(mark);
    return {
      type: "url_citation",
      url_citation: {
        url: `${absolute(citation.url, origin)}#q=${encodeURIComponent(citation.quote)}`,
        title: sourceLabel(citation),
        start_index: start,
        end_index: start + mark.length,
      },
    };
  });

export function usageOf(content: string, { promptTokens }: Pick<ReplyTo, "promptTokens">): Usage {
  const completionTokens = estimateTokens(content);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

const absolute = (url: string, origin: string): string => new URL(url, origin).href;
