import { useEffect } from 'preact/hooks';

/** Calls `act` every so many milliseconds while `active` and the page is in sight. */
export function usePoll(active: boolean, milliseconds: number, act: () => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') act();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [active, milliseconds, act]);
}
