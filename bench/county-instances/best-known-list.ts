import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import type { RoutingRoute } from '../../src/solver/routing/solution.ts';
import type { BestMet } from '../peers/interleaved-run.ts';
import { fingerprint } from './instance-file.ts';

/** The best answer to a county instance met so far, and how it was made. */
export interface CountyBestKnown {
  readonly cost: number;
  readonly vehicles: number;
  readonly solver: string;
  readonly seconds: number;
  readonly seed: number;
  /** Day it was found, YYYY-MM-DD. */
  readonly date: string;
  /** Of the problem that it solves; another problem of the same name has no best known. */
  readonly fingerprint: string;
  readonly routes: readonly RoutingRoute[];
}

export type CountyBestKnownList = Readonly<Record<string, CountyBestKnown>>;

export const BEST_KNOWN_FILE = join(import.meta.dirname, 'best-known.json');

/** The list, empty where there is no file. */
export function readBestKnownList(file = BEST_KNOWN_FILE): CountyBestKnownList {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CountyBestKnownList) : {};
}

/** The best known of an instance, or null when there is none of this very problem. */
export function findBestKnown(
  list: CountyBestKnownList,
  name: string,
  problem: RoutingProblem,
): CountyBestKnown | null {
  const known = list[name];
  return known !== undefined && known.fingerprint === fingerprint(problem) ? known : null;
}

/** The list with an answer in place of the one before, where it is better or solves another problem. */
export function improveBestKnown(
  list: CountyBestKnownList,
  met: BestMet,
  problem: RoutingProblem,
  date: string,
): CountyBestKnownList {
  const known = findBestKnown(list, met.instance, problem);
  if (known !== null && known.cost <= met.cost) return list;
  const { cost, vehicles, solver, seconds, seed, solution } = met;
  const better = {
    cost,
    vehicles,
    solver,
    seconds,
    seed,
    date,
    fingerprint: fingerprint(problem),
    routes: solution.routes,
  };
  return { ...list, [met.instance]: better };
}

/** Writes the list in order of name, one route a line. */
export function writeBestKnownList(list: CountyBestKnownList, file = BEST_KNOWN_FILE): void {
  const entries = Object.entries(list).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  const blocks = entries.map(([name, { routes, ...rest }]) => {
    const head = JSON.stringify(rest).slice(0, -1);
    return `${JSON.stringify(name)}: ${head},"routes":[\n${routes.map((route) => JSON.stringify(route)).join(',\n')}\n]}`;
  });
  writeFileSync(file, `{\n${blocks.join(',\n')}\n}\n`);
}
