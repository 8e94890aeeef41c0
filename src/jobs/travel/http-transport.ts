import { setTimeout as wait } from 'node:timers/promises';
import type { ExternalEngineSettings } from '../../network/external/engine-settings.ts';
import type { EngineReply, EngineRequest, EngineTransport } from '../../network/external/engine-transport.ts';
import { TravelEngineError } from '../../network/external/travel-engine-error.ts';

type TransportSettings = Pick<
  ExternalEngineSettings,
  'kind' | 'url' | 'allowedHosts' | 'timeoutMilliseconds' | 'retries' | 'maxResponseBytes'
>;

const FIRST_PAUSE_MILLISECONDS = 100;
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:']);

/** A fault that may be over when asked again. */
class PassingFault extends Error {
  readonly toError: () => TravelEngineError;

  constructor(toError: () => TravelEngineError) {
    super();
    this.toError = toError;
  }
}

/**
 * Way to an external engine by HTTP. Only hosts on the list are asked, redirects are not followed, an answer is read
 * up to its limit (after unpacking) and within its time. Silence, broken connections, status 429 and 5xx and broken
 * JSON are tried again after 0.1 s, 0.2 s and so on, as often as configured.
 */
export function createHttpTransport(settings: TransportSettings): EngineTransport {
  return {
    async send(request) {
      const address = toAddress(settings, request.path);
      for (let attempt = 0; ; attempt++) {
        try {
          return await sendOnce(settings, address, request);
        } catch (error) {
          if (!(error instanceof PassingFault)) throw error;
          if (attempt >= settings.retries) throw error.toError();
          await wait(FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
        }
      }
    },
  };
}

/** The address below the base; never one of a host that is not on the list. */
function toAddress({ url, allowedHosts, kind }: TransportSettings, path: string): URL {
  const address = new URL(url.replace(/\/+$/, '') + path);
  const isPlain = address.username === '' && address.password === '' && PROTOCOLS.has(address.protocol);
  if (isPlain && address.host === new URL(url).host && allowedHosts.includes(address.host)) return address;
  throw new TravelEngineError('travel_engine_refused', `${address.host} is not a host for ${kind}.`);
}

async function sendOnce(
  settings: TransportSettings,
  address: URL,
  { body }: EngineRequest,
): Promise<EngineReply> {
  const response = await passing(settings, () =>
    fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.timeoutMilliseconds),
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  if (response.status === 429 || response.status >= 500) {
    await leave(response.body);
    throw new PassingFault(() => unavailable(settings, `answered ${response.status}`));
  }
  if (response.status >= 300 && response.status < 400) {
    await leave(response.body);
    throw badAnswer(settings, `a redirect (${response.status})`);
  }
  const text = await readText(settings, response);
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    throw new PassingFault(() => badAnswer(settings, `${response.status} with what is not JSON`));
  }
}

/** The body as text, given up as soon as it exceeds its limit. */
async function readText(settings: TransportSettings, { body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await passing(settings, () => reader.read());
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > settings.maxResponseBytes) {
      await leave(reader);
      throw badAnswer(settings, `more than ${settings.maxResponseBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Reads no further; a connection that has broken meanwhile is left as well. */
async function leave(body: { cancel(): Promise<void> } | null): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/** Faults of the connection, and the end of its time, may pass. */
async function passing<Result>(settings: TransportSettings, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    const seconds = settings.timeoutMilliseconds / 1000;
    throw new PassingFault(() =>
      unavailable(settings, late ? `did not answer within ${seconds} s` : 'cannot be reached', error),
    );
  }
}

function unavailable({ kind, retries }: TransportSettings, what: string, cause?: unknown): TravelEngineError {
  const message = `The ${kind} server ${what}, asked ${retries + 1} time(s).`;
  return new TravelEngineError('travel_engine_unavailable', message, cause);
}

function badAnswer({ kind }: TransportSettings, what: string): TravelEngineError {
  return new TravelEngineError('travel_engine_bad_answer', `The ${kind} server answered ${what}.`);
}
