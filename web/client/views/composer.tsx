import type { Ref } from "preact";
import { sendsOnEnter } from "../sends-on-enter.ts";
import { useSite } from "../site.ts";
import { QuestionForm } from "./question-form.tsx";

interface ComposerProps {
  busy: boolean;
  earlier: readonly string[];
  /** Absent without JavaScript: the form is then posted. */
  handlers?: { send: () => void; stop: () => void } | undefined;
  input?: Ref<HTMLTextAreaElement>;
}

/** The question box. Uncontrolled: what an input method is composing must not be written over. */
export function Composer({ busy, earlier, handlers, input = null }: ComposerProps) {
  const { chat } = useSite().strings;
  return (
    <QuestionForm class="composer" earlier={earlier} onSend={handlers?.send}>
      <label for="question">{chat.question}</label>
      <textarea
        id="question"
        name="question"
        rows={2}
        required
        autocomplete="off"
        aria-describedby="composer-hint"
        placeholder={chat.placeholder}
        ref={input}
        onKeyDown={(event) => {
          if (handlers === undefined || !sendsOnEnter(event)) return;
          event.preventDefault();
          handlers.send();
        }}
      />
      <div class="composer-actions">
        <p class="composer-hint" id="composer-hint">
          {chat.hint}
        </p>
        {busy && (
          <button type="button" class="secondary" id="stop" onClick={handlers?.stop}>
            {chat.stop}
          </button>
        )}
        {/* Not `disabled` while busy: that would take the focus away from whoever sent with this button. */}
        <button type="submit" class="primary" id="send" aria-disabled={busy}>
          {chat.send}
        </button>
      </div>
    </QuestionForm>
  );
}
