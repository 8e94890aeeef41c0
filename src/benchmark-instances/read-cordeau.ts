import type { BenchmarkInstance, Point } from './benchmark-instance.ts';
import { buildEuclideanMatrix } from './euclidean-matrix.ts';
import { InstanceFormatError, parseCount, parseNumber } from './instance-format-error.ts';

/** Type number of the multi-depot problem in the first line. */
const MULTI_DEPOT = 2;

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads a multi-depot instance in the format of Cordeau, Gendreau and Laporte (1997).
 *
 * @throws InstanceFormatError
 */
export function readCordeau(text: string): BenchmarkInstance {
  const rows = text
    .split(/\r?\n/)
    .map((raw, index): Row => ({ line: index + 1, fields: raw.trim().split(/\s+/) }))
    .filter(({ fields }) => fields[0] !== '');
  if (rows.length === 0) throw new InstanceFormatError('missing_field', 0, 'the file is empty');
  const [kind, vehicles, customers, depots] = ['type', 'vehicles', 'customers', 'depots'].map(
    (what, index) => {
      return parseCount(rows[0].fields[index], rows[0].line, what);
    },
  );
  if (kind !== MULTI_DEPOT) {
    throw new InstanceFormatError(
      'unsupported',
      rows[0].line,
      `type ${kind} is not a multi-depot problem (2)`,
    );
  }
  if (rows.length !== 1 + 2 * depots + customers) {
    const message = `expected ${1 + 2 * depots + customers} lines with text, found ${rows.length}`;
    throw new InstanceFormatError('wrong_count', rows.at(-1)?.line ?? 0, message);
  }
  const limits = rows.slice(1, 1 + depots);
  const customerRows = rows.slice(1 + depots, 1 + depots + customers);
  const depotRows = rows.slice(1 + depots + customers);
  return {
    name: '',
    problem: {
      loadDimensions: 1,
      matrices: [buildEuclideanMatrix([...depotRows, ...customerRows].map(readPoint), 'exact')],
      bases: depotRows.map((_, location) => ({ location })),
      clients: customerRows.map(({ line, fields }, index) => ({
        location: depots + index,
        delivery: [parseCount(fields[4], line, 'demand')],
        pickup: [0],
        serviceSeconds: parseNumber(fields[3], line, 'service time'),
      })),
      vehicleTypes: limits.map((row, base) => ({
        count: vehicles,
        capacity: [readLimit(row, 1, 'largest load')],
        startBase: base,
        endBase: base,
        profile: 0,
        fixedCost: 0,
        costPerMetre: 1,
        costPerSecond: 0,
        shift: { earliest: 0, latest: Infinity },
        maxDuration: readLimit(row, 0, 'longest route'),
      })),
    },
    costDivisor: 1,
    firstClientNumber: 1,
  };
}

function readPoint({ line, fields }: Row): Point {
  return { x: parseNumber(fields[1], line, 'x'), y: parseNumber(fields[2], line, 'y') };
}

/** A limit of a depot's vehicles; 0 stands for none. */
function readLimit({ line, fields }: Row, column: number, what: string): number {
  return parseNumber(fields[column], line, what) || Infinity;
}
