/**
 * Whether a key press in the question box sends it: Enter alone, and never while an input method is composing.
 * Safari ends the composition before its Enter arrives, without `isComposing`, but with key code 229.
 */
export function sendsOnEnter(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "isComposing" | "keyCode">,
): boolean {
  const composing = event.isComposing || event.keyCode === 229;
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !composing;
}
