import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Citation } from "../../src/answer/citation.ts";
import { answeredTurns, type ChatSession, type ChatState } from "./chat-session.ts";
import type { CompanyProfile } from "./company.ts";
import { copyText } from "./copy-text.ts";
import type { CitedPage } from "./page-source.ts";
import type { Feedback } from "./send-feedback.ts";
import { answerAsText, shareAddress } from "./share-answer.ts";
import { useSite } from "./site.ts";
import { ChatTools } from "./views/chat-tools.tsx";
import { ChatView, LiveRegion } from "./views/chat-view.tsx";
import { CitationPanel } from "./views/citation-panel.tsx";

export interface ChatAppProps {
  session: ChatSession;
  company: CompanyProfile;
  onCompany: (company: CompanyProfile) => void;
  loadPage: (citation: Citation) => Promise<CitedPage>;
  sendFeedback: (feedback: Feedback) => Promise<boolean>;
  /** Put into the question box at the start. */
  prefilled?: string;
  /** Questions to begin with; the site's own where none are given. */
  examples?: readonly string[] | undefined;
  /** What the chat stands in: a page of its own, or a part of another site's page, which it must not reach beyond. */
  frame: "page" | "widget";
}

function useSession(session: ChatSession): ChatState {
  const [state, setState] = useState(session.state);
  useEffect(() => {
    setState(session.state);
    return session.subscribe(() => setState(session.state));
  }, [session]);
  return state;
}

/** What has the focus, looked at from `node`: inside a shadow tree the document knows the host only. */
function focusedBeside(node: Node | null): Element | null {
  const root = node?.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}

/** In a widget only the chat scrolls: `scrollIntoView` would move the page around it too. */
function scrollToTop(turn: Element | null | undefined, frame: "page" | "widget"): void {
  const list = turn?.closest(".chat");
  if (frame === "page") turn?.scrollIntoView({ block: "start" });
  else if (turn && list) list.scrollTop += turn.getBoundingClientRect().top - list.getBoundingClientRect().top - 16;
}

/** The whole chat, whatever frame stands around it. */
export function ChatApp(props: ChatAppProps) {
  const { session, company, onCompany, loadPage, sendFeedback, prefilled = "", examples, frame } = props;
  const site = useSite();
  const state = useSession(session);
  const [cited, setCited] = useState<Citation | undefined>(undefined);
  const [profile, setProfile] = useState(company);
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLElement | undefined>(undefined);
  const { turns } = state;
  const lastKey = turns.at(-1)?.key;

  const focusLatest = useCallback(() => {
    root.current?.querySelector<HTMLElement>(".turn:last-child .answer")?.focus({ preventScroll: true });
  }, []);

  const ask = useCallback(
    (question: string) => {
      // A pressed suggestion or retry button goes away; the question box would open a phone's keyboard over the answer.
      const focused = focusedBeside(root.current);
      void session.ask(question);
      if (focused !== input.current && focused?.id !== "send") requestAnimationFrame(focusLatest);
    },
    [session, focusLatest],
  );

  const handlers = useMemo(
    () => ({
      ask,
      send: () => {
        const box = input.current;
        if (box === null || box.value.trim() === "" || session.busy) return;
        const question = box.value;
        box.value = "";
        ask(question);
      },
      stop: () => session.stop(),
      retry: (key: number) => {
        void session.retry(key);
        requestAnimationFrame(focusLatest);
      },
      cite: (citation: Citation, link: HTMLElement) => {
        opener.current = link;
        setCited(citation);
      },
      copy: (answer: Parameters<typeof answerAsText>[1]) => copyText(answerAsText(site, answer)),
      share: async (key: number) => {
        const known = session.state.turns;
        const upTo = known.slice(0, known.findIndex((turn) => turn.key === key) + 1);
        const questions = answeredTurns(upTo).map(({ question }) => question);
        const address = shareAddress(site, window.location.origin, questions);
        if (address === undefined) return "long" as const;
        return (await copyText(address)) ? ("copied" as const) : ("failed" as const);
      },
      sendFeedback,
    }),
    [session, site, sendFeedback, ask, focusLatest],
  );

  // A panel belongs to the conversation whose citation it shows.
  useEffect(() => setCited(undefined), [state.conversationId]);

  const closePanel = useCallback(() => {
    setCited(undefined);
    // In a frame the chat is inert until the panel is gone.
    requestAnimationFrame(() => opener.current?.focus());
  }, []);

  function changeCompany(changed: CompanyProfile): void {
    setProfile(changed);
    onCompany(changed);
  }

  useEffect(() => {
    if (prefilled === "" || input.current === null) return;
    input.current.value = prefilled;
    input.current.focus();
  }, [prefilled]);

  // The newest question stands at the top while its answer grows.
  useEffect(() => {
    if (session.busy) scrollToTop(root.current?.querySelector(".turn:last-child"), frame);
  }, [session, lastKey, frame]);

  useEffect(() => {
    /** F6 goes from the question box to the latest answer, and from anywhere else back to the box. */
    function switchPane(event: Event): void {
      if (!(event instanceof KeyboardEvent) || event.key !== "F6") return;
      const latest = root.current?.querySelector<HTMLElement>(".turn:last-child .answer");
      const target = focusedBeside(root.current) === input.current ? latest : input.current;
      if (!target) return;
      event.preventDefault();
      target.focus();
    }
    const listener: EventTarget | null = frame === "page" ? document : root.current;
    listener?.addEventListener("keydown", switchPane);
    return () => listener?.removeEventListener("keydown", switchPane);
  }, [frame]);

  return (
    <div class={cited === undefined ? "chat-app" : "chat-app with-panel"} ref={root}>
      <div class="chat" inert={frame === "widget" && cited !== undefined}>
        <ChatTools
          session={session}
          state={state}
          company={profile}
          onCompany={changeCompany}
          onAskForCompany={() => ask(site.strings.company.askQuestion)}
          onLeft={() => input.current?.focus()}
          withHistory={frame === "page"}
        />
        <ChatView turns={turns} busy={session.busy} examples={examples} handlers={handlers} input={input} />
      </div>
      <LiveRegion announcement={state.announcement} />
      {cited !== undefined && (
        <CitationPanel citation={cited} load={loadPage} onClose={closePanel} within={frame === "widget"} />
      )}
    </div>
  );
}
