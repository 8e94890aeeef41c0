import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { RoadSourceError } from '../../network/roads/road-source-error.ts';
import type { DatabaseStores } from '../../persistence/stores.ts';
import { buildWithoutRoadsError, ProblemError } from '../problems/problem-error.ts';
import type { RoadChanges } from '../routing/road-changes.ts';
import type { MapAnswer, MapResult, MapTask, MapWork, TileResult, TileTask } from './map-thread.ts';

/** Works out maps in a thread of its own, one at a time, so that the event loop stays free. */
export interface MapMaker {
  /**
   * Works on the roads of a dataset, with changes where there are any.
   *
   * @throws ProblemError `county_without_roads`, or `overloaded` past the time limit or with too many waiting
   * @throws RoadSourceError where the changes do not fit the roads
   */
  make<Work extends MapWork>(
    datasetHash: string,
    work: Work,
    changes?: RoadChanges | null,
  ): Promise<Extract<MapResult, { kind: Work['kind'] }>>;
  /** Cuts a tile; `load` brings what the tiles of the key are cut from, where it is not at hand. */
  cutTile(
    tile: Omit<TileTask, 'source'>,
    load: () => Promise<NonNullable<TileTask['source']>>,
  ): Promise<TileResult>;
  close(): Promise<void>;
}

const LIMIT_MILLISECONDS = 60_000;
const MAX_WAITING = 64;

export function createMapMaker(stores: DatabaseStores): MapMaker {
  const thread = new Piscina<MapTask, MapAnswer>({
    filename: fileURLToPath(new URL('map-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 300_000,
  });
  const run = async (task: MapTask): Promise<MapAnswer> => {
    if (thread.queueSize >= MAX_WAITING)
      throw new ProblemError('overloaded', 'Too many maps are being made.');
    const late = AbortSignal.timeout(LIMIT_MILLISECONDS);
    try {
      return await thread.run(task, { signal: late });
    } catch (error) {
      if (!late.aborted) throw error;
      throw new ProblemError('overloaded', `The map was not made within ${LIMIT_MILLISECONDS / 1000} s.`);
    }
  };
  return {
    async make<Work extends MapWork>(datasetHash: string, work: Work, changes: RoadChanges | null = null) {
      let answer = await run({ datasetHash, roads: null, changes, work });
      if (answer.kind === 'source_needed') {
        const roads = await stores.counties.getRoads(datasetHash);
        if (roads === null) {
          throw buildWithoutRoadsError();
        }
        answer = await run({ datasetHash, roads, changes, work });
      }
      if (answer.kind === 'misfit') throw new RoadSourceError(answer.code, answer.message, answer.path);
      return answer as Extract<MapResult, { kind: Work['kind'] }>;
    },
    async cutTile(tile, load) {
      let answer = await run({ ...tile, source: null });
      if (answer.kind === 'source_needed') answer = await run({ ...tile, source: await load() });
      return answer as TileResult;
    },
    close: () => thread.destroy(),
  };
}
