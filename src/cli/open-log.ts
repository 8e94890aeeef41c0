import { pino } from 'pino';
import type { Logger } from 'pino';
import pretty from 'pino-pretty';

import type { LogLevel } from '../config.ts';

/** The process log on standard error: readable on a terminal, JSON lines elsewhere. */
export function openLog(level: LogLevel): Logger {
  const terminal = process.stderr.isTTY;
  return terminal
    ? pino({ level }, pretty({ sync: true, destination: 2 }))
    : pino({ level }, pino.destination(2));
}
