import { createRandom, type Random } from '../../src/county-import/seeded-random.ts';
import type { LonLat, SecondsOfDay } from '../../src/model/units.ts';
import { distanceOf } from '../../src/network/great-circle.ts';
import { durationBetween, type TravelMatrix } from '../../src/network/travel-matrix.ts';
import { explainUnserved } from '../../src/solver/routing/explain-unserved.ts';
import type { Base, Client, RoutingProblem, RoutingVehicleType } from '../../src/solver/routing/problem.ts';
import { validateRoutingProblem } from '../../src/solver/routing/validate-routing-problem.ts';
import type { CountyRecipe } from './county-recipe.ts';
import type { CountyScene } from './county-scene.ts';
import { drawDayStops, type DayStop } from './day-stops.ts';
import { buildGeneratedScene } from './generated-scene.ts';
import { readListedScene } from './listed-scene.ts';
import { readMappedScene } from './mapped-scene.ts';
import { type BaseWork, buildFleet, FLEET_PROFILES } from './mixed-fleet.ts';
import { drawHours } from './opening-hours.ts';

/** A county's day as a routing problem, with integer loads (kg, litres), metres and seconds; costs in fen. */
export interface CountyInstance {
  readonly name: string;
  readonly source: string;
  readonly problem: RoutingProblem;
  /** Stops of the county left out because no vehicle could reach them within its day. */
  readonly beyondReach: number;
}

/** Unloading at a stop: a fixed part, and a part by mass (assumptions). */
const SERVICE_SECONDS = 180;
const SERVICE_SECONDS_PER_KG = 0.9;
const LOADING_SECONDS = 20 * 60;

/**
 * Builds an instance from its recipe; the same recipe gives the same instance. Scenes of real geometry read
 * `geoFolder`, which holds `counties` and `osm`.
 */
export async function buildCountyInstance(recipe: CountyRecipe, geoFolder: string): Promise<CountyInstance> {
  const scene = await buildSceneOf(recipe, geoFolder);
  const random = createRandom(recipe.seed);
  const stops = chooseStops(drawDayStops(scene.demands, recipe.goods, random), recipe.stops, scene, random);
  const { bases, places, locationOf } = layOut(scene, stops, recipe.bases);
  const matrices = await Promise.all(
    FLEET_PROFILES.map(async (profile) => toWhole(await scene.engine.matrix(places, profile))),
  );
  const located = stops.map((stop) => toClient(stop, locationOf));
  const vehicleTypes = buildFleet(shareWork(located, bases, matrices[0]), recipe.severalTrips);
  const draft = { loadDimensions: 2, matrices, bases, clients: located, vehicleTypes };
  const reachable = located.map((_, client) => canBeServedAlone(draft, client));
  const clients = located.map((client, index) => {
    const arrival = findEarliestArrival(client, bases, vehicleTypes, matrices);
    const windows = drawHours(stops[index].open, arrival, random);
    return keepIfServable(draft, client, windows);
  });
  const problem = { ...draft, clients: clients.filter((_, index) => reachable[index]) };
  validateRoutingProblem(problem);
  return {
    name: recipe.name,
    source: scene.source,
    problem,
    beyondReach: located.length - problem.clients.length,
  };
}

async function buildSceneOf({ scene, seed }: CountyRecipe, geoFolder: string): Promise<CountyScene> {
  if (scene.kind === 'generated') return await buildGeneratedScene(seed, scene);
  if (scene.kind === 'list') return await readListedScene(geoFolder, scene);
  return await readMappedScene(geoFolder, scene, seed);
}

/** At most `wanted` of the stops whose site is known, drawn without preference, in their first order. */
function chooseStops(
  stops: readonly DayStop[],
  wanted: number,
  scene: CountyScene,
  random: Random,
): readonly DayStop[] {
  const known = new Set(scene.sites.map(({ id }) => id));
  const keyed = stops
    .filter(({ siteId }) => known.has(siteId))
    .map((stop, index) => ({ stop, index, key: random() }));
  const chosen = keyed.toSorted((a, b) => a.key - b.key).slice(0, wanted);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ stop }) => stop);
}

