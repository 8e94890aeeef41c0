import { ANY_TIME, isInForce } from '../../model/road-override.ts';
import type { RoadOverride, TravelTime } from '../../model/road-override.ts';
import type { ExternalEngineSettings } from '../../network/external/engine-settings.ts';
import { createOsrmEngine } from '../../network/external/osrm-engine.ts';
import { TravelEngineError } from '../../network/external/travel-engine-error.ts';
import { createValhallaEngine } from '../../network/external/valhalla-engine.ts';
import { createRoadEngine } from '../../network/road-engine.ts';
import { deserializeRoadGraph } from '../../network/roads/road-graph-bytes.ts';
import { applyRoadOverrides } from '../../network/roads/road-overrides.ts';
import type { HierarchyCache } from '../../network/routing/hierarchy-cache.ts';
import { createStraightLineEngine } from '../../network/straight-line-engine.ts';
import type { TravelEngine } from '../../network/travel-engine.ts';
import { createHttpTransport } from './http-transport.ts';

/** What the embedded engine of a county is made of. */
export interface CountyRoads {
  /** Serialised road graph, or null for the straight-line estimate. */
  readonly roads: Uint8Array | null;
  readonly detourFactor: number;
  /** Those in force at `time` count; external engines know none, so where there are any the embedded engine answers. */
  readonly overrides?: readonly RoadOverride[];
  /** When vehicles travel; any time when absent. */
  readonly time?: TravelTime;
  /** Keeps prepared hierarchies beyond the life of the engine. */
  readonly hierarchies?: HierarchyCache;
}

/** Travel in one county. */
export interface CountyTravel {
  /**
   * Runs a piece of work with the engine that is configured. Where that one fails and the embedded engine may take
   * over, the whole work is done again with it, so that no result mixes figures of two engines; its name then
   * says in whose place it stands.
   *
   * @throws TravelEngineError where no other engine may take over
   */
  use<Result>(work: (engine: TravelEngine) => Promise<Result>): Promise<Result>;
}

/** Travel by the engine configured; without one, or with overrides in force, by the county's own roads. The embedded engine is built when needed. */
export function createCountyTravel(
  county: CountyRoads,
  settings: ExternalEngineSettings | null,
): CountyTravel {
  let embedded: TravelEngine | null = null;
  const getEmbedded = (): TravelEngine => (embedded ??= createEmbeddedEngine(county));
  const { overrides = [], time = ANY_TIME } = county;
  const isOverridden = overrides.some((override) => isInForce(override, time));
  if (settings === null || isOverridden) return { use: async (work) => work(getEmbedded()) };
  const external = createExternalEngine(settings);
  return {
    async use(work) {
      try {
        return await work(external);
      } catch (error) {
        if (!settings.fallback || !(error instanceof TravelEngineError)) throw error;
        return work(standIn(getEmbedded(), external));
      }
    },
  };
}

function createEmbeddedEngine({
  roads,
  detourFactor,
  overrides = [],
  time,
  hierarchies,
}: CountyRoads): TravelEngine {
  if (roads === null) return createStraightLineEngine({ detourFactor });
  const graph = deserializeRoadGraph(roads);
  return createRoadEngine(applyRoadOverrides(graph, overrides, time), { hierarchies });
}

function createExternalEngine(settings: ExternalEngineSettings): TravelEngine {
  const transport = createHttpTransport(settings);
  return settings.kind === 'osrm'
    ? createOsrmEngine(transport, settings)
    : createValhallaEngine(transport, settings);
}

function standIn(engine: TravelEngine, absent: TravelEngine): TravelEngine {
  return {
    name: `${engine.name} in place of ${absent.name}`,
    estimated: engine.estimated,
    attributions: engine.attributions,
    snap: (points, profile) => engine.snap(points, profile),
    matrix: (points, profile, part) => engine.matrix(points, profile, part),
    legs: (pairs, profile) => engine.legs(pairs, profile),
  };
}
