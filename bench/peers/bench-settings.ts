import { join } from 'node:path';
import { parsePositive, UsageError } from '../../src/cli/instance-arguments.ts';
import { createOurs, createPeer, OURS, type Contestant } from './contestants.ts';
import { PEER_NAMES, preparePeers, type PeerName } from './python-environment.ts';

/** Options that both benches take, for `parseArgs`. */
export const COMMON_OPTIONS = {
  seconds: { type: 'string', default: '10' },
  seeds: { type: 'string', default: '5' },
  solvers: { type: 'string' },
  instances: { type: 'string' },
  json: { type: 'string' },
  geo: { type: 'string', default: join(import.meta.dirname, '../../../shared/geo') },
  python: { type: 'string', default: 'python3' },
} as const;

export const COMMON_USAGE = `  --seconds S        wall time of solving for each run; 10
  --seeds K          seeds 1 to K; 5
  --solvers A,B,...  of ${[OURS, ...PEER_NAMES].join(', ')}
  --instances A,...  these alone; a partial run is written beside the recorded one, not over it
  --json FILE        where to write the result
  --geo D            folder with counties and osm for county instances on real geometry; ../shared/geo
  --python P         interpreter to make the environment of the peers with; python3
`;

export interface BenchSettings {
  readonly seconds: number;
  readonly seeds: number;
  readonly only: ReadonlySet<string> | null;
  readonly json: string | null;
  readonly geoFolder: string;
  readonly contestants: readonly Contestant[];
  readonly absent: readonly { readonly name: string; readonly absence: string }[];
}

/** Reads the common options and makes the peers that they name ready. @throws UsageError */
export function toBenchSettings(
  values: Readonly<Partial<Record<keyof typeof COMMON_OPTIONS, string>>>,
  usualSolvers: readonly string[],
): BenchSettings {
  const seeds = parsePositive(values.seeds ?? '', 'seeds');
  if (!Number.isInteger(seeds)) throw new UsageError('--seeds: a whole number of seeds is needed');
  const seconds = parsePositive(values.seconds ?? '', 'seconds');
  const names = values.solvers?.split(',') ?? usualSolvers;
  return {
    seconds,
    seeds,
    only: values.instances === undefined ? null : new Set(values.instances.split(',')),
    json: values.json ?? null,
    geoFolder: values.geo ?? '',
    ...gather(names, values.python ?? 'python3'),
  };
}

function gather(names: readonly string[], python: string): Pick<BenchSettings, 'contestants' | 'absent'> {
  const unknown = names.find((name) => name !== OURS && !PEER_NAMES.some((peer) => peer === name));
  if (unknown !== undefined) throw new UsageError(`--solvers: there is no solver "${unknown}"`);
  const wanted = PEER_NAMES.filter((peer): peer is PeerName => names.includes(peer));
  const peers =
    wanted.length === 0 ? [] : preparePeers(wanted, python, (line) => process.stderr.write(`${line}\n`));
  return {
    contestants: [
      ...(names.includes(OURS) ? [createOurs()] : []),
      ...peers.filter(({ absence }) => absence === null).map(createPeer),
    ],
    absent: peers.flatMap(({ name, absence }) => (absence === null ? [] : [{ name, absence }])),
  };
}
