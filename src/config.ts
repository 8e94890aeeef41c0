import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import type { ConfigIssue, Environment } from './config/environment-reader.ts';
import { EnvironmentReader } from './config/environment-reader.ts';
import { readTravelEngine } from './config/travel-engine-config.ts';
import type { ExternalEngineSettings } from './network/external/engine-settings.ts';

/** Settings of a process, read from its environment once. */
export interface Config {
  /** `HOST`: address to listen on. */
  readonly host: string;
  /** `PORT`: 0 takes any free one. */
  readonly port: number;
  /** `DATABASE_URL`: a PostgreSQL server; null is the embedded database. */
  readonly databaseUrl: string | null;
  /** `DATA_DIR`: folder of the embedded database. */
  readonly dataDir: string;
  /** `LOG_LEVEL`; null leaves it to the log: `warn` on a terminal, `info` elsewhere. */
  readonly logLevel: LogLevel | null;
  /** `WORKERS`: solver threads of this process; 0 leaves planning to worker processes. */
  readonly workers: number;
  /** `MAX_UPLOAD_MB`, in bytes: largest upload of a county. */
  readonly maxUploadBytes: number;
  /** `API_KEYS`: any of these opens the API; empty is open to everybody who can reach it. */
  readonly apiKeys: readonly string[];
  /** `CORS_ORIGINS`: other web origins that may call the API. */
  readonly corsOrigins: readonly string[];
  /** `DEFAULT_COUNTY`: county of requests that need not name one; null: the only one there is. */
  readonly defaultCounty: string | null;
  /** `TRAVEL_ENGINE` and what begins so: the engine asked for distances; null is the embedded one. */
  readonly travelEngine: ExternalEngineSettings | null;
  /** `DEMO`: whether an empty database gets the demo county and a plan of it. */
  readonly demo: boolean;
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The environment is not usable; lists everything that is wrong with it. */
export class ConfigError extends Error {
  readonly code = 'invalid_configuration';
  readonly issues: readonly ConfigIssue[];

  constructor(issues: readonly ConfigIssue[]) {
    super(issues.map(({ name, message }) => `${name}: ${message}`).join('\n'));
    this.name = 'ConfigError';
    this.issues = issues;
  }
}

/**
 * Reads the settings. A variable that is empty counts as not given.
 *
 * @throws ConfigError with every problem at once
 */
export function parseConfig(environment: Environment): Config {
  const reader = new EnvironmentReader(environment);
  const config: Config = {
    host: reader.text('HOST') ?? '127.0.0.1',
    port: reader.integer('PORT', 3000, 0, 65_535),
    databaseUrl: reader.postgresUrl('DATABASE_URL'),
    dataDir: reader.text('DATA_DIR') ?? '.cunda',
    logLevel: reader.oneOf<LogLevel | null>('LOG_LEVEL', LOG_LEVELS, null),
    workers: reader.integer('WORKERS', availableParallelism(), 0, 256),
    maxUploadBytes: reader.integer('MAX_UPLOAD_MB', 100, 1, 4096) * 2 ** 20,
    apiKeys: reader.list('API_KEYS'),
    corsOrigins: reader.origins('CORS_ORIGINS'),
    defaultCounty: reader.countyCode('DEFAULT_COUNTY'),
    travelEngine: readTravelEngine(reader),
    demo: reader.oneOf('DEMO', ['on', 'off'], 'on') === 'on',
  };
  refuseOpenDoor(config, reader);
  if (reader.issues.length > 0) throw new ConfigError(reader.issues);
  return config;
}

/** An API that others can reach must not be open to all of them. */
function refuseOpenDoor({ host, apiKeys }: Config, reader: EnvironmentReader): void {
  if (apiKeys.length === 0 && !isLoopback(host)) {
    reader.refuse(
      'API_KEYS',
      `must hold at least one key when HOST is ${host}, because others can reach this address. Set a key, or leave HOST at 127.0.0.1.`,
    );
  }
  if (apiKeys.some((key) => key.length < 16)) {
    reader.refuse('API_KEYS', 'each key must have at least 16 characters.');
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
