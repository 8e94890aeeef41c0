import type { Seconds } from '../../model/units.ts';
import type { RoadSizeLimits } from '../roads/road-source.ts';
import type { OsmTags } from './osm-elements.ts';

/** Longest value of a tag in OpenStreetMap. */
const MAX_TAG_LENGTH = 255;

const TONNES: Readonly<Record<string, number>> = { t: 1, kg: 0.001, st: 0.90718474, lbs: 0.00045359237 };
const METRES: Readonly<Record<string, number>> = { m: 1, cm: 0.01, ft: 0.3048 };

/** Limits of weight, height and width of a road or a gate; what states no number limits nothing. */
export function readSizeLimits(tags: OsmTags): RoadSizeLimits {
  return {
    maxWeightTonnes: least(tags, ['maxweight', 'maxweightrating'], parseTonnes),
    maxHeightMetres: least(tags, ['maxheight', 'maxheight:physical'], parseMetres),
    maxWidthMetres: least(tags, ['maxwidth', 'maxwidth:physical'], parseMetres),
  };
}

/** Weight in tonnes, e.g. of `3.5`, `7500 kg` or `10 st`, the least of several; null when there is no number. */
export function parseTonnes(text: string | undefined): number | null {
  return parseQuantity(text, TONNES, 't');
}

/** Length in metres, e.g. of `2.6`, `2.6 m` or `8'6"`, the least of several; null when there is no number. */
export function parseMetres(text: string | undefined): number | null {
  const feet = /^(\d{1,3})'(?:\s*(\d{1,2})")?$/.exec(text?.trim().slice(0, 16) ?? '');
  if (feet !== null) return Number(feet[1]) * 0.3048 + Number(feet[2] ?? 0) * 0.0254;
  return parseQuantity(text, METRES, 'm');
}

/** Speed limit in km/h of a `maxspeed` value, the least of several; null when it states no number. */
export function parseSpeedKmh(text: string | undefined): number | null {
  if (text === 'walk') return 5;
  return parseQuantity(text, { 'km/h': 1, kmh: 1, kph: 1, mph: 1.609344 }, 'km/h');
}

/** Time of a `duration` value: `mm`, `hh:mm` or `hh:mm:ss`; null when it is none or zero. */
export function parseDuration(text: string | undefined): Seconds | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3})(?::(\d{2}))?$/.exec(text ?? '');
  if (match === null) return null;
  const seconds = Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
  return seconds > 0 ? seconds : null;
}

function least(
  tags: OsmTags,
  keys: readonly string[],
  parse: (text: string | undefined) => number | null,
): number {
  return Math.min(...keys.map((key) => parse(tags.get(key)) ?? Infinity));
}

function parseQuantity(
  text: string | undefined,
  units: Readonly<Record<string, number>>,
  usual: string,
): number | null {
  if (text === undefined || text.length > MAX_TAG_LENGTH) return null;
  let smallest: number | null = null;
  for (const part of text.split(/[;|,]/)) {
    const match = /^(\d{1,6}(?:\.\d+)?)\s*([a-z/]{1,4})?$/.exec(part.trim());
    const unit = match === null ? undefined : units[match[2] ?? usual];
    if (match === null || unit === undefined) continue;
    const value = Number(match[1]) * unit;
    if (value > 0 && (smallest === null || value < smallest)) smallest = value;
  }
  return smallest;
}
