import type { Random } from '../../src/county-import/seeded-random.ts';
import type { SecondsOfDay, TimeWindow } from '../../src/model/units.ts';

const HOUR = 3_600;
const NOON = 12 * HOUR;
const SLOT = 2 * HOUR;

/**
 * Hours of a stop inside those of its site: half of the stops may be visited at any time, the others in the morning, in the
 * afternoon or in a slot of two hours (assumption). Where no vehicle can be there before the hours end, they are
 * moved to end an hour after the earliest arrival.
 *
 * @param earliestArrival of the quickest vehicle that comes straight from its base.
 */
export function drawHours(
  open: TimeWindow,
  earliestArrival: SecondsOfDay,
  random: Random,
): readonly TimeWindow[] {
  const [kind, position] = [random(), random()];
  if (kind < 0.5) return [];
  const window = toWindow(open, kind, position);
  const latest = Math.max(window.latest, Math.ceil(earliestArrival) + HOUR);
  return [{ earliest: Math.min(window.earliest, latest - HOUR), latest }];
}

function toWindow(open: TimeWindow, kind: number, position: number): TimeWindow {
  if (kind < 0.65) return { earliest: open.earliest, latest: NOON };
  if (kind < 0.8) return { earliest: NOON + HOUR, latest: open.latest };
  const quarters = Math.floor((position * (open.latest - SLOT - open.earliest)) / (HOUR / 4));
  const earliest = open.earliest + (quarters * HOUR) / 4;
  return { earliest, latest: earliest + SLOT };
}
