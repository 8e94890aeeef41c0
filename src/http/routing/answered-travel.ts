import { toPosition } from '../../geojson/feature-collection.ts';
import type { SnappedPoint } from '../../network/travel-engine.ts';
import type { AnsweredSnap } from './travel-schemas.ts';

/** Where a point meets the network, as answers state it. */
export function toAnsweredSnap({ location, snapMetres }: SnappedPoint): AnsweredSnap {
  return { position: location && toPosition(location), snapMetres: toTenth(snapMetres) };
}

/** To 0.1 m or s; JSON has no infinity, so null is no way. */
export function toTenth(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : null;
}
