import type { Demand } from '../../../src/model/demand.ts';
import type { Operation } from '../../../src/model/operation.ts';
import { WEEKDAYS } from '../../../src/model/units.ts';
import type { DemoSites } from './demo-sites.ts';
import type { RoadBuilder } from './road-builder.ts';
import { buildRuns, type CarrierPractice, type SecondsBetween } from './today-runs.ts';

const HOUR = 3_600;
const BRANCHES_PER_TRUNK = 5;

/** Practices of the six carriers: the post tours from its branches, all others straight from their depots. */
const PRACTICES: readonly CarrierPractice[] = [
  {
    carrierId: 'post',
    vehicle: 'van',
    carries: () => true,
    baseOf: (stationId) => `${stationId}-post`,
    departure: 8.5 * HOUR,
  },
  fromDepot('coop', 'truck', (commodityId) => commodityId !== 'agrochemical'),
  fromDepot('coop', 'agro_van', (commodityId) => commodityId === 'agrochemical'),
  fromDepot('mart', 'truck', (commodityId) => commodityId !== 'chilled_goods'),
  fromDepot('mart', 'chilled_van', (commodityId) => commodityId === 'chilled_goods'),
  fromDepot('exp1', 'van', () => true),
  fromDepot('exp2', 'van', () => true),
  fromDepot('bus', 'van', () => true),
];

/** Today's runs of all carriers; together they visit every located site with demand as often as it asks. */
export function buildOperations(
  demo: DemoSites,
  demands: readonly Demand[],
  roads: RoadBuilder,
): readonly Operation[] {
  const sites = new Map(demo.sites.map((site) => [site.id, site]));
  const seconds = measureByRoad(demo, roads);
  const runs = PRACTICES.flatMap((practice) => buildRuns(practice, demands, sites, seconds));
  return [...buildPostalTrunk(demo, seconds), ...runs];
}

function fromDepot(
  carrierId: string,
  vehicle: CarrierPractice['vehicle'],
  carries: CarrierPractice['carries'],
): CarrierPractice {
  return { carrierId, vehicle, carries, baseOf: () => `D-${carrierId}`, departure: 7 * HOUR };
}

/** Every day a few trucks bring the post from its depot to its branches and what they collected back. */
function buildPostalTrunk(demo: DemoSites, seconds: SecondsBetween): readonly Operation[] {
  const branches = demo.stationIds.map((stationId) => `${stationId}-post`);
  const waiting = new Set(branches);
  const runs: Operation[] = [];
  while (waiting.size > 0) {
    const route = ['D-post'];
    while (route.length <= BRANCHES_PER_TRUNK && waiting.size > 0) {
      const at = route.at(-1) ?? 'D-post';
      const next = [...waiting].reduce((best, id) => (seconds(at, id) < seconds(at, best) ? id : best));
      route.push(next);
      waiting.delete(next);
    }
    runs.push({
      id: `R-post-trunk-${runs.length + 1}`,
      carrierId: 'post',
      vehicleTypeId: 'post-truck',
      weekdays: WEEKDAYS,
      departure: 5.25 * HOUR,
      siteIds: [...route, 'D-post'],
    });
  }
  return runs;
}

function measureByRoad(demo: DemoSites, roads: RoadBuilder): SecondsBetween {
  const trees = new Map<string, Float64Array>();
  return (fromId, toId) => {
    let tree = trees.get(fromId);
    if (tree === undefined) {
      tree = roads.searchRoads(demo.nodeOf.get(fromId) ?? -1).seconds;
      trees.set(fromId, tree);
    }
    return tree[demo.nodeOf.get(toId) ?? -1];
  };
}
