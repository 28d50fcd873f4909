import type { Conversation } from "../conversations.ts";
import { useSite } from "../site.ts";

interface HistoryListProps {
  conversations: readonly Conversation[];
  currentId: string;
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
  onRemoveAll: () => void;
}

export function HistoryList({ conversations, currentId, onOpen, onRemove, onRemoveAll }: HistoryListProps) {
  const { strings, language } = useSite();
  const { history } = strings;
  if (conversations.length === 0) return null;
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <details class="history">
      <summary>{history.heading(conversations.length)}</summary>
      <p class="note">{history.note}</p>
      <ul>
        {conversations.map(({ id, startedAt, turns }) => {
          const first = turns[0]?.question ?? "";
          return (
            <li key={id}>
              <button type="button" class="history-open" aria-current={id === currentId} onClick={() => onOpen(id)}>
                <span>{first}</span>
                <span class="note">
                  {when.format(new Date(startedAt))}・{history.questions(turns.length)}
                  {id === currentId && `・${history.current}`}
                </span>
              </button>
              <button type="button" class="quiet" aria-label={history.removeNamed(first)} onClick={() => onRemove(id)}>
                {history.remove}
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" class="secondary" onClick={onRemoveAll}>
        {history.removeAll}
      </button>
    </details>
  );
}
