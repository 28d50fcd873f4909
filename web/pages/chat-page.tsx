import type { Answer } from "../../src/answer/answer.ts";
import { AnswerView, Suggestions } from "./answer-view.tsx";
import { type DocumentName, Layout } from "./layout.tsx";

interface ChatPageProps {
  basePath: string;
  document: DocumentName;
  edition: string;
  measureCount: number;
  suggestions: readonly string[];
  /** The answer to a question sent by the plain form. */
  turn?: { question: string; answer: Answer } | undefined;
}

/** web/client/chat.ts looks the ids up; `data-turn` hands it a posted turn, so that a follow-up knows of it. */
export function ChatPage({ basePath, document, edition, measureCount, suggestions, turn }: ChatPageProps) {
  const title = "支援施策の質問応答";
  const description = `「${document.title}」（${document.date}）の${measureCount}施策に、番号・ページ・原文の引用で答えます。`;
  return (
    <Layout
      title={title}
      description={description}
      path="/"
      basePath={basePath}
      document={document}
      scripts={["chat.js"]}
    >
      <div class="chat" id="chat" data-base-path={basePath} data-edition={edition}>
        <div class="chat-intro">
          <h1>支援施策について質問する</h1>
          <p>{description}</p>
        </div>
        <form class="suggestions" id="welcome" method="post" action={`${basePath}/`} hidden={turn !== undefined}>
          <h2>質問の例</h2>
          <Suggestions suggestions={suggestions} />
        </form>
        <div class="turns" id="turns">
          {turn !== undefined && (
            <article class="turn" data-turn={JSON.stringify(turn)}>
              <h2 class="question">
                <span class="visually-hidden">質問: </span>
                {turn.question}
              </h2>
              <AnswerView answer={turn.answer} basePath={basePath} />
            </article>
          )}
        </div>
        <form class="composer" id="composer" method="post" action={`${basePath}/`}>
          <label for="question">質問</label>
          <textarea
            id="question"
            name="question"
            rows={2}
            required
            autocomplete="off"
            aria-describedby="composer-hint"
            placeholder="例：事業承継に使える補助金はありますか"
          />
          <div class="composer-actions">
            <p class="composer-hint" id="composer-hint">
              Enterで送信、Shift+Enterで改行、F6で回答へ
            </p>
            <button type="button" class="secondary" id="clear" hidden>
              会話を消す
            </button>
            <button type="button" class="secondary" id="stop" hidden>
              停止
            </button>
            <button type="submit" class="primary" id="send">
              送信
            </button>
          </div>
        </form>
        <div class="visually-hidden" id="live" aria-live="polite" aria-atomic="true" />
      </div>
    </Layout>
  );
}
