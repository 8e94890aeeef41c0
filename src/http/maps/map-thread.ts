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
import { buildProfileNetwork } from '../../network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../network/routing/profile-network.ts';
import { SegmentIndex } from '../../network/routing/segment-index.ts';
import { RecentValues } from '../../persistence/recent-values.ts';

/** Something to be worked out from the roads of one dataset. */
export interface MapTask {
  readonly datasetHash: string;
  /** Serialised roads; null when they may still be here from a task before. */
  readonly roads: Uint8Array | null;
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

export type MapResult = IsolineResult | DiagnosisResult;

/** Result, or a request to send the roads along. */
export type MapAnswer = MapResult | { readonly kind: 'roads_needed' };

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

class RoadsNeeded extends Error {}

/** Body of the map thread. */
export default async function mapTask({ datasetHash, roads, work }: MapTask): Promise<MapAnswer> {
  try {
    const mapped = await kept.get(datasetHash, async () => {
      if (roads === null) throw new RoadsNeeded();
      return new MappedRoads(deserializeRoadGraph(roads));
    });
    return work.kind === 'isoline' ? drawIsolines(mapped, work) : diagnose(mapped, work);
  } catch (error) {
    if (error instanceof RoadsNeeded) return { kind: 'roads_needed' };
    throw error;
  }
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
