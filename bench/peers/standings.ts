import type { RunRecord } from './interleaved-run.ts';

/** How one solver did over all runs. */
export interface SolverSummary {
  readonly solver: string;
  readonly runs: number;
  readonly feasibleRuns: number;
  /** Instances of which every run is feasible. */
  readonly solvedInstances: number;
  /** Mean over the solved instances of the mean gap over their seeds. */
  readonly meanGapPercent: number | null;
  readonly byFamily: Readonly<Record<string, number | null>>;
  /** Against ours, over the instances that both solved; null for ours. */
  readonly againstOurs: {
    readonly instances: number;
    readonly meanGapPercent: number;
    readonly ourMeanGapPercent: number;
    readonly meanCost: number;
    readonly ourMeanCost: number;
  } | null;
}

/** An instance on which a peer's mean over the seeds is better than ours. */
export interface PeerWin {
  readonly instance: string;
  readonly family: string;
  readonly peer: string;
  readonly peerGapPercent: number;
  /** Null where ours has no feasible answer to every seed. */
  readonly ourGapPercent: number | null;
  readonly behindPercent: number | null;
  readonly likelyCause: string;
}

/** Means of one solver on one instance; null unless every run is feasible. */
interface InstanceMean {
  readonly instance: string;
  readonly family: string;
  readonly gapPercent: number;
  readonly cost: number;
}

/** Differences below this are rounding. */
const LEAST_BEHIND_PERCENT = 0.005;

/** One summary for each solver, ours first. */
export function summarise(records: readonly RunRecord[], ours: string): readonly SolverSummary[] {
  const solvers = [...new Set([ours, ...records.map(({ solver }) => solver)])];
  const ourMeans = listMeans(records, ours);
  return solvers
    .filter((solver) => records.some((record) => record.solver === solver))
    .map((solver) => {
      const own = records.filter((record) => record.solver === solver);
      const means = listMeans(records, solver);
      return {
        solver,
        runs: own.length,
        feasibleRuns: own.filter(({ status }) => status === 'feasible').length,
        solvedInstances: means.size,
        meanGapPercent: meanGap([...means.values()]),
        byFamily: meanByFamily(own, means),
        againstOurs: solver === ours ? null : compare(means, ourMeans),
      };
    });
}

/** Where a peer is better than ours: the best such peer of each instance, farthest behind first. */
export function findPeerWins(
  records: readonly RunRecord[],
  ours: string,
  previous: readonly PeerWin[],
): readonly PeerWin[] {
  const peers = [...new Set(records.map(({ solver }) => solver))].filter((solver) => solver !== ours);
  const ourMeans = listMeans(records, ours);
  if (!records.some(({ solver }) => solver === ours)) return [];
  const wins = peers.flatMap((peer) =>
    [...listMeans(records, peer).values()].flatMap((mean) =>
      toWin(peer, mean, ourMeans.get(mean.instance), previous),
    ),
  );
  const isBest = (win: PeerWin): boolean =>
    wins.every((other) => other.instance !== win.instance || other.peerGapPercent >= win.peerGapPercent);
  return wins
    .filter(isBest)
    .toSorted((a, b) => (b.behindPercent ?? Infinity) - (a.behindPercent ?? Infinity));
}

function toWin(
  peer: string,
  mean: InstanceMean,
  our: InstanceMean | undefined,
  previous: readonly PeerWin[],
): readonly PeerWin[] {
  const behind = our === undefined ? null : round(our.gapPercent - mean.gapPercent);
  if (behind !== null && behind < LEAST_BEHIND_PERCENT) return [];
  const known = previous.find((win) => win.instance === mean.instance && win.peer === peer);
  return [
    {
      instance: mean.instance,
      family: mean.family,
      peer,
      peerGapPercent: round(mean.gapPercent),
      ourGapPercent: our === undefined ? null : round(our.gapPercent),
      behindPercent: behind,
      likelyCause: known?.likelyCause ?? '',
    },
  ];
}

/** Means by instance of a solver, where every run is feasible and has a gap. */
function listMeans(records: readonly RunRecord[], solver: string): ReadonlyMap<string, InstanceMean> {
  const byInstance = Map.groupBy(
    records.filter((record) => record.solver === solver),
    ({ instance }) => instance,
  );
  const means = new Map<string, InstanceMean>();
  for (const [instance, runs] of byInstance) {
    if (!runs.every(({ cost, gapPercent }) => cost !== null && gapPercent !== null)) continue;
    means.set(instance, {
      instance,
      family: runs[0].family,
      gapPercent: meanOf(runs.map(({ gapPercent }) => gapPercent ?? 0)),
      cost: meanOf(runs.map(({ cost }) => cost ?? 0)),
    });
  }
  return means;
}

function meanByFamily(
  runs: readonly RunRecord[],
  means: ReadonlyMap<string, InstanceMean>,
): Readonly<Record<string, number | null>> {
  const families = [...new Set(runs.map(({ family }) => family))];
  return Object.fromEntries(
    families.map((family) => [family, meanGap([...means.values()].filter((mean) => mean.family === family))]),
  );
}

function compare(
  means: ReadonlyMap<string, InstanceMean>,
  ours: ReadonlyMap<string, InstanceMean>,
): SolverSummary['againstOurs'] {
  const pairs = [...means.values()].flatMap((mean) => {
    const our = ours.get(mean.instance);
    return our === undefined ? [] : [{ mean, our }];
  });
  if (pairs.length === 0) return null;
  return {
    instances: pairs.length,
    meanGapPercent: round(meanOf(pairs.map(({ mean }) => mean.gapPercent))),
    ourMeanGapPercent: round(meanOf(pairs.map(({ our }) => our.gapPercent))),
    meanCost: round(meanOf(pairs.map(({ mean }) => mean.cost))),
    ourMeanCost: round(meanOf(pairs.map(({ our }) => our.cost))),
  };
}

function meanGap(means: readonly InstanceMean[]): number | null {
  return means.length === 0 ? null : round(meanOf(means.map(({ gapPercent }) => gapPercent)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
