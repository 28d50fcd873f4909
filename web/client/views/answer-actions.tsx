import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../../../src/answer/answer.ts";
import type { Turn } from "../chat-session.ts";
import type { Feedback } from "../send-feedback.ts";
import { useSite } from "../site.ts";
import { FeedbackForm } from "./feedback-form.tsx";

export interface AnswerHandlers {
  /** Whether the answer with its sources is on the clipboard. */
  copy: (answer: Answer) => Promise<boolean>;
  /** "copied", "failed", or "long" where the questions do not fit an address. */
  share: (key: number) => Promise<"copied" | "failed" | "long">;
  sendFeedback: (feedback: Feedback) => Promise<boolean>;
  retry: (key: number) => void;
}

interface AnswerActionsProps {
  turn: Turn;
  answer: Answer;
  /** Only the last question can be asked again: the later ones lean on it. */
  last: boolean;
  handlers: AnswerHandlers;
}

const SAID_MS = 4000;

export function AnswerActions({ turn, answer, last, handlers }: AnswerActionsProps) {
  const { strings } = useSite();
  const { chat } = strings;
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => setSaid((await handlers.copy(answer)) ? chat.copied : chat.notCopied);
  const share = async (): Promise<void> => {
    const outcome = await handlers.share(turn.key);
    setSaid({ copied: chat.shared, failed: chat.notCopied, long: chat.tooLongToShare }[outcome]);
  };
  return (
    <fieldset class="answer-actions">
      <legend class="visually-hidden">{chat.actions}</legend>
      <FeedbackForm answerId={answer.id} send={handlers.sendFeedback} />
      <button type="button" class="quiet" onClick={() => void copy()}>
        {chat.copy}
      </button>
      <button type="button" class="quiet" onClick={() => void share()}>
        {chat.share}
      </button>
      {last && (
        <button type="button" class="quiet" onClick={() => handlers.retry(turn.key)}>
          {chat.again}
        </button>
      )}
      {said !== "" && <span class="said">{said}</span>}
    </fieldset>
  );
}
