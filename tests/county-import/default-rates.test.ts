import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_RATES,
  getVehicleDefaults,
  listMarketVehicleTypes,
} from '../../src/county-import/default-rates.ts';
import { PROFILE_RULES } from '../../src/network/roads/profile-rules.ts';

type Json = Readonly<Record<string, unknown>>;

async function readRates(): Promise<Json> {
  return JSON.parse(await readFile(join(import.meta.dirname, '../../data/rates.json'), 'utf8')) as Json;
}

describe('data/rates.json', () => {
  test('gives every part a known provenance with a source', async () => {
    const rates = await readRates();
    const figures = Object.values(rates['county'] as Json);
    const parts = ['speedsKmPerHour', 'sites', 'vehicles', 'marketHire', 'demand'].map((part) => rates[part]);
    for (const part of [...figures, ...parts] as Json[]) {
      expect(['measured', 'quoted', 'assumption']).toContain(part['kind']);
      expect(String(part['source']).length).toBeGreaterThan(20);
    }
  });

  test('states the speeds that the road graph uses', async () => {
    const { kind: _, source: __, ...speeds } = (await readRates())['speedsKmPerHour'] as Json;
    expect(PROFILE_RULES.van.speedsKmh).toMatchObject(speeds);
  });

  test('becomes rates in fen with a provenance each', () => {
    expect(DEFAULT_RATES).toMatchObject({
      poolingSortFenPerParcel: 10,
      unservedFenPerKg: 250,
      feederStart: 64_800,
    });
    const { provenance, emissionGramsPerUnit, ...figures } = DEFAULT_RATES;
    const emissions = Object.keys(emissionGramsPerUnit).map((energy) => `emissionGramsPerUnit.${energy}`);
    expect(new Set(Object.keys(provenance))).toEqual(new Set([...Object.keys(figures), ...emissions]));
  });

  test('hires at more than own cost, without limit of number', () => {
    for (const hired of listMarketVehicleTypes()) {
      const own = getVehicleDefaults(hired.id.replace('hire-', '').replaceAll('-', '_') as 'van');
      expect(hired.fenPerDay).toBeGreaterThan(own.fenPerDay);
      expect(hired).toMatchObject({ ownerId: null, homeSiteId: null, count: null, profile: own.profile });
    }
  });
});
