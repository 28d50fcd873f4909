import { render } from "preact";
import { ask } from "./ask.ts";
import { ChatApp } from "./chat-app.tsx";
import { ChatSession } from "./chat-session.ts";
import { type CompanyProfile, parseCompany, toRequest } from "./company.ts";
import { Conversations, readTurns } from "./conversations.ts";
import { createPageSource } from "./page-source.ts";
import { randomId } from "./random-id.ts";
import { sendFeedback } from "./send-feedback.ts";
import { createSite, SiteContext } from "./site.ts";
import { keep, openStorage } from "./storage.ts";
import { readLanguage } from "./strings.ts";

/** The chat of `/`: takes over what web/pages/chat-page.tsx rendered. */
function start(root: HTMLElement): void {
  const { basePath = "", edition = "", language, documentUrl, turns } = root.dataset;
  const site = createSite(basePath, readLanguage(language), documentUrl);
  const key = `shisaku-navi:${basePath}:${edition}`;
  const lasting = openStorage("localStorage");
  const ofTab = openStorage("sessionStorage");
  const fetcher = window.fetch.bind(window);
  let company: CompanyProfile = parseCompany(lasting?.getItem(`${key}:company`) ?? null);

  const session = new ChatSession(
    {
      ask: (messages, signal, onProgress) =>
        ask({ site, messages, company: toRequest(company), signal, fetch: fetcher }, onProgress),
      conversations: new Conversations(lasting, `${key}:conversations`),
      newId: randomId,
      now: () => new Date(),
    },
    readTurns(turns),
  );
  session.restore(ofTab?.getItem(`${key}:shown`) ?? undefined);
  const rememberShown = (): void => keep(ofTab, `${key}:shown`, session.state.conversationId);
  session.subscribe(rememberShown);
  rememberShown();

  const saveCompany = (changed: CompanyProfile): void => {
    company = changed;
    keep(lasting, `${key}:company`, JSON.stringify(changed));
  };
  // Not hydrated: the plain forms of the server give way to the chat, with the same views.
  root.replaceChildren();
  render(
    <SiteContext.Provider value={site}>
      <ChatApp
        session={session}
        company={company}
        onCompany={saveCompany}
        loadPage={createPageSource(site, fetcher)}
        sendFeedback={(feedback) => sendFeedback(site, feedback, fetcher)}
        frame="page"
        prefilled={new URLSearchParams(window.location.search).get("q")?.trim() ?? ""}
      />
    </SiteContext.Provider>,
    root,
  );
}

const root = document.getElementById("chat");
if (root !== null) start(root);
