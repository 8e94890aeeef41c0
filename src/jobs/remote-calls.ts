import type { MessagePort } from 'node:worker_threads';

import type { FromPlanningThread, ThreadCall, ToPlanningThread } from './planning-messages.ts';

/** The planning thread's side of the calls that its owner answers. */
export type CallOwner = (call: ThreadCall) => Promise<unknown>;

/** Numbers the calls on a port and hands their answers back. */
export function createCallsOn(port: MessagePort): CallOwner {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  port.on('message', (message: ToPlanningThread) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.value);
    else call?.reject(message.error);
  });
  return (call) => {
    const answer = Promise.withResolvers<unknown>();
    lastId += 1;
    waiting.set(lastId, answer);
    const message: FromPlanningThread = { kind: 'call', id: lastId, call };
    port.postMessage(message);
    return answer.promise;
  };
}
