/** A file copied into place is taken up some four seconds after its last byte. */
const INTERVAL_MS = 2_000;

/**
 * Calls `changed` once what is looked at has changed and then stayed the same for one more look: a file that is still being
 * copied is let be. The first look counts as a change, for nobody knows what came before it. Never keeps the process
 * alive. Returns what stops it.
 */
export function watchChanges(
  look: () => Promise<string>,
  changed: () => Promise<void>,
  intervalMs = INTERVAL_MS,
): () => void {
  let handled: string | undefined;
  let last: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const tick = async (): Promise<void> => {
    const seen = await look();
    if (!isStopped && seen === last && seen !== handled) {
      handled = seen;
      await changed();
    }
    last = seen;
    schedule();
  };
  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => void tick(), intervalMs);
    timer.unref();
  };

  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
