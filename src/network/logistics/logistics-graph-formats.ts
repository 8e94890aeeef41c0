import { write as writeGexf } from 'graphology-gexf';
import type { DirectedGraph } from 'graphology';
import type { Attributes, SerializedGraph } from 'graphology-types';
import type { LogisticsLink, LogisticsNode } from './logistics-elements.ts';
import type { LogisticsGraph, LogisticsGraphAttributes } from './logistics-graph.ts';

type AttributeValue = string | number | boolean | null | readonly string[];

/** The graph in graphology's JSON serialisation: `attributes`, `options`, `nodes`, `edges`. */
export function toGraphJson(
  graph: LogisticsGraph,
): SerializedGraph<LogisticsNode, LogisticsLink, LogisticsGraphAttributes> {
  return graph.export();
}

/**
 * The graph as GEXF 1.3, as Gephi reads it: names as labels, longitude and latitude as places on the canvas,
 * kilograms per week as weights, county and attributions in the description. No date, so equal graphs are equal text.
 */
export function toGexf(graph: LogisticsGraph): string {
  const described = graph.copy() as DirectedGraph<LogisticsNode, LogisticsLink>;
  described.replaceAttributes({ creator: 'Cunda', description: describe(graph.getAttributes()) });
  return writeGexf(described, {
    version: '1.3',
    formatNode: (_, { name, lon, lat, ...attributes }) => ({
      label: toXmlCharacters(name),
      ...(lon !== null && lat !== null ? { viz: { x: lon, y: lat, z: 0 } } : {}),
      attributes: toPlainAttributes({ lon, lat, ...attributes }),
    }),
    formatEdge: (_, attributes) => ({
      weight: attributes.downKg + attributes.upKg,
      attributes: toPlainAttributes(attributes),
    }),
  });
}

function describe({ countyName, countyCode, scenario, attributions }: LogisticsGraphAttributes): string {
  const title = `${countyName} ${countyCode}${scenario === null ? '' : `, ${scenario}`}`;
  return toXmlCharacters([title, ...attributions].join('. '));
}

/** The graph as GraphML (graphdrawing.org), as networkx, igraph and yEd read it. Absent values are left out. */
export function toGraphMl(graph: LogisticsGraph): string {
  const nodes = graph.mapNodes((id, attributes) => ({ id, attributes: toPlainAttributes(attributes) }));
  const edges = graph.mapEdges((id, attributes, source, target) => ({
    id,
    source,
    target,
    attributes: toPlainAttributes(attributes),
  }));
  const nodeKeys = listKeys(
    'node',
    nodes.map(({ attributes }) => attributes),
  );
  const edgeKeys = listKeys(
    'edge',
    edges.map(({ attributes }) => attributes),
  );
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...[...nodeKeys, ...edgeKeys].map(
      (key) => `<key id="${key.id}" for="${key.scope}" attr.name="${key.name}" attr.type="${key.type}"/>`,
    ),
    '<key id="graph-description" for="graph" attr.name="description" attr.type="string"/>',
    '<graph id="logistics" edgedefault="directed">',
    `<data key="graph-description">${escapeXml(describe(graph.getAttributes()))}</data>`,
    ...nodes.map(({ id, attributes }) => toElement('node', { id }, nodeKeys, attributes)),
    ...edges.map(({ id, source, target, attributes }) =>
      toElement('edge', { id, source, target }, edgeKeys, attributes),
    ),
    '</graph>',
    '</graphml>',
  ];
  return `${lines.join('\n')}\n`;
}

interface GraphMlKey {
  readonly id: string;
  readonly scope: 'node' | 'edge';
  readonly name: string;
  readonly type: 'string' | 'double' | 'boolean';
}

function listKeys(scope: 'node' | 'edge', all: readonly Attributes[]): readonly GraphMlKey[] {
  const types = new Map<string, GraphMlKey['type']>();
  for (const attributes of all) {
    for (const [name, value] of Object.entries(attributes)) types.set(name, toGraphMlType(value));
  }
  return Array.from(types, ([name, type]) => ({ id: `${scope}-${name}`, scope, name, type }));
}

function toGraphMlType(value: unknown): GraphMlKey['type'] {
  if (typeof value === 'number') return 'double';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function toElement(
  name: 'node' | 'edge',
  ends: Readonly<Record<string, string>>,
  keys: readonly GraphMlKey[],
  attributes: Attributes,
): string {
  const head = Object.entries(ends).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const data = keys
    .filter((key) => attributes[key.name] !== undefined)
    .map((key) => `<data key="${key.id}">${escapeXml(String(attributes[key.name]))}</data>`);
  return `<${name}${head.join('')}>${data.join('')}</${name}>`;
}

/** Attributes without nulls, text in characters that XML allows. */
function toPlainAttributes(attributes: object): Attributes {
  const plain: Attributes = {};
  for (const [name, value] of Object.entries(attributes) as [string, AttributeValue][]) {
    if (value !== null) plain[name] = typeof value === 'string' ? toXmlCharacters(value) : value;
  }
  return plain;
}

function escapeXml(text: string): string {
  return toXmlCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Drops what XML 1.0 cannot hold: control characters, lone surrogates and the two non-characters. */
function toXmlCharacters(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}
