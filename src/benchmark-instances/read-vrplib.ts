import type { TravelMatrix } from '../network/travel-matrix.ts';
import type { Client, RoutingProblem, RoutingVehicleType } from '../solver/routing/problem.ts';
import type { ArcRounding, BenchmarkInstance } from './benchmark-instance.ts';
import { buildEuclideanMatrix, scaleOf } from './euclidean-matrix.ts';
import { InstanceFormatError } from './instance-format-error.ts';
import { VrplibFile } from './vrplib-file.ts';

/** What a family says beside its files. */
export interface VrplibConventions {
  /** Rounding of EUC_2D; EXACT_2D is never rounded. */
  readonly rounding: ArcRounding;
  /** Divisor of costs and of explicit matrices. */
  readonly costDivisor: number;
  /** True: exactly VEHICLES are used. False: the number only tells of the best-known solution. */
  readonly fixesVehicles: boolean;
  /** True: deliveries come before pickups on every trip. */
  readonly deliveriesFirst: boolean;
}

/**
 * Reads a VRPLIB file: CVRPLIB's core, LKH-3's pickup-and-delivery and backhaul sections, PyVRP's vehicle sections.
 *
 * @throws InstanceFormatError
 */
export function readVrplib(text: string, conventions: VrplibConventions): BenchmarkInstance {
  const file = new VrplibFile(text);
  const dimension = file.getNumber('DIMENSION');
  if (!Number.isInteger(dimension) || dimension < 2) {
    throw new InstanceFormatError('not_a_number', 0, `DIMENSION ${dimension} is not an integer above 1`);
  }
  const depots = readDepots(file, dimension);
  const reader = new VrplibReader(file, conventions, dimension, depots);
  const fleet = reader.readFleet();
  const problem: RoutingProblem = {
    loadDimensions: 1,
    matrices: [reader.readMatrix()],
    bases: depots.map((location) => ({ location, window: reader.windowOf(location) })),
    clients: reader.readClients(),
    vehicleTypes: fleet.types,
    deliveriesFirst: conventions.deliveriesFirst,
  };
  return {
    name: file.findText('NAME') ?? '',
    problem,
    costDivisor: conventions.costDivisor,
    firstClientNumber: depots.length,
    ...(fleet.typeOfVehicle ? { typeOfVehicle: fleet.typeOfVehicle } : {}),
  };
}

function readDepots(file: VrplibFile, dimension: number): readonly number[] {
  const depots = file.getList('DEPOT_SECTION').map(({ line, value }) => {
    if (!Number.isInteger(value) || value < 1 || value > dimension) {
      throw new InstanceFormatError('unknown_index', line, `there is no node ${value} to be a depot`);
    }
    return value - 1;
  });
  if (depots.length === 0)
    throw new InstanceFormatError('missing_section', 0, 'DEPOT_SECTION names no depot');
  depots.forEach((depot, index) => {
    if (depot !== index)
      throw new InstanceFormatError('unsupported', 0, 'depots are expected to be the first nodes');
  });
  return depots;
}

/** Rows of loads, times and vehicles of one file, scaled to the integers of its rounding. */
class VrplibReader {
  private readonly file: VrplibFile;
  private readonly conventions: VrplibConventions;
  private readonly dimension: number;
  private readonly depots: readonly number[];
  private readonly scale: number;
  private readonly windows: readonly (readonly number[])[] | null;

  constructor(
    file: VrplibFile,
    conventions: VrplibConventions,
    dimension: number,
    depots: readonly number[],
  ) {
    this.file = file;
    this.conventions = conventions;
    this.dimension = dimension;
    this.depots = depots;
    this.scale = file.findText('EDGE_WEIGHT_TYPE') === 'EUC_2D' ? scaleOf(conventions.rounding) : 1;
    this.windows = file.hasSection('TIME_WINDOW_SECTION')
      ? file.getTable('TIME_WINDOW_SECTION', dimension, 2)
      : null;
  }

  windowOf(node: number): { readonly earliest: number; readonly latest: number } | undefined {
    const row = this.windows?.[node];
    return row && { earliest: this.time(row[0]), latest: this.time(row[1]) };
  }

  private time(value: number): number {
    return this.scale === 1 ? value : Math.round(value * this.scale);
  }

  readMatrix(): TravelMatrix {
    const type = this.file.findText('EDGE_WEIGHT_TYPE');
    if (type === 'EXPLICIT') return this.readExplicitMatrix();
    if (type !== 'EUC_2D' && type !== 'EXACT_2D') {
      throw new InstanceFormatError('unsupported', 0, `EDGE_WEIGHT_TYPE ${type} is not supported`);
    }
    const points = this.file.getTable('NODE_COORD_SECTION', this.dimension, 2).map(([x, y]) => ({ x, y }));
    return buildEuclideanMatrix(points, type === 'EXACT_2D' ? 'exact' : this.conventions.rounding);
  }

  private readExplicitMatrix(): TravelMatrix {
    if (this.file.findText('EDGE_WEIGHT_FORMAT') !== 'FULL_MATRIX') {
      throw new InstanceFormatError('unsupported', 0, 'explicit weights are expected as FULL_MATRIX');
    }
    const weights = this.file.getList('EDGE_WEIGHT_SECTION');
    const cells = this.dimension * this.dimension;
    if (weights.length !== cells) {
      const message = `EDGE_WEIGHT_SECTION has ${weights.length} numbers, not ${cells}`;
      throw new InstanceFormatError('wrong_count', weights.at(-1)?.line ?? 0, message);
    }
    const distances = Float64Array.from(weights, ({ value }) => value);
    return { size: this.dimension, distances, durations: distances };
  }

