import { Type } from '@fastify/type-provider-typebox';
import { TIERS } from '../../model/site.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { SuspiciousEnd } from '../../network/diagnosis/network-diagnosis.ts';
import type { OutsideKind } from '../../network/diagnosis/road-parts.ts';
import type { AccessRow } from '../../planning/plan-records/access-records.ts';
import { closed, CountyCode, documented, nullable, Position, words } from './primitives.ts';

/** Roads of a finding, with the sites that depend on them or lie at them. */
interface AnsweredRoads {
  readonly wayIds: readonly number[];
  readonly names: readonly string[];
  readonly metres: number;
  readonly siteIds: readonly string[];
}

/** Diagnosis of a county's roads, as answered. */
export interface DiagnosisAnswer {
  readonly countyCode: string;
  readonly datasetHash: string;
  readonly profile: TravelProfile;
  readonly hubSiteId: string | null;
  readonly attributions: readonly string[];
  readonly summary: {
    readonly openMetres: number;
    readonly mainMetres: number;
    readonly sites: number;
    readonly unreachable: number;
    readonly behindSoleAccess: number;
    readonly medianDetourFactor: number | null;
    readonly soleAccesses: number;
    readonly outsideRoads: number;
    readonly suspiciousEnds: number;
  };
  readonly sites: readonly AccessRow[];
  readonly soleAccesses: readonly AnsweredRoads[];
  readonly outsideRoads: readonly (AnsweredRoads & { readonly kind: OutsideKind })[];
  readonly suspiciousEnds: readonly SuspiciousEnd[];
}

const Text = Type.String();
const Count = Type.Integer({ minimum: 0 });
const Metres = Type.Number({ minimum: 0 });
const NullableMetres = nullable(Metres);

const ROADS = {
  wayIds: Type.Array(Type.Number(), { description: 'Ids of OpenStreetMap, or of the features imported' }),
  names: Type.Array(Text),
  metres: Metres,
  siteIds: Type.Array(Text),
};

const Access = closed({
  siteId: Text,
  name: Text,
  tier: words(TIERS),
  status: words(['reachable', 'no_coordinates', 'off_road', 'cut_off']),
  snapMetres: nullable(Type.Number({ description: 'To the main part of the roads' })),
  nearestRoadMetres: nullable(Type.Number({ description: 'To any road, joined to the main part or not' })),
  metres: nullable(Type.Number({ description: 'By road from the hub' })),
  seconds: NullableMetres,
  detourFactor: nullable(Type.Number({ description: 'Road over straight line' })),
  cutEdges: Type.Integer({
    description: 'Stretches on the way without a way round; 0: there is one everywhere',
  }),
  cutMetres: Metres,
});

const EXAMPLE: DiagnosisAnswer = {
  countyCode: '421223',
  datasetHash: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
  profile: 'van',
  hubSiteId: 'W',
  attributions: ['© OpenStreetMap contributors (ODbL 1.0)'],
  summary: {
    openMetres: 812_000,
    mainMetres: 790_500,
    sites: 1,
    unreachable: 0,
    behindSoleAccess: 1,
    medianDetourFactor: 1.52,
    soleAccesses: 1,
    outsideRoads: 0,
    suspiciousEnds: 1,
  },
  sites: [
    {
      siteId: 'V1',
      name: '石桥村',
      tier: 'village',
      status: 'reachable',
      snapMetres: 18,
      nearestRoadMetres: 18,
      metres: 23_400,
      seconds: 2710,
      detourFactor: 1.52,
      cutEdges: 2,
      cutMetres: 3100,
    },
  ],
  soleAccesses: [{ wayIds: [4711], names: ['村道'], metres: 3100, siteIds: ['V1'] }],
  outsideRoads: [],
  suspiciousEnds: [
    { kind: 'gap', location: [114.05, 29.24], wayId: 4712, name: null, otherWayId: 4713, gapMetres: 3.2 },
  ],
};

export const DiagnosisAnswerSchema = documented<DiagnosisAnswer>(
  closed(
    {
      countyCode: CountyCode,
      datasetHash: Text,
      profile: words(TRAVEL_PROFILES),
      hubSiteId: nullable(Text),
      attributions: Type.Array(Text),
      summary: closed({
        openMetres: Metres,
        mainMetres: Type.Number({
          description: 'Roads among which vehicles get from everywhere to everywhere',
        }),
        sites: Count,
        unreachable: Count,
        behindSoleAccess: Count,
        medianDetourFactor: NullableMetres,
        soleAccesses: Count,
        outsideRoads: Count,
        suspiciousEnds: Count,
      }),
      sites: Type.Array(Access),
      soleAccesses: Type.Array(closed(ROADS), {
        description: 'Roads without a way round and the sites behind them, most sites first; 500 at most',
      }),
      outsideRoads: Type.Array(closed({ kind: words(['no_way_back', 'no_way_in', 'island']), ...ROADS }), {
        description: 'Roads not joined to the main part both ways, those with sites first; 500 at most',
      }),
      suspiciousEnds: Type.Array(
        closed({
          kind: words(['gap', 'major_road_ends']),
          location: Position,
          wayId: Type.Number(),
          name: nullable(Text),
          otherWayId: nullable(Type.Number()),
          gapMetres: NullableMetres,
        }),
        { description: 'Ends that look like faults of the map, of important roads first; 500 at most' },
      ),
    },
    { examples: [EXAMPLE] },
  ),
);
