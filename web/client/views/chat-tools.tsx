import type { ChatSession, ChatState } from "../chat-session.ts";
import type { CompanyProfile } from "../company.ts";
import { useSite } from "../site.ts";
import { CompanyView } from "./company-view.tsx";
import { HistoryList } from "./history-list.tsx";

interface ChatToolsProps {
  session: ChatSession;
  state: ChatState;
  company: CompanyProfile;
  onCompany: (company: CompanyProfile) => void;
  onAskForCompany: () => void;
  /** After a conversation was left: where the keyboard goes. */
  onLeft: () => void;
  /** Whether earlier conversations are listed; otherwise there is one at a time. */
  withHistory: boolean;
}

/** What stands above the conversation: the company's profile, earlier conversations, a new one, away with this one. */
export function ChatTools(props: ChatToolsProps) {
  const { session, state, company, onCompany, onAskForCompany, onLeft, withHistory } = props;
  const { history } = useSite().strings;
  const hasTurns = state.turns.length > 0;

  function startNew(): void {
    session.startNew();
    onLeft();
  }

  function clear(): void {
    if (!window.confirm(history.confirmClear)) return;
    session.remove(state.conversationId);
    onLeft();
  }

  return (
    <div class="chat-tools">
      <CompanyView company={company} onChange={onCompany} onAsk={onAskForCompany} />
      {withHistory && (
        <HistoryList
          conversations={state.conversations}
          currentId={state.conversationId}
          onOpen={(id) => session.open(id)}
          onRemove={(id) => session.remove(id)}
          onRemoveAll={() => window.confirm(history.confirmAll) && session.removeAll()}
        />
      )}
      {hasTurns && withHistory && (
        <button type="button" class="secondary" id="new" onClick={startNew}>
          {history.startNew}
        </button>
      )}
      {hasTurns && (
        <button type="button" class="secondary" id="clear" onClick={clear}>
          {history.clear}
        </button>
      )}
    </div>
  );
}
