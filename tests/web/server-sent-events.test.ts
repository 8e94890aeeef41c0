import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerSentEvent } from '../../web/src/api/server-sent-events.ts';
import { decodeText, readServerSentEvents } from '../../web/src/api/server-sent-events.ts';

async function readAll(chunks: readonly string[]): Promise<readonly ServerSentEvent[]> {
  async function* stream(): AsyncGenerator<string> {
    yield* chunks;
  }
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(stream())) events.push(event);
  return events;
}

/** Cuts a text at the given places, in any order and out of range alike. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const at = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length));
}

const line = fc.string().map((text) => text.replaceAll(/[\r\n]/g, ''));
const event = fc.record({
  event: line.filter((name) => name !== ''),
  data: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
});

describe('reading a stream of events', () => {
  test('finds the events however the stream is cut and its lines end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat()),
        async (events, end, places) => {
          const text = events
            .map(({ event: name, data }) => {
              const lines = data.split('\n').map((part) => `data: ${part}${end}`);
              return `: a comment${end}event: ${name}${end}${lines.join('')}id: 4${end}${end}`;
            })
            .join('');
          expect(await readAll(cut(text, places))).toEqual(events);
        },
      ),
    );
  });

  test('names an event without a name, takes data without a space, and leaves out what has no data', async () => {
    const stream = ['retry: 500\n\n', ':\n\n', 'data:x\n\n', 'event: done\n\n', 'data\n\n', 'data: cut off'];
    expect(await readAll(stream)).toEqual([
      { event: 'message', data: 'x' },
      { event: 'message', data: '' },
    ]);
  });

  test('decodes characters that are split between two pieces', async () => {
    const bytes = new TextEncoder().encode('村达');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 2));
        controller.enqueue(bytes.slice(2));
        controller.close();
      },
    });
    const pieces: string[] = [];
    for await (const piece of decodeText(body)) pieces.push(piece);
    expect(pieces.join('')).toBe('村达');
  });
});
