import type { Metres } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';

export type ExternalEngineKind = 'osrm' | 'valhalla';

/** What an external engine may be asked, whatever the way to it. */
export interface ExternalEngineOptions {
  /** OSRM: coordinates of one table (`--max-table-size`). Valhalla: sources, and targets, of one matrix. */
  readonly maxPoints: number;
  /** Points that the engine moves farther than this are off its network. */
  readonly maxSnapMetres: Metres;
  /** What the engine calls each profile: the profile of OSRM's address, the costing of Valhalla. */
  readonly profiles: Readonly<Record<TravelProfile, string>>;
  readonly attributions: readonly string[];
}

/** An external engine as a deployment configures it. Plain data, handed to threads. */
export interface ExternalEngineSettings extends ExternalEngineOptions {
  readonly kind: ExternalEngineKind;
  /** Base address, e.g. `http://router:5000`; without credentials, query and fragment. */
  readonly url: string;
  /** Hosts, with port where it is not the usual one, that may be asked; no other ever is. */
  readonly allowedHosts: readonly string[];
  /** Of one attempt, answer included. */
  readonly timeoutMilliseconds: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly maxResponseBytes: number;
  /** Whether the embedded engine takes over where this one fails. */
  readonly fallback: boolean;
}

/** Profiles as engines call them where nothing else is configured. */
export const ENGINE_PROFILES: Readonly<Record<ExternalEngineKind, Readonly<Record<TravelProfile, string>>>> =
  {
    osrm: { van: 'driving', truck: 'driving', trike: 'driving', bus: 'driving' },
    valhalla: { van: 'auto', truck: 'truck', trike: 'motor_scooter', bus: 'bus' },
  };

/** Limits that the engines have when nothing else is configured on their side. */
export const ENGINE_MAX_POINTS: Readonly<Record<ExternalEngineKind, number>> = { osrm: 100, valhalla: 50 };
