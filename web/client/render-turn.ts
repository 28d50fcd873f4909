import type { Answer } from "../../src/answer/answer.ts";
import { completeMarkup } from "./answer-markdown.ts";
import type { AskFailure, AskProgress } from "./ask.ts";
import { element } from "./element.ts";
import { renderAnswerText, renderCitations } from "./render-answer.ts";

/** One question and what became of it. Each call replaces what the turn showed before. */
export interface TurnView {
  root: HTMLElement;
  question: string;
  /** Moves the keyboard's place to the answer, for one whose button has just gone. */
  focus(): void;
  showProgress(progress: AskProgress): void;
  showAnswer(answer: Answer): void;
  showFailure(failure: AskFailure): void;
  showStopped(): void;
}

export interface TurnActions {
  ask(question: string): void;
  retry(view: TurnView): void;
}

function renderSuggestions(suggestions: readonly string[], ask: (question: string) => void): HTMLElement {
  const items = suggestions.map((suggestion) => {
    const button = element("button", { type: "button", class: "suggestion" }, suggestion);
    button.addEventListener("click", () => ask(suggestion));
    return element("li", {}, button);
  });
  return element("div", { class: "suggestions" }, element("h3", {}, "続けて質問する"), element("ul", {}, ...items));
}

export function createTurnView(question: string, basePath: string, actions: TurnActions): TurnView {
  const text = element("div", { class: "answer-text" });
  const status = element("p", { class: "turn-status" }, "回答を作成しています…");
  const after = element("div", { class: "answer-after" });
  const answerBox = element("div", { class: "answer", tabindex: "-1" }, text, status, after);
  const label = element("span", { class: "visually-hidden" }, "質問: ");
  const root = element("article", { class: "turn" }, element("h2", { class: "question" }, label, question), answerBox);

  let pending: AskProgress | undefined;
  let frame = 0;

  // A stream may bring many deltas between two frames; only the last state is worth drawing.
  function drawProgress(): void {
    frame = 0;
    if (pending === undefined) return;
    text.replaceChildren(...renderAnswerText(completeMarkup(pending.text), pending.id, pending.citations));
    if (pending.resumed) status.textContent = "通信が途切れたため、回答を受け取り直しています…";
  }

  function settle(): void {
    pending = undefined;
    cancelAnimationFrame(frame);
    status.remove();
  }

  function showEnd(className: "trouble" | "stopped", lines: readonly string[], retryable: boolean): void {
    settle();
    const box = element("div", { class: className }, ...lines.map((line) => element("p", {}, line)));
    if (retryable) {
      const retry = element("button", { type: "button", class: "secondary retry" }, "再試行");
      retry.addEventListener("click", () => actions.retry(view));
      box.append(retry);
    }
    after.replaceChildren(box);
  }

  const view: TurnView = {
    root,
    question,
    focus: () => answerBox.focus({ preventScroll: true }),
    showProgress(progress) {
      pending = progress;
      if (frame === 0) frame = requestAnimationFrame(drawProgress);
    },
    showAnswer(answer) {
      settle();
      text.replaceChildren(...renderAnswerText(answer.answer, answer.id, answer.citations));
      after.replaceChildren(
        ...(answer.citations.length > 0 ? [renderCitations(answer.citations, answer.id, basePath)] : []),
        ...(answer.notice === undefined ? [] : [element("p", { class: "answer-notice" }, answer.notice)]),
        ...(answer.suggestions.length > 0 ? [renderSuggestions(answer.suggestions, actions.ask)] : []),
      );
    },
    showFailure({ message, hint, retryAfterSeconds, retryable }) {
      const wait = retryAfterSeconds === undefined ? [] : [`およそ${retryAfterSeconds}秒後に、また質問できます。`];
      // Half an answer under an error could be taken for the whole one.
      text.replaceChildren();
      showEnd("trouble", [message, ...(hint === undefined ? [] : [hint]), ...wait], retryable);
    },
    showStopped() {
      showEnd("stopped", ["回答を途中で停止しました。"], true);
    },
  };
  return view;
}
