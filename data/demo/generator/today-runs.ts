import type { VehicleKind } from '../../../src/county-import/default-rates.ts';
import { getVehicleDefaults } from '../../../src/county-import/default-rates.ts';
import type { Demand } from '../../../src/model/demand.ts';
import type { Operation } from '../../../src/model/operation.ts';
import type { Site } from '../../../src/model/site.ts';
import type { Weekday } from '../../../src/model/units.ts';
import { WEEKDAYS } from '../../../src/model/units.ts';

/** How a carrier works today. */
export interface CarrierPractice {
  readonly carrierId: string;
  readonly vehicle: VehicleKind;
  /** Which of its goods go on these runs. */
  readonly carries: (commodityId: string) => boolean;
  /** Base of the runs into a township: the carrier's branch there, or its depot. */
  readonly baseOf: (stationId: string) => string;
  readonly departure: number;
}

/** Travel seconds by road between two sites. */
export type SecondsBetween = (fromId: string, toId: string) => number;

/** A run is closed before it fills more than this share; most end by their hours, half full. */
const FILL = 0.92;
const MAX_STOPS = 30;
const MAX_SECONDS = 9 * 3_600;
const SERVICE_SECONDS = 7 * 60;

/**
 * Weekdays by visits, in two families; of one visit each family has two choices. Within a family fewer visits are a
 * subset of more, so that runs with different goods come to a site on the same days and never more often than asked.
 */
const PATTERNS: readonly Readonly<Record<number, readonly (readonly Weekday[])[]>>[] = [
  { 1: [[1], [5]], 2: [[1, 5]], 3: [[1, 3, 5]] },
  { 1: [[2], [6]], 2: [[2, 6]], 3: [[2, 4, 6]] },
];

/** From so many visits on there is one choice for all: the first days of the week. */
const VISITS_WITHOUT_CHOICE = 5;

interface Call {
  readonly siteId: string;
  readonly stationId: string;
  readonly visits: number;
  /** Index into `PATTERNS`. */
  readonly family: number;
  readonly grams: number;
  readonly litres: number;
}

/** Today's runs of one practice: township by township, nearest next stop first, each run closed by load, stops or hours. */
export function buildRuns(
  practice: CarrierPractice,
  demands: readonly Demand[],
  sites: ReadonlyMap<string, Site>,
  seconds: SecondsBetween,
): readonly Operation[] {
  const calls = toCalls(practice, demands, sites);
  const groups = Map.groupBy(calls, (call) =>
    [practice.baseOf(call.stationId), call.visits, call.family].join(' '),
  );
  const runs: Operation[] = [];
  for (const group of groups.values()) {
    const baseId = practice.baseOf(group[0].stationId);
    for (const run of splitIntoRuns(practice.vehicle, baseId, group, seconds)) {
      const patterns = listPatterns(group[0]);
      runs.push({
        id: `R-${practice.carrierId}-${practice.vehicle}-${String(runs.length + 1).padStart(3, '0')}`,
        carrierId: practice.carrierId,
        vehicleTypeId: `${practice.carrierId}-${practice.vehicle}`,
        weekdays: patterns[runs.length % patterns.length],
        departure: practice.departure,
        siteIds: [baseId, ...run, baseId],
      });
    }
  }
  return runs;
}

function listPatterns({ visits, family }: Call): readonly (readonly Weekday[])[] {
  return visits < VISITS_WITHOUT_CHOICE ? PATTERNS[family][visits] : [WEEKDAYS.slice(0, visits)];
}

/** One call per site: visits enough for the most frequent of its demands, load of one visit in both directions. */
function toCalls(
  practice: CarrierPractice,
  demands: readonly Demand[],
  sites: ReadonlyMap<string, Site>,
): readonly Call[] {
  const own = demands.filter(
    (demand) => demand.carrierId === practice.carrierId && practice.carries(demand.commodityId),
  );
  const familyOf = dealFamilies(sites);
  const calls: Call[] = [];
  for (const [siteId, group] of Map.groupBy(own, (demand) => demand.siteId)) {
    const site = sites.get(siteId);
    if (site === undefined || site.location === null) continue;
    const visits = Math.max(...group.map((demand) => demand.visitsPerWeek));
    const sum = (amount: (demand: Demand) => number): number =>
      group.reduce((total, demand) => total + amount(demand) / demand.visitsPerWeek, 0);
    const stationId = site.tier === 'village' ? (site.parentId ?? siteId) : siteId;
    calls.push({
      siteId,
      stationId,
      visits,
      family: visits < VISITS_WITHOUT_CHOICE ? (familyOf.get(stationId) ?? 0) : 0,
      grams: sum((demand) => demand.gramsPerWeek),
      litres: sum((demand) => demand.litresPerWeek),
    });
  }
  return calls;
}

/** The western townships, with their villages, take one family of patterns, the eastern ones the other. */
function dealFamilies(sites: ReadonlyMap<string, Site>): ReadonlyMap<string, number> {
  const townships = [...sites.values()].filter(
    ({ tier, ownerId }) => tier === 'township' && ownerId === null,
  );
  const westFirst = townships.sort((a, b) => (a.location?.[0] ?? 0) - (b.location?.[0] ?? 0));
  return new Map(
    westFirst.map(({ id }, rank) => [id, Math.floor((rank * PATTERNS.length) / westFirst.length)]),
  );
}

function splitIntoRuns(
  vehicle: VehicleKind,
  baseId: string,
  calls: readonly Call[],
  seconds: SecondsBetween,
): readonly (readonly string[])[] {
  const { capacityGrams, capacityLitres } = getVehicleDefaults(vehicle);
  const runs: string[][] = [];
  const waiting = new Set(calls);
  while (waiting.size > 0) {
    const run: string[] = [];
    let [at, elapsed, grams, litres] = [baseId, 0, 0, 0];
    for (let next = nearest(at, waiting, seconds, null); next !== null;) {
      const back = elapsed + seconds(at, next.siteId) + SERVICE_SECONDS + seconds(next.siteId, baseId);
      const full = grams + next.grams > FILL * capacityGrams || litres + next.litres > FILL * capacityLitres;
      if (run.length > 0 && (full || back > MAX_SECONDS || run.length >= MAX_STOPS)) break;
      elapsed += seconds(at, next.siteId) + SERVICE_SECONDS;
      [at, grams, litres] = [next.siteId, grams + next.grams, litres + next.litres];
      run.push(at);
      waiting.delete(next);
      next = nearest(at, waiting, seconds, next.stationId);
    }
    runs.push(run);
  }
  return runs;
}

/** The call nearest by road, of the township under way as long as it has one left. */
function nearest(
  at: string,
  waiting: ReadonlySet<Call>,
  seconds: SecondsBetween,
  stationId: string | null,
): Call | null {
  const all = [...waiting];
  const same = all.filter((call) => call.stationId === stationId);
  const choice = same.length > 0 ? same : all;
  if (choice.length === 0) return null;
  return choice.reduce((best, call) => (seconds(at, call.siteId) < seconds(at, best.siteId) ? call : best));
}
