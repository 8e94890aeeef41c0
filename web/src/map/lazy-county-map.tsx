import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Loading } from '../panel/loading.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import type { CountyMapProps } from './county-map.tsx';

/** The map, whose library is fetched after the first paint. */
export function LazyCountyMap(props: CountyMapProps) {
  const { text } = useTranslation();
  const [CountyMap, setCountyMap] = useState<ComponentType<CountyMapProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import('./county-map.tsx').then(
      (module) => setCountyMap(() => module.default),
      () => setFailed(true),
    );
  }, []);
  if (failed) return <p class="map-missing">{text('state.failed')}</p>;
  return CountyMap === null ? <Loading /> : <CountyMap {...props} />;
}
