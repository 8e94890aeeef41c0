import { pino } from 'pino';
import type { Logger } from 'pino';
import pretty from 'pino-pretty';

import type { LogLevel } from '../config.ts';

/** The process log on standard error: readable on a terminal, JSON lines elsewhere. */
export function openLog(chosen: LogLevel | null): Logger {
  const terminal = process.stderr.isTTY;
  const level = chosen ?? (terminal ? 'warn' : 'info');
  return terminal
    ? pino({ level }, pretty({ sync: true, destination: 2 }))
    : pino({ level }, pino.destination(2));
}
