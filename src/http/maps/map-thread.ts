import type { CountyTileSource } from '../../geojson/tiles/county-tiles.ts';
import { listTileFeatures } from '../../geojson/tiles/county-tiles.ts';
import type { TileBounds, TileIndex } from '../../geojson/tiles/tile-index.ts';
import { buildTileIndex } from '../../geojson/tiles/tile-index.ts';
import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import type { DiagnosisOptions } from '../../network/diagnosis/diagnose-network.ts';
import { diagnoseNetwork } from '../../network/diagnosis/diagnose-network.ts';
import type { DiagnosedPlace, NetworkDiagnosis } from '../../network/diagnosis/network-diagnosis.ts';
import type { Isoline, IsolineOptions } from '../../network/isoline/compute-isolines.ts';
import { computeIsolines } from '../../network/isoline/compute-isolines.ts';
import { DEFAULT_MAX_SNAP_METRES } from '../../network/road-engine.ts';
import { deserializeRoadGraph } from '../../network/roads/road-graph-bytes.ts';
import type { RoadGraph } from '../../network/roads/road-graph.ts';
import { applyRoadOverrides } from '../../network/roads/road-overrides.ts';
import { RoadSourceError } from '../../network/roads/road-source-error.ts';
import { buildProfileNetwork } from '../../network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../network/routing/profile-network.ts';
import { SegmentIndex } from '../../network/routing/segment-index.ts';
import { RecentValues } from '../../persistence/recent-values.ts';
import { toChangesKey } from '../routing/road-changes.ts';
import type { RoadChanges } from '../routing/road-changes.ts';

/** Something to be worked out from the roads of one dataset. */
export interface RoadTask {
  readonly datasetHash: string;
  /** Serialised roads; null when they may still be here from a task before. */
  readonly roads: Uint8Array | null;
  readonly changes: RoadChanges | null;
  readonly work: MapWork;
}

export interface IsolineWork extends IsolineOptions {
  readonly kind: 'isoline';
  readonly profile: TravelProfile;
  readonly point: LonLat;
}

export interface DiagnosisWork extends DiagnosisOptions {
  readonly kind: 'diagnosis';
  readonly profile: TravelProfile;
  readonly places: readonly DiagnosedPlace[];
  readonly hubIds: readonly string[];
}

export type MapWork = IsolineWork | DiagnosisWork;

/** A tile to be cut; `source` is null when what it is cut from may still be here from a tile before. */
export interface TileTask {
  readonly tileKey: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly source: (CountyTileSource & { readonly roads: Uint8Array | null }) | null;
}

export type MapTask = RoadTask | TileTask;

/** Areas, or null where the point is off the network, with where it meets the network. */
export interface IsolineResult {
  readonly kind: 'isoline';
  readonly location: LonLat | null;
  readonly snapMetres: number;
  readonly attributions: readonly string[];
  readonly isolines: readonly Isoline[];
}

export interface DiagnosisResult {
  readonly kind: 'diagnosis';
  readonly attributions: readonly string[];
  readonly diagnosis: NetworkDiagnosis;
}

export interface TileResult {
  readonly kind: 'tile';
  readonly bytes: Uint8Array;
  readonly bounds: TileBounds | null;
  /** Of the roads. */
  readonly attributions: readonly string[];
}

export type MapResult = IsolineResult | DiagnosisResult | TileResult;

/** Changes that do not fit the roads, with the parts of the `RoadSourceError`, which does not survive the way between threads. */
export interface Misfit extends Pick<RoadSourceError, 'code' | 'message' | 'path'> {
  readonly kind: 'misfit';
}

/** Result, or a request to send along what it is made from. */
export type MapAnswer = MapResult | Misfit | { readonly kind: 'source_needed' };

/** A graph with the networks of the profiles asked for so far. */
class MappedRoads {
  readonly graph: RoadGraph;
  readonly #networks = new Map<TravelProfile, { network: ProfileNetwork; index: SegmentIndex }>();

  constructor(graph: RoadGraph) {
    this.graph = graph;
  }

  of(profile: TravelProfile): { network: ProfileNetwork; index: SegmentIndex } {
    const known = this.#networks.get(profile);
    if (known !== undefined) return known;
    const network = buildProfileNetwork(this.graph, profile);
    const built = { network, index: new SegmentIndex(network) };
    this.#networks.set(profile, built);
    return built;
  }
}

const KEPT_DATASETS = 2;
const kept = new RecentValues<MappedRoads>(KEPT_DATASETS);
const keptChanged = new RecentValues<MappedRoads>(KEPT_DATASETS);

class SourceNeeded extends Error {}

const KEPT_TILE_INDEXES = 3;
const tileIndexes = new RecentValues<AttributedTiles>(KEPT_TILE_INDEXES);

interface AttributedTiles {
  readonly index: TileIndex;
  readonly attributions: readonly string[];
}

/** Body of the map thread. */
export default async function mapTask(task: MapTask): Promise<MapAnswer> {
  try {
    return 'tileKey' in task ? await cutTile(task) : await workOnRoads(task);
  } catch (error) {
    if (error instanceof SourceNeeded) return { kind: 'source_needed' };
    const isMisfit = error instanceof RoadSourceError && 'work' in task && task.changes !== null;
    if (isMisfit) return { kind: 'misfit', code: error.code, message: error.message, path: error.path };
    throw error;
  }
}

async function workOnRoads({ datasetHash, roads, changes, work }: RoadTask): Promise<MapAnswer> {
  const unchanged = () =>
    kept.get(datasetHash, async () => {
      if (roads === null) throw new SourceNeeded();
      return new MappedRoads(deserializeRoadGraph(roads));
    });
  const mapped =
    changes === null
      ? await unchanged()
      : await keptChanged.get(`${datasetHash} ${toChangesKey(changes)}`, async () => {
          const { graph } = await unchanged();
          return new MappedRoads(applyRoadOverrides(graph, changes.overrides, changes.time));
        });
  return work.kind === 'isoline' ? drawIsolines(mapped, work) : diagnose(mapped, work);
}

async function cutTile({ tileKey, z, x, y, source }: TileTask): Promise<TileResult> {
  const { index, attributions } = await tileIndexes.get(tileKey, async () => {
    if (source === null) throw new SourceNeeded();
    const graph = source.roads === null ? null : deserializeRoadGraph(source.roads);
    const built = buildTileIndex(listTileFeatures(source, graph));
    return { index: built, attributions: graph?.attributions ?? [] };
  });
  return { kind: 'tile', bytes: index.encode(z, x, y), bounds: index.bounds, attributions };
}

function drawIsolines(mapped: MappedRoads, work: IsolineWork): IsolineResult {
  const { network, index } = mapped.of(work.profile);
  const position = index.findNearest(work.point[0], work.point[1]);
  const { attributions } = mapped.graph;
  if (position === null || position.snapMetres > DEFAULT_MAX_SNAP_METRES) {
    const snapMetres = position?.snapMetres ?? Infinity;
    return { kind: 'isoline', location: null, snapMetres, attributions, isolines: [] };
  }
  const isolines = computeIsolines(network, position, work);
  const { location, snapMetres } = position;
  return { kind: 'isoline', location, snapMetres, attributions, isolines };
}

function diagnose(mapped: MappedRoads, work: DiagnosisWork): DiagnosisResult {
  const { network, index } = mapped.of(work.profile);
  const diagnosis = diagnoseNetwork(network, index, work.places, work.hubIds, work);
  return { kind: 'diagnosis', attributions: mapped.graph.attributions, diagnosis };
}
