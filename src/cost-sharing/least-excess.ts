import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { playersOf, sizeOf } from './coalition-game.ts';
import type { CoalitionSpan } from './coalition-span.ts';
import { costScale } from './cost-scale.ts';
import type { LinearRow, SolveLinear } from './linear-program.ts';

/** A coalition charged exactly `fen`, whatever the split. */
export interface FixedCharge {
  readonly coalition: Coalition;
  readonly fen: number;
}

/**
 * Choose charges `x` so that the largest weighted excess `(x(S) - c(S)) / weight(S)` over the open coalitions is least:
 * the linear program behind the least core and each stage of the nucleolus.
 */
export interface LeastExcessProblem {
  readonly game: CoalitionGame;
  /** What the fixed charges span; coalitions in it are not open, their excess is settled. */
  readonly span: CoalitionSpan;
  readonly fixed: readonly FixedCharge[];
  /** Players who may not be charged more than they cost alone, whatever the excess. */
  readonly rational: readonly number[];
  readonly weightOf: (coalition: Coalition) => number;
}

export interface LeastExcess {
  readonly epsilonFen: number;
  readonly charges: readonly number[];
  /** Coalitions that keep epsilon from falling, with their multipliers: tight in every optimal split. */
  readonly tight: readonly { readonly coalition: Coalition; readonly multiplier: number }[];
  /** Players held at their stand-alone cost in every optimal split. */
  readonly held: readonly number[];
}

/** Multipliers below this are rounding; true ones are ratios of minors of 0/1 matrices. */
const LEAST_MULTIPLIER = 1e-9;
/** Violation that counts, relative to the largest cost. */
const LEAST_VIOLATION = 1e-12;

/** A row of the program: an open coalition, or a player bounded by the stand-alone cost. */
interface Cut {
  readonly kind: 'open' | 'rational';
  readonly coalition: Coalition;
}

/**
 * Solves the program by row generation: begins with the single players and the coalitions that lack one, and adds the
 * open coalitions that the charges found so far violate most. Only solved coalitions count. Each round scans all of
 * them, O(solved * players), for a program of some tens of rows.
 * @throws Error where the program has no optimum, which no valid problem allows.
 */
export function findLeastExcess(problem: LeastExcessProblem, solveLinear: SolveLinear): LeastExcess {
  const { game, span } = problem;
  const scale = costScale(game);
  const cuts = firstCuts(problem);
  const known = new Set(cuts.filter(({ kind }) => kind === 'open').map(({ coalition }) => coalition));
  for (;;) {
    const found = solveCuts(problem, cuts, scale, solveLinear);
    const violated = listViolated(problem, found, known, scale * LEAST_VIOLATION);
    let added = 0;
    for (const coalition of violated) {
      if (span.has(coalition)) continue;
      known.add(coalition);
      cuts.push({ kind: 'open', coalition });
      if (++added > game.players.length) break;
    }
    if (added === 0) return found;
  }
}

function firstCuts({ game, span, rational }: LeastExcessProblem): Cut[] {
  const grand = 2 ** game.players.length - 1;
  const singles = game.players.map((_, player) => 1 << player);
  const open = [...singles, ...(game.players.length > 2 ? singles.map((single) => grand & ~single) : [])];
  return [
    ...rational.filter((player) => !span.has(1 << player)).map((player) => toCut('rational', 1 << player)),
    ...open
      .filter((coalition) => coalition !== grand && game.costs.has(coalition) && !span.has(coalition))
      .map((coalition) => toCut('open', coalition)),
  ];
}

function toCut(kind: Cut['kind'], coalition: Coalition): Cut {
  return { kind, coalition };
}

function solveCuts(
  { game, fixed, weightOf }: LeastExcessProblem,
  cuts: readonly Cut[],
  scale: number,
  solveLinear: SolveLinear,
): LeastExcess {
  const count = game.players.length;
  const equations = fixed.map(({ coalition, fen }) => toRow(coalition, fen / scale, fen / scale));
  const rows = cuts.map(({ kind, coalition }): LinearRow => {
    const cost = (game.costs.get(coalition) ?? 0) / scale;
    // A hair of room, so that equations rounded to doubles cannot contradict a bound.
    if (kind === 'rational') return toRow(coalition, -Infinity, cost + LEAST_VIOLATION);
    const row = toRow(coalition, -Infinity, cost);
    return { ...row, coefficients: [...row.coefficients, [count, -weightOf(coalition)]] };
  });
  const objective = Array.from({ length: count + 1 }, (_, variable) => (variable === count ? 1 : 0));
  const answer = solveLinear({ objective, rows: [...equations, ...rows] });
  if (answer.status !== 'optimal') throw new Error(`least excess is ${answer.status}`);
  const marked = cuts.map((cut, index) => ({ ...cut, multiplier: -answer.duals[fixed.length + index] }));
  const binding = marked.filter(({ multiplier }) => multiplier > LEAST_MULTIPLIER);
  return {
    epsilonFen: answer.values[count] * scale,
    charges: answer.values.slice(0, count).map((value) => value * scale),
    tight: binding
      .filter(({ kind }) => kind === 'open')
      .map(({ coalition, multiplier }) => ({ coalition, multiplier })),
    held: binding.filter(({ kind }) => kind === 'rational').flatMap(({ coalition }) => playersOf(coalition)),
  };
}

function toRow(coalition: Coalition, lower: number, upper: number): LinearRow {
  return { coefficients: playersOf(coalition).map((player) => [player, 1] as const), lower, upper };
}

/** Solved proper coalitions not yet in the program whose excess is above epsilon, most violated first. */
function listViolated(
  { game, weightOf }: LeastExcessProblem,
  { charges, epsilonFen }: LeastExcess,
  known: ReadonlySet<Coalition>,
  tolerance: number,
): readonly Coalition[] {
  const grand = 2 ** game.players.length - 1;
  const violated: { readonly coalition: Coalition; readonly by: number }[] = [];
  for (const [coalition, cost] of game.costs) {
    if (coalition === grand || known.has(coalition)) continue;
    const by = chargeOf(charges, coalition) - cost - weightOf(coalition) * epsilonFen;
    if (by > tolerance) violated.push({ coalition, by });
  }
  return violated.sort((a, b) => b.by - a.by || a.coalition - b.coalition).map(({ coalition }) => coalition);
}

/** What the members of a coalition are charged together. */
export function chargeOf(charges: readonly number[], coalition: Coalition): number {
  let sum = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) sum += charges[31 - Math.clz32(rest & -rest)];
  return sum;
}

/** Weight 1: the excess itself. */
export function unitWeight(): number {
  return 1;
}

/** Weight by members: the excess per head. */
export function headWeight(coalition: Coalition): number {
  return sizeOf(coalition);
}
