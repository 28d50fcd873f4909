import type { ComponentChildren } from "preact";
import { pageAddress, useSite } from "../site.ts";

interface QuestionFormProps {
  class: string;
  /** Questions answered before: without JavaScript they travel with the next one. */
  earlier: readonly string[];
  /** Absent without JavaScript: the form is posted. Gets the pressed button's question, or undefined. */
  onSend?: ((pressed: string | undefined) => void) | undefined;
  children: ComponentChildren;
}

/** A form that asks a question, sent by the browser alone or by the chat. */
export function QuestionForm({ class: className, earlier, onSend, children }: QuestionFormProps) {
  const site = useSite();
  const submit = (event: SubmitEvent): void => {
    if (onSend === undefined) return;
    event.preventDefault();
    onSend(event.submitter instanceof HTMLButtonElement ? event.submitter.value || undefined : undefined);
  };
  return (
    <form class={className} method="post" action={pageAddress(site, "/")} onSubmit={submit}>
      {earlier.map((question, index) => (
        <input type="hidden" name="earlier" value={question} key={index} />
      ))}
      {children}
    </form>
  );
}
