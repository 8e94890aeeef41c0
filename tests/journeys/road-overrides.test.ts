import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/checker/plan-check.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { RoadOverride } from '../../src/model/road-override.ts';
import type { LonLat } from '../../src/model/units.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import type { CountyImport } from '../../src/persistence/county-store.ts';
import { buildLattice, importRoadCounty } from '../http/road-county.ts';
import type { TestServer } from '../http/test-server.ts';
import { readProblem, startTestServer } from '../http/test-server.ts';
import { waitForPlan } from './wait-for-plan.ts';

const CODE = '999341';
/** Runs along this parallel, past the warehouse. */
const CLOSED_WAY = 4;
const CLOSED_LATITUDE = 30.2;
const CLOSURE: RoadOverride = {
  name: '危桥封闭',
  recordedOn: '2026-05-04',
  wayId: CLOSED_WAY,
  closed: true,
};
const EFFORT = { seed: 3, seeds: 1, budget: { kind: 'iterations', iterations: 20 } };

let server: TestServer;
let imported: CountyImport;

beforeAll(async () => {
  server = await startTestServer();
  imported = await importRoadCounty(CODE);
  await server.service.stores.counties.save(imported);
});
afterAll(() => server.close());

interface StoredScenario {
  readonly id: string;
  readonly scenario: { readonly roadOverrides: readonly RoadOverride[] };
}

/** Stores a scenario, reads it back, and orders its plan: the address of the job. */
async function orderPlan(roadOverrides: readonly RoadOverride[], travelDay: string | null): Promise<string> {
  const created = await server.post(`/v1/counties/${CODE}/scenarios`, {
    ...EFFORT,
    roadOverrides,
    travelDay,
  });
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as StoredScenario;
  const stored = (await (await server.get(`/v1/scenarios/${id}`)).json()) as StoredScenario;
  expect(stored.scenario.roadOverrides).toEqual(roadOverrides);
  const ordered = await server.post(`/v1/scenarios/${id}/plans`);
  expect(ordered.status).toBe(202);
  return ordered.headers.get('location') ?? '';
}

async function makePlan(
  roadOverrides: readonly RoadOverride[],
  travelDay: string | null = null,
): Promise<Plan> {
  const planId = await waitForPlan(server, await orderPlan(roadOverrides, travelDay));
  return (await (await server.get(`/v1/plans/${planId}/document`)).json()) as Plan;
}

/** Stretches of a plan's legs that lie on the parallel of the closed road. */
function listStretchesAlong({ geometries }: Plan): readonly (readonly LonLat[])[] {
  const isOn = ([, lat]: LonLat) => Math.abs(lat - CLOSED_LATITUDE) < 1e-6;
  return geometries.flatMap(({ coordinates }) =>
    coordinates.slice(1).flatMap((end, index) => {
      const start = coordinates[index];
      return isOn(start) && isOn(end) && start[0] !== end[0] ? [[start, end]] : [];
    }),
  );
}

describe('road overrides of a scenario, from the request to the stored plan', () => {
  test('a closed road is in no leg, and the plan holds on roads that were never built with it', async () => {
    const free = await makePlan([]);
    expect(listStretchesAlong(free).length).toBeGreaterThan(0);
    const plan = await makePlan([CLOSURE]);
    expect(plan.scenario.roadOverrides).toEqual([CLOSURE]);
    expect(listStretchesAlong(plan)).toEqual([]);

    const { county } = imported;
    const withoutRoad = createRoadEngine(buildLattice(CLOSED_WAY));
    expect(await checkPlan(county, plan, withoutRoad)).toEqual([]);
    const asMapped = createRoadEngine(buildLattice());
    expect(await checkPlan(county, free, asMapped)).toEqual([]);
    expect(await checkPlan(county, plan, asMapped)).not.toEqual([]);
  });

  test('out of its season it changes nothing', async () => {
    const free = await makePlan([]);
    const winter = { ...CLOSURE, season: { from: '12-01', until: '02-28' } };
    const [inSummer, inWinter] = [await makePlan([winter], '07-01'), await makePlan([winter], '01-15')];
    expect(inSummer.rungs).toEqual(free.rungs);
    expect(inSummer.geometries).toEqual(free.geometries);
    expect(listStretchesAlong(inWinter)).toEqual([]);
  });

  test('of a way that there is not, the job says which', async () => {
    const winter = { ...CLOSURE, season: { from: '12-01', until: '02-28' } };
    const job = await orderPlan([winter, { ...CLOSURE, wayId: 77 }], '07-01');
    await expect(waitForPlan(server, job)).rejects.toThrow(
      /roads_unknown_way.*roadOverrides\[1\]\.wayId: .*77.*危桥封闭/,
    );
  });

  test('of a class that there is not, the request is refused with its place', async () => {
    const line = [
      [110.1, 30.2],
      [110.11, 30.21],
    ];
    const roadOverrides = [{ name: '新路', recordedOn: '2026-05-04', line, roadClass: 'footway' }];
    const response = await server.post(`/v1/counties/${CODE}/scenarios`, { roadOverrides });
    const { code, errors } = await readProblem(response);
    expect(code).toBe('invalid_request');
    expect(errors?.map(({ path }) => path)).toContain('/roadOverrides/0/roadClass');
  });
});