interface Layout {
  readonly bases: readonly Base[];
  /** Positions by location index: bases first, then the sites visited. */
  readonly places: readonly LonLat[];
  readonly locationOf: ReadonlyMap<string, number>;
}

/** The warehouse and, one after another, the township farthest from the bases so far. */
function layOut(scene: CountyScene, stops: readonly DayStop[], baseCount: number): Layout {
  const [warehouse, ...others] = scene.sites;
  const chosen = [warehouse];
  const townships = others.filter(({ tier }) => tier === 'township');
  while (chosen.length < Math.min(baseCount, townships.length)) {
    const gapOf = (site: (typeof townships)[number]): number =>
      Math.min(...chosen.map(({ location }) => distanceOf(location, site.location)));
    chosen.push(townships.reduce((best, site) => (gapOf(site) > gapOf(best) ? site : best)));
  }
  const visited = new Set(stops.map(({ siteId }) => siteId));
  const sites = others.filter(({ id }) => visited.has(id));
  return {
    bases: chosen.map((_, location) => ({ location, loadingSeconds: LOADING_SECONDS })),
    places: [...chosen, ...sites].map(({ location }) => location),
    locationOf: new Map(sites.map(({ id }, index) => [id, chosen.length + index])),
  };
}

function toWhole({ size, distances, durations }: TravelMatrix): TravelMatrix {
  return { size, distances: distances.map(Math.round), durations: durations.map(Math.round) };
}

function toClient(stop: DayStop, locationOf: ReadonlyMap<string, number>): Client {
  const kilograms = stop.delivery[0] + stop.pickup[0];
  return {
    location: locationOf.get(stop.siteId)!,
    delivery: stop.delivery,
    pickup: stop.pickup,
    serviceSeconds: SERVICE_SECONDS + Math.round(SERVICE_SECONDS_PER_KG * kilograms),
  };
}

/** Each base's part of the work when every stop belongs to the nearest base in time. */
function shareWork(
  clients: readonly Client[],
  bases: readonly Base[],
  matrix: TravelMatrix,
): readonly BaseWork[] {
  const work = bases.map(() => ({ stops: 0, kilograms: 0, litres: 0, serviceSeconds: 0 }));
  for (const { location, delivery, pickup, serviceSeconds } of clients) {
    const times = bases.map((base) => durationBetween(matrix, base.location, location));
    const share = work[times.indexOf(Math.min(...times))];
    share.stops += 1;
    share.kilograms += Math.max(delivery[0], pickup[0]);
    share.litres += Math.max(delivery[1], pickup[1]);
    share.serviceSeconds += serviceSeconds;
  }
  return work;
}

function findEarliestArrival(
  client: Client,
  bases: readonly Base[],
  vehicleTypes: readonly RoutingVehicleType[],
  matrices: readonly TravelMatrix[],
): SecondsOfDay {
  const arrivals = vehicleTypes.map(({ startBase, profile, shift }) => {
    const { location, loadingSeconds = 0 } = bases[startBase];
    return shift.earliest + loadingSeconds + durationBetween(matrices[profile], location, client.location);
  });
  return Math.min(...arrivals);
}

/** The client with these hours where a vehicle could serve it by itself in them, else without hours. */
function keepIfServable(
  problem: RoutingProblem,
  client: Client,
  windows: NonNullable<Client['windows']>,
): Client {
  const timed = windows.length === 0 ? client : { ...client, windows };
  return canBeServedAlone({ ...problem, clients: [timed] }, 0) ? timed : client;
}

/** True when some vehicle could make a tour to this client alone: nothing but a lack of vehicles stands against it. */
export function canBeServedAlone(problem: RoutingProblem, client: number): boolean {
  return explainUnserved(problem, client).code === 'not_enough_vehicles';
}
