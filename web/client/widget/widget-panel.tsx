import { render } from "preact";
import { ask } from "../ask.ts";
import { ChatApp } from "../chat-app.tsx";
import { ChatSession } from "../chat-session.ts";
import { type CompanyProfile, parseCompany, toRequest } from "../company.ts";
import { Conversations } from "../conversations.ts";
import { createPageSource } from "../page-source.ts";
import { randomId } from "../random-id.ts";
import { sendFeedback } from "../send-feedback.ts";
import { createSite, SiteContext } from "../site.ts";
import { keep, openStorage } from "../storage.ts";
import { explainFailure, watchPolicy } from "./explain-failure.ts";
import type { SendWidgetEvent } from "./widget-element.ts";
import type { WidgetOptions } from "./widget-options.ts";

/** Set when the file is built: styles/widget.css with px for rem. */
declare const WIDGET_STYLE: string;

export interface MountedPanel {
  ask(question: string): Promise<void>;
  focus(): void;
  /** Ends what is under way; the conversation stays. */
  stop(): void;
}

interface PanelParts {
  root: ShadowRoot;
  /** Where the chat is drawn. */
  content: HTMLElement;
  options: WidgetOptions;
  /** Which of the page's widgets it is, from 1: each keeps its own conversation. */
  number: number;
  send: SendWidgetEvent;
}

/** The chat of the page `/` within a widget: the same session and views. What it keeps lasts as long as the tab. */
export function mountPanel({ root, content, options, number, send }: PanelParts): MountedPanel {
  const { server, language, filters, greeting, questions } = options;
  const site = createSite(server, language, "", true);
  const fetcher = window.fetch.bind(window);
  const storage = openStorage("sessionStorage");
  const key = `shisaku-navi:widget:${server}:${number}`;
  let company: CompanyProfile = parseCompany(storage?.getItem(`${key}:company`) ?? null);
  watchPolicy(server);

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(WIDGET_STYLE);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const session = new ChatSession({
    ask: async (messages, signal, onProgress) => {
      const question = messages.at(-1)?.content ?? "";
      send("ask", { question });
      const request = { site, messages, company: toRequest(company), filters, signal, fetch: fetcher };
      const outcome = await ask(request, onProgress);
      if (outcome.status === "answered") send("answer", { question, answer: outcome.answer });
      return outcome.status === "failed"
        ? { ...outcome, failure: await explainFailure(site, outcome.failure, fetcher) }
        : outcome;
    },
    conversations: new Conversations(storage, `${key}:conversations`),
    newId: randomId,
    now: () => new Date(),
  });
  session.restore(storage?.getItem(`${key}:shown`) ?? undefined);
  session.subscribe(() => keep(storage, `${key}:shown`, session.state.conversationId));

  const saveCompany = (changed: CompanyProfile): void => {
    company = changed;
    keep(storage, `${key}:company`, JSON.stringify(changed));
  };
  render(
    <SiteContext.Provider value={site}>
      {greeting !== undefined && <p class="greeting">{greeting}</p>}
      <ChatApp
        session={session}
        company={company}
        onCompany={saveCompany}
        loadPage={createPageSource(site, fetcher)}
        sendFeedback={async (feedback) => {
          const stored = await sendFeedback(site, feedback, fetcher);
          if (stored) send("feedback", feedback);
          return stored;
        }}
        examples={questions}
        frame="widget"
      />
    </SiteContext.Provider>,
    content,
  );
  return {
    ask: async (question) => {
      await session.ask(question);
    },
    focus: () => content.querySelector<HTMLElement>("textarea")?.focus(),
    stop: () => session.stop(),
  };
}
