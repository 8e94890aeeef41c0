import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { DatabaseStores } from '../../persistence/stores.ts';
import { ProblemError } from '../problems/problem-error.ts';
import type { MapAnswer, MapResult, MapTask, MapWork, TileResult, TileTask } from './map-thread.ts';

/** Works out maps in a thread of its own, one at a time, so that the event loop stays free. */
export interface MapMaker {
  /**
   * Works on the roads of a dataset.
   *
   * @throws ProblemError `county_without_roads`, or `overloaded` past the time limit or with too many waiting
   */
  make<Work extends MapWork>(
    datasetHash: string,
    work: Work,
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
    async make<Work extends MapWork>(datasetHash: string, work: Work) {
      let answer = await run({ datasetHash, roads: null, work });
      if (answer.kind === 'source_needed') {
        const roads = await stores.counties.getRoads(datasetHash);
        if (roads === null) {
          throw new ProblemError('county_without_roads', 'No roads were imported with this county.');
        }
        answer = await run({ datasetHash, roads, work });
      }
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
