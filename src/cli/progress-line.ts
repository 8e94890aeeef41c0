import type { WriteStream } from 'node:tty';

import type { PlanningProgress } from '../planning/planning-ports.ts';

/** One line that is written over and over on a terminal; in a pipe it stays silent. */
export interface ProgressLine {
  update(progress: PlanningProgress): void;
  /** Clears the line. */
  end(): void;
}

const BAR_CELLS = 24;
const REDRAW_MILLISECONDS = 100;

/** @param clock monotonic, in milliseconds */
export function createProgressLine(
  stream: WriteStream | NodeJS.WriteStream,
  title: string,
  clock: () => number = () => performance.now(),
): ProgressLine {
  const start = clock();
  let drawn = -Infinity;
  return {
    update(progress) {
      if (!stream.isTTY || clock() - drawn < REDRAW_MILLISECONDS) return;
      drawn = clock();
      const text = toProgressText(title, progress, (drawn - start) / 1000);
      stream.write(`\r\u001B[2K${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    end() {
      if (stream.isTTY && drawn > -Infinity) stream.write('\r\u001B[2K');
    },
  };
}

/** E.g. `Planning 999001 [########................]  33%  12 s  pooled`. */
export function toProgressText(
  title: string,
  { done, total, step }: PlanningProgress,
  seconds: number,
): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.floor(share * BAR_CELLS);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_CELLS - filled);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${title} [${bar}] ${percent}%  ${Math.floor(seconds)} s  ${step}`;
}
