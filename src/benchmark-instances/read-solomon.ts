import type { ArcRounding, BenchmarkInstance } from './benchmark-instance.ts';
import { buildEuclideanMatrix, scaleOf } from './euclidean-matrix.ts';
import { InstanceFormatError, parseCount, parseNumber } from './instance-format-error.ts';

/**
 * Reads the text format of Solomon (1987) and of Gehring and Homberger (1999).
 *
 * @throws InstanceFormatError
 */
export function readSolomon(
  text: string,
  rounding: ArcRounding,
  fewestVehiclesFirst: boolean,
): BenchmarkInstance {
  const rows = text
    .split(/\r?\n/)
    .map((raw, index) => ({ line: index + 1, fields: raw.trim().split(/\s+/) }));
  const heading = rows.findIndex(({ fields }) => fields[0] === 'NUMBER');
  if (heading < 0)
    throw new InstanceFormatError('missing_section', 0, 'the line "NUMBER CAPACITY" is missing');
  const fleet = rows[heading + 1];
  const capacity = parseCount(fleet?.fields[1], fleet?.line ?? 0, 'capacity');
  const count = parseCount(fleet?.fields[0], fleet?.line ?? 0, 'number of vehicles');
  const start = rows.findIndex(({ fields }) => fields[0] === 'CUST');
  if (start < 0) throw new InstanceFormatError('missing_section', 0, 'the line "CUST NO. ..." is missing');
  const scale = scaleOf(rounding);
  const nodes = rows
    .slice(start + 1)
    .filter(({ fields }) => fields[0] !== '')
    .map(({ line, fields }, index) => readNode(fields, line, index, scale));
  if (nodes.length < 2) throw new InstanceFormatError('wrong_count', 0, 'there is no customer');
  const [depot, ...customers] = nodes;
  return {
    name: rows.find(({ fields }) => fields[0] !== '')?.fields[0] ?? '',
    problem: {
      loadDimensions: 1,
      matrices: [buildEuclideanMatrix(nodes, rounding)],
      bases: [{ location: 0, window: depot.window }],
      clients: customers.map(({ demand, service, window }, index) => {
        return {
          location: index + 1,
          delivery: [demand],
          pickup: [0],
          serviceSeconds: service,
          windows: [window],
        };
      }),
      vehicleTypes: [
        {
          count,
          capacity: [capacity],
          startBase: 0,
          endBase: 0,
          profile: 0,
          fixedCost: 0,
          costPerMetre: 1,
          costPerSecond: 0,
          shift: { earliest: 0, latest: Infinity },
        },
      ],
      fewestVehiclesFirst,
    },
    costDivisor: scale,
    firstClientNumber: 1,
  };
}

interface Node {
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  readonly service: number;
  readonly window: { readonly earliest: number; readonly latest: number };
}

function readNode(fields: readonly string[], line: number, index: number, scale: number): Node {
  if (parseCount(fields[0], line, 'customer number') !== index) {
    throw new InstanceFormatError('unknown_index', line, `customer ${index} is expected here`);
  }
  return {
    x: parseNumber(fields[1], line, 'x'),
    y: parseNumber(fields[2], line, 'y'),
    demand: parseCount(fields[3], line, 'demand'),
    window: {
      earliest: parseNumber(fields[4], line, 'ready time') * scale,
      latest: parseNumber(fields[5], line, 'due date') * scale,
    },
    service: parseNumber(fields[6], line, 'service time') * scale,
  };
}
