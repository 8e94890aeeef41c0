import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { GeoJSONSource, MapMouseEvent } from 'maplibre-gl';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import 'maplibre-gl/dist/maplibre-gl.css';
import type { Bounds } from './bounds.ts';
import type { SourceName } from './map-style.ts';
import { matchIds } from './drawing.ts';
import { buildMapStyle } from './map-style.ts';
import { CHOSEN_SITE_LAYER, SITE_LAYERS } from './site-layers.ts';
import { CHOSEN_TRIP_LAYERS, TRIP_LAYERS } from './trip-layers.ts';

maplibregl.setWorkerUrl(workerUrl);

/** Half the side of the square around a click from which trips are picked, in pixels: a finger's width. */
const REACH = 6;
const DIMMED = 0.22;
const LEAST_SHARE_OF_VIEW = 0.3;

export interface MapEvents {
  readonly onPickSite: (siteId: string) => void;
  readonly onPickTrips: (tripIds: readonly string[]) => void;
  readonly onPickNothing: () => void;
}

export interface MapTexts {
  readonly label: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
}

/** The map as an object: what is drawn goes in, picks come out. Data may be set before the style has loaded. */
export class MapView {
  readonly #map: maplibregl.Map;
  readonly #loaded: Promise<void>;
  #events: MapEvents;
  #removed = false;

  /** Throws where the browser offers no WebGL 2. */
  constructor(container: HTMLElement, texts: MapTexts, events: MapEvents) {
    this.#events = events;
    this.#map = new maplibregl.Map({
      container,
      style: buildMapStyle(),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // Far enough out for the largest county, near enough for one village street.
      minZoom: 5,
      maxZoom: 17,
      locale: {
        'Map.Title': texts.label,
        'NavigationControl.ZoomIn': texts.zoomIn,
        'NavigationControl.ZoomOut': texts.zoomOut,
      },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    this.#map.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-right');
    this.#loaded = new Promise((resolve) => {
      this.#map.once('load', () => resolve());
    });
    this.#map.on('idle', () => {
      container.dataset['drawnTrips'] = String(this.#countDrawnTrips());
    });
    this.#map.on('click', (event) => this.#pick(event));
    this.#map.on('mousemove', (event) => this.#showPointer(event));
  }

  setEvents(events: MapEvents): void {
    this.#events = events;
  }

  async setData(source: SourceName, features: readonly Feature<Geometry | null>[]): Promise<void> {
    if (!(await this.#isReady())) return;
    const data = { type: 'FeatureCollection', features: [...features] } as FeatureCollection;
    await this.#map.getSource<GeoJSONSource>(source)?.setData(data);
  }

  /** Draws these trips and this site over the others, which fade where any trip is chosen. */
  async choose(tripIds: readonly string[], siteId: string | null): Promise<void> {
    if (!(await this.#isReady())) return;
    for (const layer of CHOSEN_TRIP_LAYERS) this.#map.setFilter(layer, matchIds(tripIds));
    this.#map.setFilter(CHOSEN_SITE_LAYER, matchIds(siteId === null ? [] : [siteId]));
    for (const layer of TRIP_LAYERS) {
      this.#map.setPaintProperty(layer, 'line-opacity', tripIds.length > 0 ? DIMMED : 0.9);
    }
  }

  fit(bounds: Bounds, animate: boolean): void {
    this.#map.fitBounds(bounds, { padding: 36, maxZoom: 14, animate, duration: 500 });
  }

  /** Brings a place into view; moves only where it is not there yet, and keeps the scale. */
  revealPlace([lon, lat]: Position): void {
    if (!this.#map.getBounds().contains([lon, lat])) this.#map.easeTo({ center: [lon, lat] });
  }

  /** Brings a trip into view; moves only where it is not wholly there, or too small to be told apart. */
  revealTrip(bounds: Bounds): void {
    const [west, south, east, north] = bounds;
    const view = this.#map.getBounds();
    const inView = view.contains([west, south]) && view.contains([east, north]);
    const wide = (east - west) / (view.getEast() - view.getWest());
    const high = (north - south) / (view.getNorth() - view.getSouth());
    if (!inView || Math.max(wide, high) < LEAST_SHARE_OF_VIEW) this.fit(bounds, true);
  }

  remove(): void {
    this.#removed = true;
    this.#map.remove();
  }

  /** Waits for the style; false where the map has been removed meanwhile. */
  async #isReady(): Promise<boolean> {
    await this.#loaded;
    return !this.#removed;
  }

  #pick({ point }: MapMouseEvent): void {
    const [site] = this.#findIds(point, SITE_LAYERS);
    if (site !== undefined) {
      this.#events.onPickSite(site);
      return;
    }
    const trips = this.#findIds(point, [...TRIP_LAYERS, 'trips-chosen']);
    if (trips.length > 0) this.#events.onPickTrips(trips);
    else this.#events.onPickNothing();
  }

  /** Trips in view; kept on the element, where a test can see that the map has drawn and what. */
  #countDrawnTrips(): number {
    const features = this.#map.queryRenderedFeatures({ layers: TRIP_LAYERS });
    return new Set(features.map((feature) => String(feature.properties['id']))).size;
  }

  #showPointer({ point }: MapMouseEvent): void {
    const hit = this.#findIds(point, [...SITE_LAYERS, ...TRIP_LAYERS]).length > 0;
    this.#map.getCanvas().style.cursor = hit ? 'pointer' : '';
  }

  /** Distinct `id` properties of the features near a point, topmost first. */
  #findIds({ x, y }: maplibregl.Point, layers: readonly string[]): readonly string[] {
    const around: [maplibregl.PointLike, maplibregl.PointLike] = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ];
    const present = layers.filter((layer) => this.#map.getLayer(layer) !== undefined);
    const features = this.#map.queryRenderedFeatures(around, { layers: present });
    return [...new Set(features.map((feature) => String(feature.properties['id'])))];
  }
}
