import { useCallback, useState } from 'preact/hooks';

import type { ViewAddress } from './view-address.ts';
import { formatViewAddress, parseViewAddress } from './view-address.ts';

/** What the page shows, kept in the address bar so that a link brings others to the same view. */
export function useViewAddress(): readonly [ViewAddress, (change: Partial<ViewAddress>) => void] {
  const [address, setAddress] = useState(() => parseViewAddress(location.search));
  const change = useCallback((part: Partial<ViewAddress>) => {
    setAddress((before) => {
      const after = { ...before, ...part };
      history.replaceState(null, '', `${location.pathname}${formatViewAddress(after, location.search)}`);
      return after;
    });
  }, []);
  return [address, change];
}
