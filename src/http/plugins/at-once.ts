import type { FastifyReply } from 'fastify';
import { ProblemError } from '../problems/problem-error.ts';

/**
 * Limits the requests of a route that are under way at once. They are counted from their first byte, before a body is
 * read and checked, until they are answered and, where the caller leaves early, until their work has ended too.
 */
export class AtOnce {
  readonly #most: number;
  readonly #refusal: string;
  #open = 0;
  #working = 0;

  constructor(most: number, refusal: string) {
    this.#most = most;
    this.#refusal = refusal;
  }

  /** Counts a request in; to be called by `onRequest`. @throws ProblemError `overloaded` */
  admit(reply: FastifyReply): void {
    if (Math.max(this.#open, this.#working) >= this.#most)
      throw new ProblemError('overloaded', this.#refusal);
    this.#open += 1;
    reply.raw.once('close', () => {
      this.#open -= 1;
    });
  }

  async work<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#working += 1;
    try {
      return await run();
    } finally {
      this.#working -= 1;
    }
  }
}
