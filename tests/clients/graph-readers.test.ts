import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGexf, toGraphMl } from '../../src/network/logistics/logistics-graph-formats.ts';
import { buildLogisticsGraph } from '../../src/network/logistics/logistics-graph.ts';
import { smallCounty, smallPlan } from '../geojson/small-plan.ts';

const hasNetworkx = spawnSync('python3', ['-c', 'import networkx']).status === 0;

/** Reads a graph and prints its size, one node and one link as JSON. */
const SCRIPT = `
import json, sys, networkx
graph = {'graphml': networkx.read_graphml, 'gexf': networkx.read_gexf}[sys.argv[1]](sys.argv[2])
print(json.dumps([graph.is_directed(), len(graph), graph.size(), graph.nodes['V1']['tier'], graph['S']['V1']['downKg']]))
`;

describe.skipIf(!hasNetworkx)('networkx reads the logistics graph (needs python3-networkx)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'graph-readers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['graphml', toGraphMl],
    ['gexf', toGexf],
  ])('as %s', (format, write) => {
    const file = join(folder, `county.${format}`);
    writeFileSync(file, write(buildLogisticsGraph(smallCounty, smallPlan)));
    const { stdout, stderr } = spawnSync('python3', ['-c', SCRIPT, format, file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([true, 5, 6, 'village', 42]);
  });
});
