import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../../src/model/units.ts';
import type { TravelProfile } from '../../../src/model/vehicle-type.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { toRoadWay } from '../../../src/network/osm/osm-roads.ts';
import { parseDuration, parseMetres, parseTonnes } from '../../../src/network/osm/osm-sizes.ts';
import { readRoadGraph } from '../../../src/network/roads/read-road-graph.ts';

/** A cross of four arms of about 963 m east and west and 1,112 m north and south, and a road round the north-east. */
const NODES: Readonly<Record<string, LonLat>> = {
  1: [113, 30],
  2: [112.99, 30],
  3: [113.01, 30],
  4: [113, 30.01],
  5: [113, 29.99],
};
const ARMS = { west: '2 1', east: '1 3', north: '1 4', south: '5 1', round: '3 4' };
const WAY_IDS = { west: 10, east: 11, north: 12, south: 13, round: 14 };
const WEST: LonLat = [112.992, 30];
const NORTH: LonLat = [113, 30.008];

type WayTags = Partial<Record<keyof typeof ARMS, Record<string, string>>>;

interface Relation {
  readonly members: readonly (readonly [type: string, ref: number, role: string])[];
  readonly tags: Readonly<Record<string, string>>;
}

function toXml(
  ways: WayTags,
  relations: readonly Relation[] = [],
  nodes: Record<string, Record<string, string>> = {},
) {
  const tags = (of: Readonly<Record<string, string>>) =>
    Object.entries(of)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('');
  const nodeText = Object.entries(NODES).map(
    ([id, [lon, lat]]) => `<node id="${id}" lon="${lon}" lat="${lat}">${tags(nodes[id] ?? {})}</node>`,
  );
  const wayText = Object.entries(ARMS).map(([name, refs]) => {
    const nds = refs
      .split(' ')
      .map((ref) => `<nd ref="${ref}"/>`)
      .join('');
    const own = ways[name as keyof typeof ARMS] ?? {};
    return `<way id="${WAY_IDS[name as keyof typeof ARMS]}">${nds}${tags({ highway: 'tertiary', ...own })}</way>`;
  });
  const relationText = relations.map(({ members, tags: own }, index) => {
    const list = members
      .map(([type, ref, role]) => `<member type="${type}" ref="${ref}" role="${role}"/>`)
      .join('');
    return `<relation id="${index + 1}">${list}${tags({ type: 'restriction', ...own })}</relation>`;
  });
  return new TextEncoder().encode(
    `<osm>${nodeText.join('')}${wayText.join('')}${relationText.join('')}</osm>`,
  );
}

async function kmBetween(
  xml: Uint8Array,
  from: LonLat,
  to: LonLat,
  profile: TravelProfile = 'van',
): Promise<number> {
  const engine = createRoadEngine(await readRoadGraph(xml, 'osm'));
  const { distances } = await engine.matrix([from, to], profile);
  return Math.round(distances[1] / 100) / 10;
}

const STRAIGHT = 1.7;
const ROUND = 3.4;

function turn(value: string, from: number, to: number, more: Record<string, string> = {}): Relation {
  const members = [
    ['way', from, 'from'],
    ['node', 1, 'via'],
    ['way', to, 'to'],
  ] as const;
  return { members, tags: { restriction: value, ...more } };
}

describe('turn restrictions', () => {
  test('without any the short way is taken', async () => {
    expect(await kmBetween(toXml({}), WEST, NORTH)).toBe(STRAIGHT);
  });

  test('a forbidden turn is avoided, in its direction only', async () => {
    const xml = toXml({}, [turn('no_left_turn', 10, 12)]);
    expect(await kmBetween(xml, WEST, NORTH)).toBe(ROUND);
    expect(await kmBetween(xml, NORTH, WEST)).toBe(STRAIGHT);
  });

  test('an only-turn forbids all others', async () => {
    expect(await kmBetween(toXml({}, [turn('only_straight_on', 10, 11)]), WEST, NORTH)).toBe(ROUND);
  });

  test('`except` and tags of one kind of vehicle concern that kind alone', async () => {
    const except = toXml({}, [turn('no_left_turn', 10, 12, { except: 'psv' })]);
    expect(await kmBetween(except, WEST, NORTH, 'bus')).toBe(STRAIGHT);
    expect(await kmBetween(except, WEST, NORTH, 'truck')).toBe(ROUND);
    const members = turn('', 10, 12).members;
    const hgv = toXml({}, [{ members, tags: { 'restriction:hgv': 'no_left_turn' } }]);
    expect(await kmBetween(hgv, WEST, NORTH, 'truck')).toBe(ROUND);
    expect(await kmBetween(hgv, WEST, NORTH, 'van')).toBe(STRAIGHT);
  });

  test('a restriction over a way forbids the whole sequence and nothing else', async () => {
    const members = [
      ['way', 13, 'from'],
      ['way', 11, 'via'],
      ['way', 14, 'to'],
    ] as const;
    const xml = toXml({}, [
      turn('no_straight_on', 13, 12),
      { members, tags: { restriction: 'no_left_turn' } },
    ]);
    const south: LonLat = [113, 29.992];
    const onRound: LonLat = [113.005, 30.005];
    expect(await kmBetween(toXml({}), south, onRound)).toBeCloseTo(2.6, 1);
    expect(await kmBetween(xml, south, onRound)).toBeGreaterThan(3.5);
    expect(await kmBetween(xml, WEST, onRound)).toBe(await kmBetween(toXml({}), WEST, onRound));
  });

  test('a relation that names ways which the file lacks is passed over', async () => {
    expect(await kmBetween(toXml({}, [turn('no_left_turn', 99, 12)]), WEST, NORTH)).toBe(STRAIGHT);
  });
});

