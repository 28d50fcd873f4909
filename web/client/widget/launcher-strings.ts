import type { Language } from "../strings.ts";

/** What stands on the host's page before the panel is loaded. Apart from the one table, which is three times the loader's size. */
export interface LauncherStrings {
  launcher: string;
  heading: string;
  close: string;
  loading: string;
  failed: string;
}

export const launcherStrings: Readonly<Record<Language, LauncherStrings>> = {
  ja: {
    launcher: "支援施策を質問する",
    heading: "施策ナビ",
    close: "閉じる",
    loading: "読み込んでいます…",
    failed: "読み込めませんでした。少し待ってから、もう一度開いてください。",
  },
  en: {
    launcher: "Ask about support measures",
    heading: "Shisaku Navi",
    close: "Close",
    loading: "Loading…",
    failed: "Could not be loaded. Please open it again in a moment.",
  },
};
