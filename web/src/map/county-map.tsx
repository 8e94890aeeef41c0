import type { Feature, Geometry, LineString, Point } from 'geojson';
import { useEffect, useRef, useState } from 'preact/hooks';

import { useTranslation } from '../i18n/use-translation.ts';
import { findBounds } from './bounds.ts';
import type { SourceName } from './map-style.ts';
import { SOURCES } from './map-style.ts';
import type { MapEvents } from './map-view.ts';
import { MapView } from './map-view.ts';

type Features = readonly Feature<Geometry | null>[];

export interface CountyMapProps extends MapEvents {
  /** Features by source; the same array again is not drawn again. */
  readonly features: Readonly<Record<SourceName, Features>>;
  readonly chosenTripIds: readonly string[];
  readonly chosenSiteId: string | null;
  /** The trip or the site that was chosen, to be brought into view. */
  readonly focus: LineString | Point | null;
  readonly attribution: string;
}

/** The county's map; where the browser cannot draw it, a line that says so. */
export default function CountyMap(props: CountyMapProps) {
  const { text } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const [view, failed] = useMapView(container, props);
  useDrawnFeatures(view, props.features);
  const extent = useExtent(view, props);
  useChosen(view, props);
  if (failed) return <p class="map-missing">{text('state.noMap')}</p>;
  return (
    <>
      <div class="map-canvas" ref={container} data-testid="map" />
      <button type="button" class="map-fit" onClick={() => extent !== null && view?.fit(extent, true)}>
        {text('map.fit')}
      </button>
      <p class="map-attribution">{['MapLibre', props.attribution].filter(Boolean).join(' · ')}</p>
    </>
  );
}

function useMapView(
  container: { readonly current: HTMLDivElement | null },
  events: MapEvents,
): readonly [MapView | null, boolean] {
  const { text } = useTranslation();
  const [view, setView] = useState<MapView | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const texts = { label: text('map.label'), zoomIn: text('map.zoomIn'), zoomOut: text('map.zoomOut') };
    const opened = container.current === null ? null : openView(container.current, texts, events);
    setView(opened);
    setFailed(opened === null);
    return () => opened?.remove();
  }, [text]);
  useEffect(() => view?.setEvents(events));
  return [view, failed];
}

function openView(
  container: HTMLElement,
  texts: ConstructorParameters<typeof MapView>[1],
  events: MapEvents,
): MapView | null {
  try {
    return new MapView(container, texts, events);
  } catch (error) {
    console.warn('The map cannot be drawn:', error);
    return null;
  }
}

function useDrawnFeatures(view: MapView | null, features: CountyMapProps['features']): void {
  for (const source of SOURCES) {
    useEffect(() => {
      void view?.setData(source, features[source]);
    }, [view, features[source]]);
  }
}

function useChosen(view: MapView | null, { chosenTripIds, chosenSiteId, focus }: CountyMapProps): void {
  useEffect(() => {
    void view?.choose(chosenTripIds, chosenSiteId);
  }, [view, chosenTripIds.join('\n'), chosenSiteId]);
  useEffect(() => {
    if (focus?.type === 'Point') view?.revealPlace(focus.coordinates);
    const bounds = focus?.type === 'LineString' ? findBounds([focus]) : null;
    if (bounds !== null) view?.revealTrip(bounds);
  }, [view, focus]);
}

/** Fits the map once to the county, as soon as its boundary, or else its sites, are there; a trip in focus goes first. */
function useExtent(view: MapView | null, { features, focus }: CountyMapProps) {
  const { boundary, sites } = features;
  const shown = boundary.length > 0 ? boundary : sites;
  const extent = findBounds(shown.map((feature) => feature.geometry));
  useEffect(() => {
    if (extent !== null && focus?.type !== 'LineString') view?.fit(extent, false);
  }, [view, extent?.join()]);
  return extent;
}
