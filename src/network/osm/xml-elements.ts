import { SaxesParser } from 'saxes';
import { RoadSourceError } from '../roads/road-source-error.ts';
import { MAX_TAGS, NO_TAGS } from './osm-elements.ts';
import type { ByteSource, OsmHandler, OsmMember } from './osm-elements.ts';

/** An XML node, way or relation under construction. */
interface OpenElement {
  readonly kind: OsmMember['type'];
  readonly id: number;
  readonly lonE7: number;
  readonly latE7: number;
  readonly refs: number[];
  readonly members: OsmMember[];
  readonly tags: Map<string, string>;
}

/** Deeper elements and more attributes than any real file has would only fill the memory. */
const MAX_DEPTH = 16;
const MAX_ATTRIBUTES = 256;

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads the elements of an OpenStreetMap XML file (API 0.6) as a stream, UTF-8 only. Deleted elements
 * (`visible="false"` or `action="delete"`) are passed over. No document type is followed and no entity expanded.
 *
 * @throws RoadSourceError on XML that is not well formed, not OpenStreetMap's, incomplete or above `maxBytes`.
 */
export async function readXmlElements(
  source: ByteSource,
  handler: OsmHandler,
  maxBytes: number,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = buildParser(handler);
  let received = 0;
  for await (const piece of source instanceof Uint8Array ? slices(source) : source) {
    received += piece.length;
    if (received > maxBytes) {
      throw new RoadSourceError('roads_too_large', `The road file has more than ${maxBytes} bytes`);
    }
    guard(() => parser.write(decoder.decode(piece, { stream: true })), received);
  }
  guard(() => parser.write(decoder.decode()).close(), received, 'roads_truncated');
}

/** Pieces small enough that no text of the whole file is held. */
function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  const step = 2 ** 18;
  for (let start = 0; start < bytes.length; start += step) yield bytes.subarray(start, start + step);
}

function guard(
  work: () => void,
  position: number,
  code: 'roads_unreadable' | 'roads_truncated' = 'roads_unreadable',
): void {
  try {
    work();
  } catch (error) {
    if (error instanceof RoadSourceError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RoadSourceError(code, `Not a complete OSM XML file: ${reason}`, `byte ${position}`, error);
  }
}

function buildParser(handler: OsmHandler): SaxesParser {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let attributeCount = 0;
  let open: OpenElement | null = null;
  parser.on('opentagstart', () => {
    attributeCount = 0;
    if (++depth > MAX_DEPTH) throw malformed(`elements more than ${MAX_DEPTH} deep`);
  });
  parser.on('attribute', () => {
    if (++attributeCount > MAX_ATTRIBUTES) throw malformed(`more than ${MAX_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (depth === 1) requireRoot(name);
    else if (depth === 2) open = isDeleted(attributes) ? null : openElement(name, attributes);
    else if (depth === 3 && open !== null) addChild(open, name, attributes);
  });
  parser.on('closetag', () => {
    depth--;
    if (depth !== 1 || open === null) return;
    emit(open, handler);
    open = null;
  });
  return parser;
}

function requireRoot(name: string): void {
  if (name !== 'osm') throw malformed(`the root is <${name}>, not <osm>`);
}

function isDeleted(attributes: Attributes): boolean {
  return attributes.visible === 'false' || attributes.action === 'delete';
}

function openElement(name: string, attributes: Attributes): OpenElement | null {
  if (!isElementName(name)) return null;
  const isNode = name === 'node';
  return {
    kind: name,
    id: toInteger(attributes.id, `${name} id`),
    lonE7: isNode ? toE7(attributes.lon) : 0,
    latE7: isNode ? toE7(attributes.lat) : 0,
    refs: [],
    members: [],
    tags: new Map(),
  };
}

function isElementName(name: string | undefined): name is OsmMember['type'] {
  return name === 'node' || name === 'way' || name === 'relation';
}

function addChild(element: OpenElement, name: string, attributes: Attributes): void {
  if (name === 'nd' && element.kind === 'way') element.refs.push(toInteger(attributes.ref, 'nd ref'));
  else if (name === 'member' && element.kind === 'relation') element.members.push(toMember(attributes));
  else if (name === 'tag') {
    if (attributes.k === undefined || attributes.v === undefined) throw malformed('tag without k or v');
    if (element.tags.size >= MAX_TAGS) throw malformed(`an element of more than ${MAX_TAGS} tags`);
    element.tags.set(attributes.k, attributes.v);
  }
}

function toMember({ type, ref, role }: Attributes): OsmMember {
  if (!isElementName(type)) throw malformed(`relation member of type "${type}"`);
  return { type, ref: toInteger(ref, 'member ref'), role: role ?? '' };
}

function emit(element: OpenElement, handler: OsmHandler): void {
  const tags = element.tags.size === 0 ? NO_TAGS : element.tags;
  if (element.kind === 'way') handler.way(element.id, element.refs, tags);
  else if (element.kind === 'relation') handler.relation?.(element.id, element.members, tags);
  else handler.node(element.id, element.lonE7, element.latE7, tags);
}

function toInteger(text: string | undefined, what: string): number {
  const value = text === undefined || !/^-?\d+$/.test(text) ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value)) throw malformed(`${what} "${text}" is no integer`);
  return value;
}

function toE7(text: string | undefined): number {
  const degrees = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(degrees)) throw malformed(`coordinate "${text}" is no number`);
  return Math.round(degrees * 1e7);
}

function malformed(what: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `Not an OSM XML file: ${what}`);
}
