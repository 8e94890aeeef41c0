import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';

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
  /** `DEMO`: whether an empty database gets the demo county and a plan of it. */
  readonly demo: boolean;
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** A setting that cannot be used. */
export interface ConfigIssue {
  readonly name: string;
  readonly message: string;
}

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

type Environment = Readonly<Record<string, string | undefined>>;

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

class EnvironmentReader {
  readonly issues: ConfigIssue[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuse(name: string, message: string): void {
    this.issues.push({ name, message });
  }

  text(name: string): string | null {
    return this.#environment[name]?.trim() || null;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.refuse(name, `must be a whole number from ${least} to ${most}, not "${text}".`);
    return fallback;
  }

  oneOf<Choice extends string | null>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const text = this.text(name);
    if (text === null) return fallback;
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice === undefined) this.refuse(name, `must be one of ${choices.join(', ')}, not "${text}".`);
    return choice ?? fallback;
  }

  list(name: string): readonly string[] {
    const items = (this.text(name) ?? '').split(',').map((item) => item.trim());
    return items.filter((item) => item !== '');
  }

  origins(name: string): readonly string[] {
    const origins = this.list(name);
    for (const origin of origins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
        this.refuse(name, `"${origin}" is not an origin such as https://example.org.`);
      }
    }
    return origins;
  }

  countyCode(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !/^\d{6}$/.test(text)) this.refuse(name, 'must be six digits of GB/T 2260.');
    return text;
  }

  postgresUrl(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !(URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol))) {
      this.refuse(name, 'must be a URL such as postgres://user:password@host:5432/database.');
    }
    return text;
  }
}
