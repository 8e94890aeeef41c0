/** How an entry point's process is to end. */
export interface ProcessEnd {
  /** Settles at the first SIGINT or SIGTERM; further ones are taken in silence. */
  readonly requested: Promise<void>;
  isRequested(): boolean;
}

/** What is closed at the end must be closed within this time, or the process ends without. */
const GRACE_MILLISECONDS = 20_000;

/**
 * Runs an entry point and ends the process: code 0 after a signal or when `body` returns, 1 when it throws.
 *
 * npm hands SIGINT on to a process that the terminal has already told, so a second one is no wish for haste.
 *
 * @param body opens things onto the stack, which is closed at the end, last first
 * @param explain turns a known error into lines for people; null is a bug, shown with its stack
 */
export async function runUntilSignal(
  body: (open: AsyncDisposableStack, end: ProcessEnd) => Promise<void>,
  explain: (error: unknown) => string | null,
): Promise<void> {
  const end = listenForSignals();
  try {
    await using open = new AsyncDisposableStack();
    await body(open, end);
  } catch (error) {
    process.stderr.write(`${explain(error) ?? toStack(error)}\n`);
    process.exitCode = 1;
  }
  process.exit();
}

function listenForSignals(): ProcessEnd {
  const { promise, resolve } = Promise.withResolvers<void>();
  let requested = false;
  const request = (): void => {
    if (requested) return;
    requested = true;
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    resolve();
  };
  process.on('SIGINT', request);
  process.on('SIGTERM', request);
  return { requested: promise, isRequested: () => requested };
}

function toStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
