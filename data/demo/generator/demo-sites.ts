import { getSiteDefaults, type SiteRole } from '../../../src/county-import/default-rates.ts';
import type { Random } from '../../../src/county-import/seeded-random.ts';
import type { Site } from '../../../src/model/site.ts';
import { toPlaceLonLat } from './demo-plane.ts';
import { NameSource } from './names.ts';
import type { Places } from './places.ts';
import type { Terrain } from './terrain.ts';

/** Sites with the terrain node that each stands at. */
export interface DemoSites {
  readonly sites: readonly Site[];
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Public station of each township, in order of the townships. */
  readonly stationIds: readonly string[];
}

/** Depots in the county town: offset in street blocks from its centre. */
const DEPOTS: readonly (readonly [carrierId: string, name: string, dx: number, dy: number])[] = [
  ['post', '邮政县域处理中心', -1, 0],
  ['coop', '供销社农资仓库', 3, -2],
  ['mart', '惠邻商超配送仓', -3, 2],
  ['exp1', '迅岭快递分拨点', 2, 3],
  ['exp2', '禾风速递网点', 0, -3],
  ['bus', '客运总站小件房', -2, -1],
];

const BRANCHES: readonly { readonly carrierId: string; readonly label: string; readonly every: number }[] = [
  { carrierId: 'post', label: '邮政支局', every: 1 },
  { carrierId: 'coop', label: '供销服务站', every: 2 },
  { carrierId: 'exp1', label: '迅岭驿站', every: 3 },
];

/** Two public warehouses, six depots, a public station and some carrier-owned branches per township, villages. */
export function buildDemoSites(terrain: Terrain, places: Places, random: Random): DemoSites {
  const names = new NameSource(random);
  const sites: Site[] = [];
  const nodeOf = new Map<string, number>();
  const add = (
    site: Pick<Site, 'id' | 'name' | 'tier' | 'parentId' | 'ownerId'>,
    role: SiteRole,
    node: number,
  ): void => {
    sites.push({
      ...site,
      ...getSiteDefaults(role),
      location: toPlaceLonLat(terrain, node, site.id),
      canTransship: role !== 'village',
      urbanRuralCode: role === 'village' ? '220' : null,
    });
    nodeOf.set(site.id, node);
  };
  addCountyTier(terrain, places.seat, add);
  const stationIds = places.townships.map((node, at) => {
    const stationId = `T${pad(at + 1)}`;
    const name = at === 0 ? '城关镇' : names.draw(at % 3 === 0 ? '乡' : '镇');
    add(
      { id: stationId, name: `${name}共配站`, tier: 'township', parentId: 'W1', ownerId: null },
      'station',
      node,
    );
    addBranches(terrain, { stationId, name, node, at }, add);
    places.villages[at].forEach((village, rank) => {
      const id = `V${pad(at + 1)}${pad(rank + 1)}`;
      add(
        { id, name: names.draw('村'), tier: 'village', parentId: stationId, ownerId: null },
        'village',
        village,
      );
    });
    return stationId;
  });
  return { sites: loseOneVillage(sites), nodeOf, stationIds };
}

type AddSite = (
  site: Pick<Site, 'id' | 'name' | 'tier' | 'parentId' | 'ownerId'>,
  role: SiteRole,
  node: number,
) => void;

function addCountyTier(terrain: Terrain, seat: number, add: AddSite): void {
  const at = (dx: number, dy: number): number => seat + dy * terrain.columns + dx;
  add(
    { id: 'W1', name: '县城物流园统仓', tier: 'county', parentId: null, ownerId: null },
    'warehouse',
    at(1, 1),
  );
  add(
    { id: 'W2', name: '城西公共仓', tier: 'county', parentId: null, ownerId: null },
    'warehouse',
    at(-3, -3),
  );
  for (const [carrierId, name, dx, dy] of DEPOTS) {
    add(
      { id: `D-${carrierId}`, name, tier: 'county', parentId: null, ownerId: carrierId },
      'depot',
      at(dx, dy),
    );
  }
}

function addBranches(
  terrain: Terrain,
  town: { readonly stationId: string; readonly name: string; readonly node: number; readonly at: number },
  add: AddSite,
): void {
  BRANCHES.forEach(({ carrierId, label, every }, offset) => {
    if (town.at % every !== 0) return;
    const site = { id: `${town.stationId}-${carrierId}`, name: `${town.name}${label}`, ownerId: carrierId };
    const node = town.node + [1, -1, terrain.columns][offset];
    add({ ...site, tier: 'township', parentId: 'W1' }, 'branch', node);
  });
}

/** The last village has no coordinates, as happens in real files: it has to show up as unserved. */
function loseOneVillage(sites: readonly Site[]): readonly Site[] {
  const last = sites.findLastIndex((site) => site.tier === 'village');
  return sites.map((site, at) => (at === last ? { ...site, location: null } : site));
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