describe('limits and barriers', () => {
  test.each([
    [{ maxweight: '4' }, STRAIGHT, ROUND],
    [{ maxweight: '4000 kg' }, STRAIGHT, ROUND],
    [{ maxheight: '2.5' }, STRAIGHT, ROUND],
    [{ maxheight: 'default' }, STRAIGHT, STRAIGHT],
    [{ maxwidth: '2.2' }, STRAIGHT, ROUND],
    [{ hgv: 'no' }, STRAIGHT, ROUND],
    [{ maxweight: '3' }, ROUND, ROUND],
  ])('north with %j: van %f km, truck %f km', async (north, van, truck) => {
    // The last stretch to the point lies on the other road, so that the limited arm can be avoided.
    const to: LonLat = [113.0008, 30.0092];
    const xml = toXml({ north });
    const [short, long] = [
      await kmBetween(toXml({}), WEST, to),
      await kmBetween(toXml({ north: { access: 'no' } }), WEST, to),
    ];
    expect(await kmBetween(xml, WEST, to, 'van')).toBe(van === STRAIGHT ? short : long);
    expect(await kmBetween(xml, WEST, to, 'truck')).toBe(truck === STRAIGHT ? short : long);
    expect(long).toBeGreaterThan(short);
  });

  test('a height restrictor at a node stops the truck, not the van', async () => {
    const xml = toXml({}, [], { 1: { barrier: 'height_restrictor', maxheight: '2.5' } });
    const open = toXml({});
    expect(await kmBetween(xml, WEST, NORTH, 'van')).toBe(await kmBetween(open, WEST, NORTH, 'van'));
    expect(await kmBetween(xml, WEST, NORTH, 'truck')).not.toBe(await kmBetween(open, WEST, NORTH, 'truck'));
  });

  test('a one-way that buses may use against it', async () => {
    const xml = toXml({ north: { oneway: '-1', 'oneway:bus': 'no' } });
    expect(await kmBetween(xml, WEST, NORTH, 'bus')).toBe(STRAIGHT);
    expect(await kmBetween(xml, WEST, NORTH, 'van')).toBe(ROUND);
  });
});

describe('ferries and values', () => {
  const ferry = (tags: Record<string, string>) =>
    toRoadWay(1, [1, 2], new Map(Object.entries({ route: 'ferry', ...tags })));

  test('a ferry is a road for the vehicles it takes; boats for walkers are none', () => {
    expect(ferry({ motor_vehicle: 'yes', hgv: 'no', duration: '00:20' })).toMatchObject({
      roadClass: 'ferry',
      forward: 13,
      crossingSeconds: 1200,
    });
    expect(ferry({ foot: 'yes' })).toBe(null);
    expect(ferry({ motor_vehicle: 'no' })).toBe(null);
    expect(ferry({})).toMatchObject({ forward: 15 });
  });

  test('a crossing takes as long as its timetable says', async () => {
    const xml = toXml({ north: { highway: '', route: 'ferry', duration: '00:30' } });
    const engine = createRoadEngine(await readRoadGraph(xml, 'osm'));
    const { durations } = await engine.matrix([NODES[1], NODES[4]], 'trike');
    expect(durations[2]).toBeLessThan(1800);
    const slow = createRoadEngine(
      await readRoadGraph(toXml({ north: { highway: '', route: 'ferry', duration: '00:05' } }), 'osm'),
    );
    expect((await slow.matrix([NODES[1], NODES[4]], 'trike')).durations[1]).toBeCloseTo(300, 3);
  });

  test.each([
    ['3.5', 3.5],
    ['7500 kg', 7.5],
    ['10 t', 10],
    ['7.5;3.5', 3.5],
    ['none', null],
    ['', null],
  ])('maxweight %s is %s t', (text, tonnes) => expect(parseTonnes(text)).toBe(tonnes));

  test.each([
    ['2.6', 2.6],
    ['2.6 m', 2.6],
    ['8\'6"', 2.5908],
    ["8'", 2.4384],
    ['below_default', null],
  ])('maxheight %s is %s m', (text, metres) => {
    const parsed = parseMetres(text);
    expect(parsed === null ? null : Math.round(parsed * 1e4) / 1e4).toBe(metres);
  });

  test.each([
    ['20', 1200],
    ['1:30', 5400],
    ['00:05:30', 330],
    ['PT20M', null],
    ['0', null],
  ])('duration %s is %s s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));
});
