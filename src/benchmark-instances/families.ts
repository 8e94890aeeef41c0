import type { BenchmarkInstance } from './benchmark-instance.ts';
import { InstanceFormatError } from './instance-format-error.ts';
import { readCordeau } from './read-cordeau.ts';
import { readSolomon } from './read-solomon.ts';
import { readTaillard } from './read-taillard.ts';
import { readVrplib, type VrplibConventions } from './read-vrplib.ts';

/** A set of public instances with one format and one objective. */
export interface InstanceFamily {
  /** Name of its folder, e.g. `cvrp-x`. */
  readonly name: string;
  readonly title: string;
  /** File extension of its instances, dot included. */
  readonly extension: string;
  /** `fewest_vehicles`: vehicles first, then distance; the gap is that of the distance at equal vehicles. */
  readonly objective: 'cost' | 'fewest_vehicles';
  read(text: string): BenchmarkInstance;
  /** Divisor that leads from the solver's cost to the unit of this best-known value, where it differs by instance. */
  costDivisorFor?(known: number): number;
}

const PLAIN: VrplibConventions = {
  rounding: 'nearest',
  costDivisor: 1,
  fixesVehicles: false,
  deliveriesFirst: false,
};

function vrplibFamily(
  name: string,
  title: string,
  extension: string,
  conventions: Partial<VrplibConventions>,
): InstanceFamily {
  const all = { ...PLAIN, ...conventions };
  return { name, title, extension, objective: 'cost', read: (text) => readVrplib(text, all) };
}

/**
 * The file of CMT11T in circulation says CAPACITY 20, less than single loads; its published cost is for the 200 of
 * CMT11H and CMT11Q.
 */
function mendCapacity(text: string): string {
  return /^NAME\s*:\s*CMT11T\s*$/m.test(text) ? text.replace(/^(CAPACITY\s*:\s*)20\s*$/m, '$1200') : text;
}

/** Every family that the readers know. */
export const INSTANCE_FAMILIES: readonly InstanceFamily[] = [
  vrplibFamily('cvrp-x', 'CVRP, set X of Uchoa et al. (2017)', '.vrp', {}),
  vrplibFamily('vrpspd-dethloff', 'VRPSPD, Dethloff (2001)', '.vrpspd', { costDivisor: 10_000 }),
  vrplibFamily('vrpspd-salhi-nagy', 'VRPSPD, Salhi and Nagy (1999)', '.vrpspd', {}),
  vrplibFamily('vrpspd-montane-galvao', 'VRPSPD, Montané and Galvão (2006)', '.vrpspd', {}),
  {
    name: 'vrpmpd',
    title: 'mixed pickups and deliveries, Salhi and Nagy (1999)',
    extension: '.vrpmpd',
    objective: 'cost',
    read: (text) => readVrplib(mendCapacity(text), PLAIN),
  },
  vrplibFamily('vrpb', 'backhauls, Goetschalckx and Jacobs-Blecha (1989), Toth and Vigo (1997)', '.vrpb', {
    fixesVehicles: true,
    deliveriesFirst: true,
  }),
  {
    name: 'vrptw-solomon',
    title: 'VRPTW, Solomon (1987), arcs truncated to one decimal',
    extension: '.txt',
    objective: 'cost',
    read: (text) => readSolomon(text, 'one_decimal', false),
  },
  {
    name: 'vrptw-gh',
    title: 'VRPTW, Gehring and Homberger (1999), fewest vehicles first',
    extension: '.txt',
    objective: 'fewest_vehicles',
    read: (text) => readSolomon(text, 'exact', true),
  },
  {
    name: 'mdvrp-cordeau',
    title: 'several depots, Cordeau et al. (1997)',
    extension: '.txt',
    objective: 'cost',
    read: readCordeau,
  },
  {
    name: 'hfvrp-taillard',
    title: 'mixed fleet, Golden et al. (1984), Taillard (1999)',
    extension: '.txt',
    objective: 'cost',
    read: readTaillard,
  },
  {
    name: 'hfvrp-x',
    title: 'mixed fleet on set X, Pessoa et al. (2018), costs x 100, exact lengths',
    extension: '.vrp',
    objective: 'cost',
    read: (text) => readVrplib(text, { ...PLAIN, rounding: 'exact', costDivisor: 100 }),
    // Some of the published values are in the file's own cost unit per thousandth of length.
    costDivisorFor: (known) => (known > 1e8 ? 1e-3 : 100),
  },
  vrplibFamily('mdvrptw', 'several depots and windows, Vidal et al. (2013)', '.vrp', {
    rounding: 'thousandths',
  }),
  vrplibFamily('mtvrptw', 'several trips, windows and release times, Yang (2023)', '.vrp', {
    rounding: 'one_decimal',
  }),
];

/** The family of that name. @throws InstanceFormatError when there is none. */
export function getFamily(name: string): InstanceFamily {
  const family = INSTANCE_FAMILIES.find((candidate) => candidate.name === name);
  if (!family) {
    const names = INSTANCE_FAMILIES.map((candidate) => candidate.name).join(', ');
    throw new InstanceFormatError('unsupported', 0, `there is no family "${name}"; known are ${names}`);
  }
  return family;
}
