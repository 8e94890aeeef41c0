import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

/** A process of ours that a test watches, and kills. */
export interface Child {
  readonly pid: number;
  /** All that it has written so far, on both channels. */
  output(): string;
  /** Resolves when it has written the text; rejects when it ends before. */
  untilWritten(text: string): Promise<void>;
  /** Sends a signal and resolves with the exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves with the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
}

/** Runs a file of the project with this version of Node, in the project's folder. */
export function runFile(
  file: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Child {
  const child = spawn(process.execPath, [join(PROJECT, file), ...args], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      written += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    pid: child.pid ?? -1,
    ended,
    output: () => written,
    untilWritten: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!written.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void ended.then((code) =>
          reject(new Error(`${file} ended with ${code} before "${text}": ${written}`)),
        );
        look();
      }),
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
