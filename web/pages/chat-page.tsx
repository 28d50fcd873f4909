import type { Turn } from "../client/chat-session.ts";
import type { AnsweredTurn } from "../client/conversations.ts";
import { ChatView } from "../client/views/chat-view.tsx";
import { Layout, type PageFrame } from "./layout.tsx";

interface ChatPageProps extends PageFrame {
  measureCount: number;
  /** Answers to questions sent by the plain form, or asked for by a shared address. */
  turns?: readonly AnsweredTurn[];
}

/** web/client/chat.tsx takes `#chat` over; what it must know stands in its data attributes. */
export function ChatPage({ measureCount, turns = [], ...frame }: ChatPageProps) {
  const { site, document } = frame;
  const { chat } = site.strings;
  const description = chat.description(document.title, document.date, measureCount);
  const drawn = turns.map(
    ({ question, answer }, key): Turn => ({ key, question, status: { kind: "answered", answer } }),
  );
  return (
    <Layout {...frame} title={chat.title} description={description} scripts={["chat.js"]} indexed={turns.length === 0}>
      <div class="chat-intro">
        <h1>{chat.heading}</h1>
        <p>
          {description} {chat.decides}
        </p>
      </div>
      <div
        id="chat"
        data-base-path={site.basePath}
        data-edition={document.edition}
        data-language={site.language}
        data-document-url={site.documentUrl}
        data-turns={turns.length === 0 ? undefined : JSON.stringify(turns)}
      >
        <div class="chat-app">
          <div class="chat">
            <ChatView turns={drawn} busy={false} />
          </div>
        </div>
      </div>
    </Layout>
  );
}
