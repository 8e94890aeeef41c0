import type { TestServer } from '../http/test-server.ts';

/** Polls a job as a plain client would, until it has made its plan. */
export async function waitForPlan(server: TestServer, job: string): Promise<string> {
  for (;;) {
    const { state, planId, problem } = (await (await server.get(job)).json()) as {
      state: string;
      planId: string | null;
      problem: unknown;
    };
    if (state === 'succeeded' && planId !== null) return planId;
    if (state === 'failed' || state === 'cancelled')
      throw new Error(`the job ended: ${JSON.stringify(problem)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
