import type { LonLat } from '../../model/units.ts';

/**
 * Writes a line in Google's Encoded Polyline Algorithm Format: latitude and longitude as differences in units of
 * 10^-precision degrees (5, or 6 for "polyline6"), zigzag, five bits a character.
 */
export function encodePolyline(line: readonly LonLat[], precision: number): string {
  const factor = 10 ** precision;
  let text = '';
  let [lastLat, lastLon] = [0, 0];
  for (const [lon, lat] of line) {
    const [unitsLat, unitsLon] = [Math.round(lat * factor), Math.round(lon * factor)];
    text += encodeDifference(unitsLat - lastLat) + encodeDifference(unitsLon - lastLon);
    [lastLat, lastLon] = [unitsLat, unitsLon];
  }
  return text;
}

/** Reads what `encodePolyline` writes; null when the text is no polyline or leaves the globe. */
export function decodePolyline(text: string, precision: number): readonly LonLat[] | null {
  const factor = 10 ** precision;
  const line: LonLat[] = [];
  let [lat, lon] = [0, 0];
  let at = 0;
  while (at < text.length) {
    const first = decodeDifference(text, at);
    const second = first && decodeDifference(text, first.end);
    if (!first || !second) return null;
    lat += first.value;
    lon += second.value;
    at = second.end;
    if (Math.abs(lat) > 90 * factor || Math.abs(lon) > 180 * factor) return null;
    line.push([lon / factor, lat / factor]);
  }
  return line;
}

const LEAST_CHARACTER = 63;
const MORE = 0x20;

function encodeDifference(difference: number): string {
  let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
  let text = '';
  while (rest >= MORE) {
    text += String.fromCharCode((MORE | (rest % MORE)) + LEAST_CHARACTER);
    rest = Math.floor(rest / MORE);
  }
  return text + String.fromCharCode(rest + LEAST_CHARACTER);
}

/** The number that begins at a place of the text, and where it ends; null where there is none. */
function decodeDifference(text: string, start: number): { value: number; end: number } | null {
  let units = 0;
  let weight = 1;
  for (let at = start; at < text.length && weight < 2 ** 35; at++) {
    const code = text.charCodeAt(at) - LEAST_CHARACTER;
    if (!(code >= 0 && code < 64)) return null;
    units += (code % MORE) * weight;
    if (code < MORE) return { value: units % 2 === 1 ? -(units + 1) / 2 : units / 2, end: at + 1 };
    weight *= MORE;
  }
  return null;
}
