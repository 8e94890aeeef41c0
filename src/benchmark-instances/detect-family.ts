import { basename, dirname, extname } from 'node:path';
import { getFamily, INSTANCE_FAMILIES, type InstanceFamily } from './families.ts';
import { InstanceFormatError } from './instance-format-error.ts';

/** Gehring and Homberger's smallest size; Solomon's instances are smaller. */
const SMALLEST_HOMBERGER = 200;

/**
 * Family of an instance file: by the name of its folder, or else by its format.
 *
 * @throws InstanceFormatError when neither tells.
 */
export function detectFamily(path: string, text: string): InstanceFamily {
  const folder = basename(dirname(path));
  const byFolder = INSTANCE_FAMILIES.find(({ name }) => name === folder);
  if (byFolder) return byFolder;
  const name = detectByFormat(extname(path), text);
  if (name === null) {
    throw new InstanceFormatError('unsupported', 0, 'the format tells no family: name it with --family');
  }
  return getFamily(name);
}

function detectByFormat(extension: string, text: string): string | null {
  if (extension === '.vrpspd') return detectPickups(text);
  if (extension === '.vrpmpd') return 'vrpmpd';
  if (extension === '.vrpb') return 'vrpb';
  const type = /^TYPE\s*:\s*(\w+)/m.exec(text)?.[1];
  if (type !== undefined) return FAMILY_OF_TYPE[type] ?? null;
  if (/^CUST NO/m.test(text)) return countRows(text) > SMALLEST_HOMBERGER ? 'vrptw-gh' : 'vrptw-solomon';
  if (/^\s*\/\//.test(text)) return 'hfvrp-taillard';
  return /^\s*2\s+\d+\s+\d+\s+\d+\s*$/m.test(text.split('\n')[0]) ? 'mdvrp-cordeau' : null;
}

const FAMILY_OF_TYPE: Readonly<Record<string, string>> = {
  CVRP: 'cvrp-x',
  HFVRP: 'hfvrp-x',
  MDVRPTW: 'mdvrptw',
  MTVRPTWR: 'mtvrptw',
  VRPB: 'vrpb',
  VRPMPD: 'vrpmpd',
};

function detectPickups(text: string): string {
  if (/EDGE_WEIGHT_TYPE\s*:\s*EXPLICIT/.test(text)) return 'vrpspd-dethloff';
  return /^SCALE/m.test(text) ? 'vrpspd-montane-galvao' : 'vrpspd-salhi-nagy';
}

function countRows(text: string): number {
  return text.split('\n').filter((line) => /^\s*\d+\s+\d/.test(line)).length;
}
