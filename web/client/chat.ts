import { ask } from "./ask.ts";
import { Conversation, readTurn } from "./conversation.ts";
import { createTurnView, type TurnView } from "./render-turn.ts";
import { sendsOnEnter } from "./sends-on-enter.ts";

/** The chat of `/`: finds what web/pages/chat-page.tsx rendered and brings it to life. */

function find<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the chat page lacks ${selector}`);
}

/** Reading `sessionStorage` throws where the browser blocks site data. */
function openStorage(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

const chat = find("#chat", HTMLElement);
const welcome = find("#welcome", HTMLElement);
const turns = find("#turns", HTMLElement);
const form = find("#composer", HTMLFormElement);
const input = find("#question", HTMLTextAreaElement);
const sendButton = find("#send", HTMLButtonElement);
const stopButton = find("#stop", HTMLButtonElement);
const clearButton = find("#clear", HTMLButtonElement);
const liveRegion = find("#live", HTMLElement);

const basePath = chat.dataset.basePath ?? "";
const conversation = new Conversation(openStorage(), `shisaku-navi:${basePath}:${chat.dataset.edition ?? ""}`);
let asking: AbortController | undefined;

function showState(): void {
  const busy = asking !== undefined;
  // Not `disabled`: that would take the focus away from whoever sent with this button.
  sendButton.setAttribute("aria-disabled", String(busy));
  stopButton.hidden = !busy;
  welcome.hidden = turns.childElementCount > 0;
  clearButton.hidden = turns.childElementCount === 0;
}

const actions = {
  ask: (question: string) => void submit(question),
  retry: (view: TurnView) => {
    if (asking !== undefined) return;
    view.root.remove();
    void submit(view.question);
  },
};

function addTurn(question: string): TurnView {
  const view = createTurnView(question, basePath, actions);
  turns.append(view.root);
  return view;
}

/** The live region changes here, once when the answer begins and once when it is finished, and nowhere else. */
async function submit(text: string): Promise<void> {
  const question = text.trim();
  if (question === "" || asking !== undefined) return;
  const controller = new AbortController();
  asking = controller;
  const messages = conversation.messagesFor(question);
  const view = addTurn(question);
  // A pressed suggestion or retry button goes away; the question box would open a phone's keyboard over the answer.
  if (document.activeElement !== input && document.activeElement !== sendButton) view.focus();
  showState();
  view.root.scrollIntoView({ block: "start" });
  liveRegion.textContent = "回答を作成しています。";

  const request = { basePath, messages, signal: controller.signal, fetch: window.fetch.bind(window) };
  const outcome = await ask(request, (progress) => {
    if (asking === controller) view.showProgress(progress);
  });
  // The conversation was cleared meanwhile.
  if (asking !== controller) return;
  asking = undefined;
  if (document.activeElement === stopButton) view.focus();
  if (outcome.status === "answered") {
    conversation.add({ question, answer: outcome.answer });
    view.showAnswer(outcome.answer);
    liveRegion.textContent = `回答ができました。出典は${outcome.answer.citations.length}件です。`;
  } else if (outcome.status === "stopped") {
    view.showStopped();
    liveRegion.textContent = "回答を停止しました。";
  } else {
    view.showFailure(outcome.failure);
    liveRegion.textContent = `回答できませんでした。${outcome.failure.message}`;
  }
  showState();
}

function submitInput(): void {
  const question = input.value;
  if (question.trim() === "" || asking !== undefined) return;
  input.value = "";
  void submit(question);
}

function clearConversation(): void {
  if (!window.confirm("この会話をすべて消しますか?")) return;
  const running = asking;
  asking = undefined;
  running?.abort();
  if (running !== undefined) liveRegion.textContent = "回答を停止しました。";
  conversation.clear();
  turns.replaceChildren();
  input.focus();
  showState();
}

/** F6 goes from the question box to the latest answer, and from anywhere else back to the box. */
function switchPane(event: KeyboardEvent): void {
  if (event.key !== "F6") return;
  const latest = turns.querySelector<HTMLElement>(".turn:last-child .answer");
  const target = document.activeElement === input ? latest : input;
  if (target === null) return;
  event.preventDefault();
  target.focus();
}

function restore(): void {
  const posted = turns.querySelector<HTMLElement>("[data-turn]")?.dataset.turn;
  const postedTurn = posted === undefined ? undefined : readTurn(posted);
  if (postedTurn !== undefined) conversation.add(postedTurn);
  turns.replaceChildren();
  for (const turn of conversation.turns) addTurn(turn.question).showAnswer(turn.answer);
  const prefilled = new URLSearchParams(window.location.search).get("q")?.trim() ?? "";
  if (prefilled !== "") {
    input.value = prefilled;
    input.focus();
  } else if (postedTurn !== undefined) {
    turns.lastElementChild?.scrollIntoView({ block: "start" });
  }
  showState();
}

input.addEventListener("keydown", (event) => {
  if (!sendsOnEnter(event)) return;
  event.preventDefault();
  submitInput();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  submitInput();
});
welcome.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter instanceof HTMLButtonElement) void submit(event.submitter.value);
});
stopButton.addEventListener("click", () => asking?.abort());
clearButton.addEventListener("click", clearConversation);
document.addEventListener("keydown", switchPane);
restore();
