import { ENGINE_MAX_POINTS, ENGINE_PROFILES } from '../network/external/engine-settings.ts';
import type { ExternalEngineKind, ExternalEngineSettings } from '../network/external/engine-settings.ts';
import { DEFAULT_MAX_SNAP_METRES } from '../network/road-engine.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../model/vehicle-type.ts';
import type { EnvironmentReader } from './environment-reader.ts';

const KINDS = ['embedded', 'osrm', 'valhalla'] as const;
const ATTRIBUTION = '© OpenStreetMap contributors (ODbL 1.0)';

/** The variables that begin with `TRAVEL_ENGINE`; null for the embedded engine. */
export function readTravelEngine(reader: EnvironmentReader): ExternalEngineSettings | null {
  const kind = reader.oneOf('TRAVEL_ENGINE', KINDS, 'embedded');
  if (kind === 'embedded') return null;
  const url = readUrl(reader);
  return {
    kind,
    url,
    allowedHosts: readHosts(reader, url),
    timeoutMilliseconds: reader.integer('TRAVEL_ENGINE_TIMEOUT_SECONDS', 30, 1, 600) * 1000,
    retries: reader.integer('TRAVEL_ENGINE_RETRIES', 2, 0, 5),
    maxResponseBytes: reader.integer('TRAVEL_ENGINE_MAX_MB', 64, 1, 1024) * 2 ** 20,
    maxPoints: reader.integer('TRAVEL_ENGINE_MAX_POINTS', ENGINE_MAX_POINTS[kind], 2, 10_000),
    maxSnapMetres: reader.integer('TRAVEL_ENGINE_MAX_SNAP_METRES', DEFAULT_MAX_SNAP_METRES, 1, 100_000),
    profiles: readProfiles(reader, kind),
    attributions: [reader.text('TRAVEL_ENGINE_ATTRIBUTION') ?? ATTRIBUTION],
    fallback: reader.oneOf('TRAVEL_ENGINE_FALLBACK', ['none', 'embedded'], 'none') === 'embedded',
  };
}

function readUrl(reader: EnvironmentReader): string {
  const text = reader.text('TRAVEL_ENGINE_URL') ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '');
  if (isPlain) return url.href;
  reader.refuse(
    'TRAVEL_ENGINE_URL',
    'must be the address of the engine, such as http://router:5000, without user, query and fragment.',
  );
  return 'http://localhost/';
}

/** The host of the address, unless a list says otherwise; then that host must be on it. */
function readHosts(reader: EnvironmentReader, url: string): readonly string[] {
  const { host } = new URL(url);
  const listed = reader.list('TRAVEL_ENGINE_HOSTS');
  if (listed.length > 0 && !listed.includes(host)) {
    reader.refuse('TRAVEL_ENGINE_HOSTS', `does not list ${host}, the host of TRAVEL_ENGINE_URL.`);
  }
  return listed.length > 0 ? listed : [host];
}

/** `van=auto,truck=truck`; profiles that are not named keep the engine's default. */
function readProfiles(
  reader: EnvironmentReader,
  kind: ExternalEngineKind,
): Readonly<Record<TravelProfile, string>> {
  const profiles = { ...ENGINE_PROFILES[kind] };
  for (const item of reader.list('TRAVEL_ENGINE_PROFILES')) {
    const [name, value = ''] = item.split('=').map((part) => part.trim());
    const profile = TRAVEL_PROFILES.find((each) => each === name);
    if (profile !== undefined && /^[\w-]{1,50}$/.test(value)) profiles[profile] = value;
    else reader.refuse('TRAVEL_ENGINE_PROFILES', `"${item}" is not of the form van=driving.`);
  }
  return profiles;
}
