import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answer } from "../../../src/answer/answer.ts";
import { completeMarkup } from "../answer-markdown.ts";
import type { AskFailure, AskProgress } from "../ask.ts";
import type { Turn } from "../chat-session.ts";
import { useSite } from "../site.ts";
import { AnswerActions, type AnswerHandlers } from "./answer-actions.tsx";
import { AnswerText, type OpenCitation } from "./answer-view.tsx";
import { SourceList } from "./source-list.tsx";
import { Suggestions } from "./suggestions.tsx";

/** What can be done with a turn; absent without JavaScript. */
export interface TurnHandlers extends AnswerHandlers {
  ask: (question: string) => void;
  retry: (key: number) => void;
  cite: OpenCitation;
}

const LONG_WAIT_MS = 4000;

/** What is said while an answer is under way. */
function Progress({ progress }: { progress: AskProgress | undefined }) {
  const { strings } = useSite();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  const { resumed, working, workingLonger } = strings.chat;
  if (progress?.resumed) return <p class="turn-status">{resumed}</p>;
  return <p class="turn-status">{long ? workingLonger : working}</p>;
}

function Failure({ failure }: { failure: AskFailure }) {
  const { strings } = useSite();
  const { message, hint, retryAfterSeconds } = failure;
  return (
    <>
      <p>{message}</p>
      {hint !== undefined && hint !== "" && <p>{hint}</p>}
      {retryAfterSeconds !== undefined && <p>{strings.chat.wait(retryAfterSeconds)}</p>}
    </>
  );
}

/** Half an answer under an error could be taken for the whole one: a stopped or failed turn shows none of it. */
function EndView({ turn, handlers }: { turn: Turn; handlers: TurnHandlers | undefined }) {
  const { strings } = useSite();
  const { status, key } = turn;
  if (status.kind !== "stopped" && status.kind !== "failed") return null;
  const retryable = status.kind === "stopped" || status.failure.retryable;
  return (
    <div class={status.kind === "stopped" ? "stopped" : "trouble"}>
      {status.kind === "stopped" ? <p>{strings.chat.stoppedHere}</p> : <Failure failure={status.failure} />}
      {retryable && handlers !== undefined && (
        <button type="button" class="secondary retry" onClick={() => handlers.retry(key)}>
          {strings.chat.retry}
        </button>
      )}
    </div>
  );
}

function AnswerView({ turn, answer, last, earlier, handlers }: TurnViewProps & { answer: Answer }) {
  const { strings } = useSite();
  const { id, citations, suggestions, notice } = answer;
  return (
    <>
      <AnswerText markdown={answer.answer} answerId={id} citations={citations} onCite={handlers?.cite} />
      <SourceList citations={citations} answerId={id} onCite={handlers?.cite} />
      {notice !== undefined && <p class="answer-notice">{notice}</p>}
      {handlers !== undefined && <AnswerActions turn={turn} answer={answer} last={last} handlers={handlers} />}
      {last && (
        <Suggestions
          heading={strings.chat.further}
          level={3}
          suggestions={suggestions}
          earlier={earlier}
          onAsk={handlers?.ask}
        />
      )}
    </>
  );
}

interface TurnViewProps {
  turn: Turn;
  last: boolean;
  /** Questions answered so far, for a browser without JavaScript. */
  earlier: readonly string[];
  handlers?: TurnHandlers | undefined;
}

/** One question and what became of it. */
export function TurnView({ turn, last, earlier, handlers }: TurnViewProps) {
  const { strings } = useSite();
  const { status } = turn;
  // Drawn once: a long conversation is not drawn anew with each word that arrives below it.
  const answered = useMemo(
    () =>
      status.kind === "answered" && (
        <AnswerView turn={turn} answer={status.answer} last={last} earlier={earlier} handlers={handlers} />
      ),
    [turn, status, last, earlier, handlers],
  );
  return (
    <article class="turn">
      <h2 class="question">
        <span class="visually-hidden">{strings.chat.asked}</span>
        {turn.question}
      </h2>
      <div class="answer" tabindex={-1}>
        {status.kind === "asking" && (
          <>
            {status.progress !== undefined && (
              <AnswerText
                markdown={completeMarkup(status.progress.text)}
                answerId={status.progress.id}
                citations={status.progress.citations}
                onCite={handlers?.cite}
              />
            )}
            <Progress progress={status.progress} />
          </>
        )}
        {answered}
        <EndView turn={turn} handlers={handlers} />
      </div>
    </article>
  );
}
