import type { BenchmarkInstance, Point } from './benchmark-instance.ts';
import { buildEuclideanMatrix } from './euclidean-matrix.ts';
import { InstanceFormatError, parseCount, parseNumber } from './instance-format-error.ts';

/** Ranges from here on mean none. */
const NO_RANGE = 999_999;

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads a mixed-fleet instance in the commented layout of Taillard's and Golden's sets: one line of sizes, one per
 * vehicle type, the depot, the customers.
 *
 * @throws InstanceFormatError
 */
export function readTaillard(text: string): BenchmarkInstance {
  const rows = text
    .split(/\r?\n/)
    .map((raw, index): Row => ({ line: index + 1, fields: raw.trim().split(/\s+/) }))
    .filter(({ fields }) => fields[0] !== '' && !fields[0].startsWith('//'));
  if (rows.length === 0) throw new InstanceFormatError('missing_field', 0, 'the file is empty');
  const [sizes] = rows;
  const customers = parseCount(sizes.fields[0], sizes.line, 'customers');
  const types = parseCount(sizes.fields[1], sizes.line, 'vehicle types');
  const range = parseNumber(sizes.fields[2], sizes.line, 'range');
  const service = parseNumber(sizes.fields[3], sizes.line, 'service time');
  if (rows.length !== 2 + types + customers) {
    const message = `expected ${2 + types + customers} lines of data, found ${rows.length}`;
    throw new InstanceFormatError('wrong_count', rows.at(-1)?.line ?? 0, message);
  }
  const places = rows.slice(1 + types);
  return {
    name: '',
    problem: {
      loadDimensions: 1,
      matrices: [buildEuclideanMatrix(places.map(readPoint), 'exact')],
      bases: [{ location: 0 }],
      clients: places.slice(1).map(({ line, fields }, index) => ({
        location: index + 1,
        delivery: [parseCount(fields[2], line, 'demand')],
        pickup: [0],
        serviceSeconds: service,
      })),
      vehicleTypes: rows.slice(1, 1 + types).map(({ line, fields }) => ({
        count: parseCount(fields[0], line, 'number of vehicles'),
        capacity: [parseCount(fields[1], line, 'capacity')],
        startBase: 0,
        endBase: 0,
        profile: 0,
        fixedCost: parseNumber(fields[2], line, 'fixed cost'),
        costPerMetre: parseNumber(fields[3], line, 'cost per distance'),
        costPerSecond: 0,
        shift: { earliest: 0, latest: Infinity },
        maxDuration: range < NO_RANGE ? range : Infinity,
      })),
    },
    costDivisor: 1,
    firstClientNumber: 1,
  };
}

function readPoint({ line, fields }: Row): Point {
  return { x: parseNumber(fields[0], line, 'x'), y: parseNumber(fields[1], line, 'y') };
}
