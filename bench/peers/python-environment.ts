import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A peer as it is found on this machine; `absence` says why it cannot run. */
export interface InstalledPeer {
  readonly name: PeerName;
  readonly version: string | null;
  readonly absence: string | null;
}

export type PeerName = 'pyvrp' | 'ortools' | 'vroom';

/** Distribution on the package index of each peer, which also has its version. */
const DISTRIBUTIONS: Readonly<Record<PeerName, string>> = {
  pyvrp: 'pyvrp',
  ortools: 'ortools',
  vroom: 'pyvroom',
};

export const PEER_NAMES = Object.keys(DISTRIBUTIONS) as readonly PeerName[];

/** The virtual environment: beside `package.json` and ignored by Git, unless `BENCH_VENV` names another folder. */
export const ENVIRONMENT_FOLDER = process.env.BENCH_VENV ?? join(import.meta.dirname, '../../.bench-venv');
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** Hash of the requirements that the environment was made from. */
const STAMP = join(ENVIRONMENT_FOLDER, 'requirements.sha256');
const INSTALL_MILLISECONDS = 15 * 60_000;

/** The environment's own interpreter. */
export const PYTHON =
  process.platform === 'win32'
    ? join(ENVIRONMENT_FOLDER, 'Scripts', 'python.exe')
    : join(ENVIRONMENT_FOLDER, 'bin', 'python');

/**
 * Makes the environment where it is missing or of other requirements, and says of each peer wanted whether it can be used.
 * Each is installed by itself, to its pinned version and in ready-made form only, so that one that does not exist for this
 * machine keeps none of the others away.
 *
 * @param python interpreter to make the environment with
 */
export function preparePeers(
  names: readonly PeerName[],
  python: string,
  report: (line: string) => void,
): readonly InstalledPeer[] {
  const failure = isCurrent() ? null : makeEnvironment(python, report);
  return names.map((name) => {
    if (failure !== null) return { name, version: null, absence: failure };
    const absence = findVersion(name) === null ? install(name, report) : null;
    return findVersion(name) ?? { name, version: null, absence: absence ?? 'it cannot be imported' };
  });
}

/** The peers that an environment made before can run; makes and installs nothing. */
export function findInstalledPeers(): readonly InstalledPeer[] {
  return PEER_NAMES.flatMap((name) => (existsSync(PYTHON) ? (findVersion(name) ?? []) : []));
}

function hashRequirements(): string {
  return createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
}

function isCurrent(): boolean {
  return existsSync(PYTHON) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashRequirements();
}

function makeEnvironment(python: string, report: (line: string) => void): string | null {
  report(`making ${ENVIRONMENT_FOLDER} with ${python}`);
  const failure = run(python, ['-m', 'venv', '--clear', ENVIRONMENT_FOLDER]);
  if (failure === null) writeFileSync(STAMP, hashRequirements());
  return failure;
}

function install(name: PeerName, report: (line: string) => void): string | null {
  report(`installing ${DISTRIBUTIONS[name]}`);
  const options = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
  return run(PYTHON, ['-m', 'pip', 'install', ...options, '-c', REQUIREMENTS, DISTRIBUTIONS[name]]);
}

/** Null when all went well, else the last line of the complaint. */
function run(command: string, args: readonly string[]): string | null {
  const outcome = spawnSync(command, args, { encoding: 'utf8', timeout: INSTALL_MILLISECONDS });
  if (outcome.error) return outcome.error.message;
  if (outcome.status === 0) return null;
  return outcome.stderr.trim().split('\n').at(-1) ?? `ended with ${outcome.status}`;
}

function findVersion(name: PeerName): InstalledPeer | null {
  const program = `import ${name}; from importlib.metadata import version; print(version('${DISTRIBUTIONS[name]}'))`;
  const outcome = spawnSync(PYTHON, ['-c', program], { encoding: 'utf8' });
  return outcome.status === 0 ? { name, version: outcome.stdout.trim(), absence: null } : null;
}
