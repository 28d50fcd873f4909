import type { Ref } from "preact";
import type { ChatState, Turn } from "../chat-session.ts";
import { useSite } from "../site.ts";
import { Composer } from "./composer.tsx";
import { Suggestions } from "./suggestions.tsx";
import { type TurnHandlers, TurnView } from "./turn-view.tsx";

interface ChatViewProps {
  turns: readonly Turn[];
  busy: boolean;
  /** Questions to begin with; the site's own where none are given. */
  examples?: readonly string[] | undefined;
  /** Absent on the server: then every button is one of a plain form. */
  handlers?: (TurnHandlers & { send: () => void; stop: () => void }) | undefined;
  input?: Ref<HTMLTextAreaElement>;
}

/** Questions, answers and the question box, as the server and the browser draw them. */
export function ChatView({ turns, busy, examples, handlers, input = null }: ChatViewProps) {
  const { chat } = useSite().strings;
  const earlier = lastThatFit(turns.flatMap(({ question, status }) => (status.kind === "answered" ? [question] : [])));
  return (
    <>
      {turns.length === 0 && (
        <Suggestions
          heading={chat.examples}
          level={2}
          suggestions={examples ?? chat.exampleQuestions}
          earlier={[]}
          onAsk={handlers?.ask}
        />
      )}
      <div class="turns" id="turns">
        {turns.map((turn, index) => {
          const last = index === turns.length - 1;
          // Only the last turn offers suggestions, which lean on all before.
          return (
            <TurnView turn={turn} last={last} earlier={last ? earlier : none} handlers={handlers} key={turn.key} />
          );
        })}
      </div>
      <Composer busy={busy} earlier={earlier} handlers={handlers} input={input} />
    </>
  );
}

const none: readonly string[] = [];
/** Percent-encoded; the server takes 32 KB with the new question. */
const EARLIER_LENGTH = 16_000;

/** The last questions that a posted form can carry. */
function lastThatFit(questions: readonly string[]): readonly string[] {
  let length = 0;
  const first = questions.findLastIndex((question) => {
    length += 3 * new TextEncoder().encode(question).length;
    return length > EARLIER_LENGTH;
  });
  return questions.slice(first + 1);
}

/** Told to screen readers. Permanent, and changed twice an answer; the history never stands in it. */
export function LiveRegion({ announcement }: Pick<ChatState, "announcement">) {
  const { chat } = useSite().strings;
  const text = (): string => {
    switch (announcement.kind) {
      case "none":
        return "";
      case "begun":
        return chat.begun;
      case "finished":
        return chat.finished(announcement.citations);
      case "stopped":
        return chat.stopped;
      case "failed":
        return chat.failed(announcement.failure.message);
    }
  };
  return (
    <div class="visually-hidden" id="live" aria-live="polite" aria-atomic="true">
      {text()}
    </div>
  );
}
