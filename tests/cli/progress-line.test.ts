import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';

import { describe, expect, test } from 'vitest';

import { createProgressLine, toProgressText } from '../../src/cli/progress-line.ts';

/** A stream that says it is a terminal of this width, or a pipe. */
function openStream(columns: number | null): { stream: WriteStream; written: () => string } {
  const pipe = new PassThrough();
  let text = '';
  pipe.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const stream = Object.assign(pipe, { isTTY: columns !== null, columns: columns ?? undefined });
  return { stream: stream as unknown as WriteStream, written: () => text };
}

describe('the progress line', () => {
  test('is silent in a pipe', () => {
    const { stream, written } = openStream(null);
    const line = createProgressLine(stream, 'Planning');
    line.update({ done: 1, total: 2, step: 'pooled' });
    line.end();
    expect(written()).toBe('');
  });

  test('writes over itself on a terminal, within its width, and leaves nothing behind', () => {
    const { stream, written } = openStream(40);
    let now = 0;
    const line = createProgressLine(stream, 'Planning', () => now);
    for (let done = 0; done <= 100; done++, now += 50)
      line.update({ done, total: 100, step: 'a long step name' });
    line.end();
    const frames = written().split('\r\u001B[2K');
    expect(frames.length).toBeGreaterThan(20);
    expect(frames.length).toBeLessThan(60);
    for (const frame of frames) expect(frame.length).toBeLessThan(40);
    expect(frames.at(-1)).toBe('');
  });

  test('shows share, time and step', () => {
    const text = toProgressText('Planning', { done: 1, total: 4, step: 'alone' }, 12.7);
    expect(text).toBe('Planning [######..................]  25%  12 s  alone');
    expect(toProgressText('Planning', { done: 0, total: 0, step: '' }, 0)).toContain('  0%');
    expect(toProgressText('Planning', { done: 9, total: 4, step: '' }, 0)).toContain('100%');
  });
});
