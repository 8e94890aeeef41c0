import type { RoutingProblem } from '../solver/routing/problem.ts';

/** How a family measures an arc of length d: as it is, to the nearest integer, or truncated to one decimal. */
export type ArcRounding = 'exact' | 'nearest' | 'one_decimal' | 'thousandths';

/** A public benchmark instance as a routing problem. */
export interface BenchmarkInstance {
  readonly name: string;
  /** Integers where the family rounds; then `costDivisor` leads back to the unit of its best-known values. */
  readonly problem: RoutingProblem;
  /** Cost of a solution divided by this is in the unit of the best-known values. */
  readonly costDivisor: number;
  /** Number of the first client in solution files: in VRPLIB as many as there are depots, else 1. */
  readonly firstClientNumber: number;
  /** Where vehicles are numbered in the file, the vehicle type of each. */
  readonly typeOfVehicle?: readonly number[];
}

/** Coordinates in file order; matrices keep that order. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
