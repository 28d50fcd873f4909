import { useId, useState } from "preact/hooks";
import type { Feedback } from "../send-feedback.ts";
import { sendsOnEnter } from "../sends-on-enter.ts";
import { useSite } from "../site.ts";

interface FeedbackFormProps {
  answerId: string;
  send: (feedback: Feedback) => Promise<boolean>;
}

type Sent = "nothing" | "mark" | "comment" | "failed";

/** Thumbs up or down; a pressed one is stored at once, and a word may follow it. */
export function FeedbackForm({ answerId, send }: FeedbackFormProps) {
  const { strings } = useSite();
  const { feedback } = strings;
  const [useful, setUseful] = useState<boolean | undefined>(undefined);
  const [sent, setSent] = useState<Sent>("nothing");
  const [comment, setComment] = useState("");
  const boxId = useId();

  async function press(value: boolean): Promise<void> {
    setUseful(value);
    const stored = await send({ answerId, useful: value });
    if (!stored) setUseful(undefined);
    setSent(stored ? "mark" : "failed");
  }

  async function sendComment(): Promise<void> {
    const text = comment.trim();
    if (useful === undefined || text === "") return;
    setSent((await send({ answerId, useful, comment: text })) ? "comment" : "failed");
  }

  const thumb = (value: boolean, label: string) => (
    <button type="button" class="quiet" aria-pressed={useful === value} onClick={() => void press(value)}>
      {label}
    </button>
  );
  return (
    <>
      {thumb(true, feedback.useful)}
      {thumb(false, feedback.notUseful)}
      {sent === "failed" && <p class="said">{feedback.failed}</p>}
      {sent === "comment" && <p class="said">{feedback.thanks}</p>}
      {sent === "mark" && (
        <div class="feedback-comment">
          <label for={boxId}>
            {feedback.thanks} {feedback.comment}
          </label>
          <input
            id={boxId}
            type="text"
            maxLength={500}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (!sendsOnEnter(event)) return;
              event.preventDefault();
              void sendComment();
            }}
          />
          <button type="button" class="secondary" onClick={() => void sendComment()}>
            {feedback.send}
          </button>
        </div>
      )}
    </>
  );
}
