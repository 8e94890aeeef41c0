import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { validateRoutingProblem } from '../solver/routing/validate-routing-problem.ts';
import type { BenchmarkInstance } from './benchmark-instance.ts';
import { readBestKnown, type BestKnown } from './best-known.ts';
import { detectFamily } from './detect-family.ts';
import { getFamily, type InstanceFamily } from './families.ts';

/** An instance read from its file, with what is known of it. */
export interface LoadedInstance {
  readonly name: string;
  readonly family: InstanceFamily;
  readonly instance: BenchmarkInstance;
  /** From the `bks.json` beside the file; null when there is none or it does not name the instance. */
  readonly bestKnown: BestKnown | null;
  /** Solver cost divided by this is in the unit of the best-known value. */
  readonly costDivisor: number;
}

/**
 * Reads an instance file; the family is told by folder or format when it is not given.
 *
 * @throws InstanceFormatError for a file that cannot be read as an instance, RoutingProblemError for one that reads but
 * makes no sense, and the file system's own errors.
 */
export function loadInstance(path: string, familyName?: string): LoadedInstance {
  const text = readFileSync(path, 'utf8');
  const family = familyName === undefined ? detectFamily(path, text) : getFamily(familyName);
  const instance = family.read(text);
  validateRoutingProblem(instance.problem);
  const file = basename(path);
  const name = file.endsWith(family.extension) ? file.slice(0, -family.extension.length) : file;
  const list = join(dirname(path), 'bks.json');
  const bestKnown = existsSync(list) ? (readBestKnown(readFileSync(list, 'utf8')).get(name) ?? null) : null;
  const own = bestKnown && family.costDivisorFor?.(bestKnown.cost);
  return { name, family, instance, bestKnown, costDivisor: own ?? instance.costDivisor };
}
