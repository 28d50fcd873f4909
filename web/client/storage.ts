/** Reading `localStorage` throws where the browser blocks site data. */
export function openStorage(kind: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return window[kind];
  } catch {
    return undefined;
  }
}

/** Costs the memory of this page only where the storage is absent or full. */
export function keep(storage: Storage | undefined, key: string, value: string): void {
  try {
    storage?.setItem(key, value);
  } catch {}
}
