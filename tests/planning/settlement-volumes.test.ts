import { expect, test } from 'vitest';

import { allocateCost } from '../../src/cost-sharing/allocate-cost.ts';
import { buildCoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import { drawUpAgreement } from '../../src/cost-sharing/settlement/draw-up-agreement.ts';
import { solveCostSharing } from '../../src/planning/cost-sharing-solver.ts';
import { listVolumes, toAllocationBasis } from '../../src/planning/settlement-volumes.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 10, carriers: 3, townships: 3, villages: 14 });

test('volumes of a plan are the demands served, wherever they change hands on the way', async () => {
  const plan = await planCounty(county);
  const pooled = plan.rungs.find(({ name }) => name === 'pooled');
  if (pooled === undefined) throw new Error('no pooled rung');
  for (const coalition of pooled.coalitions) {
    const volumes = listVolumes(county, coalition);
    const missing = new Set(coalition.unserved.map(({ demandId }) => demandId));
    for (const { carrierId, tier, direction, kg, parcels } of volumes) {
      const demands = county.demands.filter(
        (demand) =>
          demand.carrierId === carrierId &&
          demand.direction === direction &&
          county.sites.find(({ id }) => id === demand.siteId)?.tier === tier,
      );
      const served = demands.filter(({ id }) => !missing.has(id));
      const sumOf = (list: typeof demands, field: 'gramsPerWeek' | 'parcelsPerWeek'): number =>
        list.reduce((sum, demand) => sum + demand[field], 0);
      expect(kg * 1000).toBeGreaterThanOrEqual(sumOf(served, 'gramsPerWeek'));
      expect(kg * 1000).toBeLessThanOrEqual(sumOf(demands, 'gramsPerWeek'));
      expect(parcels).toBeGreaterThanOrEqual(sumOf(served, 'parcelsPerWeek'));
      expect(parcels).toBeLessThanOrEqual(sumOf(demands, 'parcelsPerWeek'));
    }
    expect(new Set(volumes.map(({ carrierId }) => carrierId))).toEqual(new Set(coalition.members));
    const basis = toAllocationBasis(volumes, coalition.members);
    expect(basis.kg.reduce((sum, kg) => sum + kg, 0)).toBeCloseTo(
      volumes.reduce((sum, { kg }) => sum + kg, 0),
      6,
    );
    for (const stops of basis.stops) expect(stops).toBeGreaterThan(0);
  }
}, 120_000);

test('from a plan to prices: an allocation by kilograms has the same rate for every carrier', async () => {
  const plan = await planCounty(county);
  const [pool] = plan.rungs.find(({ name }) => name === 'pooled')?.coalitions ?? [];
  const volumes = listVolumes(county, pool);
  const alone = plan.comparison.aloneByCarrier.map(
    ({ totalFen }, player) => [1 << player, totalFen] as const,
  );
  const game = buildCoalitionGame(pool.members, [
    ...alone,
    [2 ** pool.members.length - 1, pool.cost.totalFen],
  ]);
  const basis = toAllocationBasis(volumes, pool.members);
  const [allocation] = allocateCost(game, ['proportional_kg'], { basis }, solveCostSharing);
  const rates = drawUpAgreement(allocation, volumes, 'kg').prices.flatMap(
    ({ fenPerUnit }) => fenPerUnit ?? [],
  );
  const kg = basis.kg.reduce((sum, value) => sum + value, 0);
  for (const rate of rates) expect(Math.abs(rate - pool.cost.totalFen / kg)).toBeLessThan(0.05 * rate);
  expect(rates.length).toBeGreaterThan(2);
}, 120_000);
