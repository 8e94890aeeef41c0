import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import type { PeerRoute } from './measured-answer.ts';

/** What a peer's script writes. */
export interface PeerAnswer {
  readonly status: 'answered' | 'no_answer' | 'cannot_express';
  readonly routes: readonly PeerRoute[];
  /** Wall time of the solver's own call, without the start of the interpreter and the reading of the problem. */
  readonly seconds: number;
  /** Cost by the peer's own account, in the scale of the exchange problem; null where it is not the whole cost. */
  readonly claimedCost: number | null;
  readonly approximations: readonly string[];
  readonly cannotExpress: readonly string[];
}

/** A script wrote something else than an answer to the problem. */
export class PeerAnswerError extends Error {}

/** Reads an answer. @throws PeerAnswerError when it is none, or names a client, base or vehicle type that is not there. */
export function readPeerAnswer(text: string, problem: RoutingProblem): PeerAnswer {
  const answer = JSON.parse(text) as PeerAnswer;
  if (!['answered', 'no_answer', 'cannot_express'].includes(answer.status) || !Array.isArray(answer.routes)) {
    throw new PeerAnswerError('the answer has no status or no routes');
  }
  for (const { vehicleType, trips } of answer.routes) {
    requireIndex(vehicleType, problem.vehicleTypes.length, 'vehicle type');
    for (const { clients, startBase, endBase } of trips) {
      requireIndex(startBase, problem.bases.length, 'base');
      if (endBase !== null) requireIndex(endBase, problem.bases.length, 'base');
      for (const client of clients) requireIndex(client, problem.clients.length, 'client');
    }
  }
  return answer;
}

function requireIndex(value: number, length: number, what: string): void {
  if (!Number.isInteger(value) || value < 0 || value >= length) {
    throw new PeerAnswerError(`the answer names ${what} ${value}, of ${length}`);
  }
}
