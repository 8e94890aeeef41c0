import type { LonLat } from '../../model/units.ts';
import type { ByteSource, RoadLimits } from './osm-elements.ts';
import { readOsm } from './read-osm.ts';
import type { OsmFormat } from './read-osm.ts';

export type PlaceKind = 'city' | 'town' | 'village' | 'hamlet';

/** A named settlement of an OpenStreetMap file. */
export interface OsmPlace {
  /** OpenStreetMap node id. */
  readonly id: number;
  /** `name:zh` where given, else `name`; empty when the map has neither. */
  readonly name: string;
  readonly place: PlaceKind;
  readonly location: LonLat;
  readonly population: number | null;
}

const PLACE_KINDS: ReadonlySet<string> = new Set<PlaceKind>(['city', 'town', 'village', 'hamlet']);

/**
 * Lists the place nodes (city, town, village, hamlet) of an OpenStreetMap file in file order.
 *
 * @throws RoadSourceError as `readOsm`.
 */
export async function readOsmPlaces(
  source: ByteSource,
  format: OsmFormat,
  limits?: RoadLimits,
): Promise<readonly OsmPlace[]> {
  const places: OsmPlace[] = [];
  await readOsm(
    source,
    format,
    {
      node: (id, lonE7, latE7, tags) => {
        const place = tags.get('place');
        if (place === undefined || !PLACE_KINDS.has(place)) return;
        places.push({
          id,
          name: tags.get('name:zh') ?? tags.get('name') ?? '',
          place: place as PlaceKind,
          location: [lonE7 / 1e7, latE7 / 1e7],
          population: toPopulation(tags.get('population')),
        });
      },
      way: () => undefined,
    },
    limits,
  );
  return places;
}

function toPopulation(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
