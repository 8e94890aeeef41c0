import { describe, expect, test } from 'vitest';
import type { UnservedRecord } from '../../web/src/api/wire.ts';
import {
  countVisitDays,
  findFirstArrival,
  groupByStation,
  searchVillages,
  toService,
} from '../../web/src/villages/village-search.ts';
import { buildVillage, REASON, VISIT } from './sample-trips.ts';

const SERVED = buildVillage({ siteId: 'a', name: '石桥村', townshipName: '柳冲镇', visits: [VISIT] });
const PARTLY = buildVillage({ siteId: 'b', name: 'Oak Hill', visits: [VISIT], unserved: [REASON] });
const LEFT = buildVillage({ siteId: 'c', name: '桥头村', townshipName: '杏岩乡', unserved: [REASON] });
const IDLE = buildVillage({ siteId: 'd', name: '云岩村', townshipName: null });
const ALL = [SERVED, PARTLY, LEFT, IDLE];

function listFound(query: string, onlyWanting = false): readonly string[] {
  return searchVillages(ALL, query, onlyWanting).flatMap(({ villages }) => villages.map((v) => v.siteId));
}

describe('a village', () => {
  test('is served, partly served, not served, or asks for nothing', () => {
    expect(ALL.map(toService)).toEqual(['served', 'partly', 'not_served', 'no_demand']);
  });

  test('is served on as many days as it has visits, from its earliest arrival', () => {
    const visits = [
      VISIT,
      { ...VISIT, arrival: '14:00' },
      { ...VISIT, weekday: 3 as const, arrival: '07:40' },
    ];
    const village = buildVillage({ visits });
    expect(countVisitDays(village)).toBe(2);
    expect(findFirstArrival(village)).toBe('07:40');
    expect(findFirstArrival(IDLE)).toBeNull();
  });
});

describe('finding villages', () => {
  test('by any part of their name or their township, case aside', () => {
    expect(listFound('桥')).toEqual(['a', 'c']);
    expect(listFound('杏岩')).toEqual(['c']);
    expect(listFound('  oak ')).toEqual(['b']);
    expect(listFound('nowhere')).toEqual([]);
    expect(listFound('')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('only those that are not fully served', () => {
    expect(listFound('', true)).toEqual(['b', 'c']);
  });

  test('groups them by township, villages without one too', () => {
    const groups = searchVillages(ALL, '', false);
    expect(groups.map(({ townshipName }) => townshipName)).toEqual(['柳冲镇', 'Town', '杏岩乡', null]);
  });
});

test('stations are listed once with all that is left there, villages not at all', () => {
  const rows = [
    { tier: 'township', siteId: 'T1', siteName: '东镇站', demandId: 'd1' },
    { tier: 'village', siteId: 'V1', siteName: '石桥村', demandId: 'd2' },
    { tier: 'county', siteId: 'W', siteName: '县城仓', demandId: 'd3' },
    { tier: 'township', siteId: 'T1', siteName: '东镇站', demandId: 'd4' },
  ].map((row) => row as UnservedRecord);
  const found = groupByStation(rows).map(({ name, unserved }) => [name, unserved.map((r) => r.demandId)]);
  expect(found).toEqual([
    ['东镇站', ['d1', 'd4']],
    ['县城仓', ['d3']],
  ]);
});