  readClients(): readonly Client[] {
    const loads = this.readLoads();
    const services = this.readServices();
    const releases = this.file.hasSection('RELEASE_TIME_SECTION')
      ? this.file.getTable('RELEASE_TIME_SECTION', this.dimension, 1)
      : null;
    return Array.from({ length: this.dimension - this.depots.length }, (_, index) => {
      const location = index + this.depots.length;
      const window = this.windowOf(location);
      return {
        location,
        ...loads(location),
        serviceSeconds: services(location),
        ...(window ? { windows: [window] } : {}),
        ...(releases ? { release: this.time(releases[location][0]) } : {}),
      };
    });
  }

  private readLoads(): (node: number) => {
    readonly delivery: readonly number[];
    readonly pickup: readonly number[];
  } {
    if (this.file.hasSection('PICKUP_AND_DELIVERY_SECTION')) {
      const rows = this.file.getTable('PICKUP_AND_DELIVERY_SECTION', this.dimension, 6);
      return (node) => ({ delivery: [rows[node][5]], pickup: [rows[node][4]] });
    }
    const demands = this.file.getTable('DEMAND_SECTION', this.dimension, 1);
    const backhaul = new Set(
      this.file.hasSection('BACKHAUL_SECTION')
        ? this.file.getList('BACKHAUL_SECTION').map(({ value }) => value - 1)
        : [],
    );
    return (node) => {
      const [demand] = demands[node];
      return backhaul.has(node) ? { delivery: [0], pickup: [demand] } : { delivery: [demand], pickup: [0] };
    };
  }

  private readServices(): (node: number) => number {
    if (this.file.hasSection('PICKUP_AND_DELIVERY_SECTION')) {
      const rows = this.file.getTable('PICKUP_AND_DELIVERY_SECTION', this.dimension, 6);
      return (node) => rows[node][3];
    }
    if (this.file.hasSection('SERVICE_TIME_SECTION')) {
      const rows = this.file.getTable('SERVICE_TIME_SECTION', this.dimension, 1);
      return (node) => this.time(rows[node][0]);
    }
    const same = this.time(this.file.findNumber('SERVICE_TIME') ?? 0);
    return () => same;
  }

  readFleet(): { readonly types: readonly RoutingVehicleType[]; readonly typeOfVehicle?: readonly number[] } {
    const isNumbered = [
      'VEHICLES_DEPOT',
      'VEHICLES_FIXED_COST',
      'VEHICLES_UNIT_DISTANCE_COST',
      'CAPACITY',
    ].some((name) => {
      return this.file.hasSection(`${name}_SECTION`);
    });
    const limited = isNumbered || this.file.hasSection('VEHICLES_RELOAD_DEPOT_SECTION');
    if (!limited) {
      if (!this.conventions.fixesVehicles) return { types: [this.buildType(Infinity, {})] };
      const count = this.file.getNumber('VEHICLES');
      return { types: [{ ...this.buildType(count, {}), minCount: count }] };
    }
    return this.readNumberedFleet();
  }

  /** Vehicles with equal rows are one type. */
  private readNumberedFleet(): {
    readonly types: readonly RoutingVehicleType[];
    readonly typeOfVehicle: readonly number[];
  } {
    const vehicles = this.file.getNumber('VEHICLES');
    const column = (name: string): ((vehicle: number) => number | undefined) => {
      if (!this.file.hasSection(name)) return () => undefined;
      const rows = this.file.getTable(name, vehicles, 1);
      return (vehicle) => rows[vehicle][0];
    };
    const capacity = column('CAPACITY_SECTION');
    const fixed = column('VEHICLES_FIXED_COST_SECTION');
    const unit = column('VEHICLES_UNIT_DISTANCE_COST_SECTION');
    const depot = column('VEHICLES_DEPOT_SECTION');
    const reload = column('VEHICLES_RELOAD_DEPOT_SECTION');
    const typeOf = new Map<string, number>();
    const typeOfVehicle = Array.from({ length: vehicles }, (_, index) => {
      const key = [capacity, fixed, unit, depot, reload].map((of) => of(index)).join(' ');
      const type = typeOf.get(key) ?? typeOf.size;
      typeOf.set(key, type);
      return type;
    });
    const types = Array.from({ length: typeOf.size }, (_, type) => {
      const first = typeOfVehicle.indexOf(type);
      const count = typeOfVehicle.filter((other) => other === type).length;
      return this.buildType(count, {
        capacity: capacity(first),
        fixed: fixed(first),
        unit: unit(first),
        depot: depot(first),
        reload: reload(first),
      });
    });
    return { types, typeOfVehicle };
  }

  private buildType(count: number, row: Readonly<Record<string, number | undefined>>): RoutingVehicleType {
    const base = (row.depot ?? 1) - 1;
    const longest = this.file.findNumber('VEHICLES_MAX_DURATION') ?? this.file.findNumber('DISTANCE') ?? 0;
    const isLimit = longest > 0 && longest < NO_LIMIT;
    return {
      count,
      capacity: [row.capacity ?? this.file.getNumber('CAPACITY')],
      startBase: base,
      endBase: base,
      profile: 0,
      fixedCost: row.fixed ?? 0,
      costPerMetre: row.unit ?? 1,
      costPerSecond: 0,
      shift: { earliest: 0, latest: Infinity },
      ...(isLimit ? { maxDuration: this.time(longest) } : {}),
      ...(row.reload === undefined ? {} : { reloadBases: [row.reload - 1], maxTrips: this.dimension }),
    };
  }
}

/** LKH-3 files write this for a route length without limit. */
const NO_LIMIT = 999_999;
