import type { CountyCode } from '../model/county.ts';
import type { CountyDraft, DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site } from '../model/site.ts';
import type { LonLat } from '../model/units.ts';
import { DEFAULT_ROAD_LIMITS } from '../network/osm/osm-elements.ts';
import { readOsmPlaces } from '../network/osm/osm-places.ts';
import { OSM_ATTRIBUTION } from '../network/osm/read-osm.ts';
import { findRoadFormat } from '../network/roads/read-road-graph.ts';
import { type BoundaryDocument, readBoundary, toBoundary } from './boundary.ts';
import { reportCodeDrift } from './code-drift.ts';
import type { CoordinateSystem } from './coordinate-system.ts';
import { type CountyDocument, EMPTY_COUNTY_DOCUMENT, readCountyDocument } from './county-document.ts';
import type { CountyFile, ImportLimits } from './county-file.ts';
import { type CountyTables, readCountyTables } from './county-tables.ts';
import { completeParts } from './default-parts.ts';
import type { ImportOptions } from './import-options.ts';
import { addRoadError } from './import-roads.ts';
import { buildOsmSites } from './osm-sites.ts';
import { reportPlaceFindings } from './place-findings.ts';
import { readSitesTable } from './sites-table.ts';
import type { SortedFiles } from './sort-files.ts';

/** A draft with what the road import has to know of the dataset. */
export interface DraftedCounty {
  /** Null when the files are too incomplete to be checked as a whole. */
  readonly draft: CountyDraft | null;
  readonly crs: CoordinateSystem;
  readonly roadsAttributions: readonly string[] | null;
}

/** A code outside GB/T 2260's provinces, for datasets that name none. */
const FICTIONAL_CODE = '999000';
const NO_BOUNDARY: BoundaryDocument = { ring: null, crs: null, code: null, name: null };

/** What a dataset says of itself, before the options are laid over it. */
interface Sources {
  readonly document: CountyDocument;
  readonly boundary: BoundaryDocument;
  readonly boundaryFile: string | null;
  readonly sorted: SortedFiles;
  readonly options: ImportOptions;
}

/** Reads the parsed files into one draft, fills in what is left out, and reports what is odd on the way. */
export async function draftCounty(
  sorted: SortedFiles,
  options: ImportOptions,
  limits: ImportLimits,
  issues: CountyIssueList,
): Promise<DraftedCounty> {
  const sources = readSources(sorted, options, issues);
  const crs = chooseCrs(sources, issues);
  const boundary = readRing(sources, crs, issues);
  const tables = readCountyTables(sorted.tables, issues);
  const sites = await readSites(sorted, crs, limits, issues);
  const { roadsAttributions } = sources.document;
  if (sites === null) return { draft: null, crs, roadsAttributions };
  reportPlaceFindings(sites, boundary, issues);
  if (sorted.townList !== null) reportCodeDrift(sites, sorted.townList, issues);
  const draft = tables.incomplete ? null : toDraft(sources, tables, sites, boundary, issues);
  return { draft, crs, roadsAttributions };
}

function readSources(sorted: SortedFiles, options: ImportOptions, issues: CountyIssueList): Sources {
  const { countyDocument } = sorted;
  const document =
    countyDocument === null
      ? EMPTY_COUNTY_DOCUMENT
      : readCountyDocument(countyDocument.file, countyDocument.value, issues);
  const own =
    document.boundary === null
      ? null
      : { file: countyDocument?.file ?? 'county.json', value: document.boundary };
  const given = sorted.boundary ?? own;
  const boundary = given === null ? NO_BOUNDARY : readBoundary(given.value);
  return { document, boundary, boundaryFile: given?.file ?? null, sorted, options };
}

/** Option, county.json, the boundary file's own property, else WGS-84 with a warning. */
function chooseCrs(
  { document, boundary, sorted, options }: Sources,
  issues: CountyIssueList,
): CoordinateSystem {
  const stated = options.crs ?? document.crs ?? boundary.crs;
  if (stated !== null) return stated;
  if (sorted.tables.has('sites')) {
    issues.addWarning({
      code: 'crs_assumed',
      message:
        'No coordinate system is stated; WGS-84 is assumed. Chinese map services give GCJ-02 or BD-09, 24 to 1,460 m away.',
      remedy: 'State "crs" in county.json: wgs84, gcj02, bd09 or cgcs2000.',
    });
  }
  return 'wgs84';
}

function readRing(
  { boundary, boundaryFile }: Sources,
  crs: CoordinateSystem,
  issues: CountyIssueList,
): readonly LonLat[] | null {
  return boundaryFile === null ? null : toBoundary(boundary, crs, boundaryFile, issues);
}

/** Sites of the table, else of the map's place nodes; null with errors where there are none. */
async function readSites(
  sorted: SortedFiles,
  crs: CoordinateSystem,
  limits: ImportLimits,
  issues: CountyIssueList,
): Promise<readonly DraftRow<Site>[] | null> {
  const table = sorted.tables.get('sites');
  if (table === undefined) return readMapSites(sorted.roads, limits, issues);
  const rows = readSitesTable(table, crs, issues);
  if (rows === null) return null;
  if (rows.length > 0) return rows;
  addNoSites(issues, `"${table.file}" has no rows.`);
  return null;
}

async function readMapSites(
  roads: CountyFile | null,
  limits: ImportLimits,
  issues: CountyIssueList,
): Promise<readonly DraftRow<Site>[] | null> {
  const format = roads === null ? null : findRoadFormat(roads.name);
  if (roads === null || format === null || format === 'geojson') {
    addNoSites(issues, 'There is neither sites.csv nor a map to take places from.');
    return null;
  }
  try {
    const places = await readOsmPlaces(roads.bytes, format, {
      ...DEFAULT_ROAD_LIMITS,
      maxBytes: limits.maxRoadBytes,
    });
    if (places.length > 0) return buildOsmSites(places, roads.name, issues);
    addNoSites(issues, `"${roads.name}" has no place nodes, and there is no sites.csv.`);
  } catch (error) {
    addRoadError(error, roads.name, issues);
  }
  return null;
}

function addNoSites(issues: CountyIssueList, message: string): void {
  issues.addError({
    code: 'no_sites',
    message,
    remedy: 'Give sites.csv with warehouse, townships and villages.',
  });
}

function toDraft(
  sources: Sources,
  tables: CountyTables,
  sites: readonly DraftRow<Site>[],
  boundary: readonly LonLat[] | null,
  issues: CountyIssueList,
): CountyDraft {
  if (tables.operations === null) warnNoOperations(issues);
  if (tables.lines !== null) warnLines(tables.lines.length, sources, issues);
  const file = sources.sorted.countyDocument?.file ?? null;
  const code = chooseCode(sources, sites, issues);
  return {
    code,
    name: chooseName(sources, sites) ?? code,
    origin: { file, row: null },
    ...completeParts({ sites, ...tables }, issues),
    lines: tables.lines ?? [],
    lineStops: tables.lineStops ?? [],
    operations: tables.operations ?? [],
    rates: sources.document.rates,
    boundary,
    attributions: listAttributions(sources),
  };
}

function chooseCode(
  { document, boundary, sorted, options }: Sources,
  sites: readonly DraftRow<Site>[],
  issues: CountyIssueList,
): CountyCode {
  const coded = sites.find(({ value }) => value.tier === 'county' && /^\d{6}(0{6})?$/.test(value.id))?.value
    .id;
  const stated = options.code ?? document.code ?? sorted.codeFromName ?? coded ?? boundary.code;
  if (stated !== undefined && stated !== null)
    return /^\d{6}0{6}$/.test(stated) ? stated.slice(0, 6) : stated;
  issues.addWarning({
    code: 'code_assumed',
    message: `No county code is stated; the fictional code ${FICTIONAL_CODE} is used.`,
    remedy: 'State "code" in county.json (six digits, GB/T 2260).',
  });
  return FICTIONAL_CODE;
}

function chooseName(
  { document, boundary, sorted, options }: Sources,
  sites: readonly DraftRow<Site>[],
): string | null {
  const seat = sites.find(({ value }) => value.tier === 'county' && /^\d{12}$/.test(value.id))?.value.name;
  const map = sorted.tables.has('sites') ? null : sorted.roads?.name.replace(/(\.osm)?(\.pbf|\.bz2)?$/i, '');
  return options.name ?? document.name ?? boundary.name ?? seat ?? map ?? null;
}

/** Those stated, and the map's own where the sites are taken from it. */
function listAttributions({ document, sorted }: Sources): readonly string[] {
  const ofMap = sorted.tables.has('sites') ? [] : (document.roadsAttributions ?? [OSM_ATTRIBUTION]);
  return [...new Set([...document.attributions, ...ofMap])];
}

function warnLines(count: number, { sorted }: Sources, issues: CountyIssueList): void {
  const text = {
    code: 'lines_not_planned',
    message: `${count} lines are kept with the county, but this version sends no goods by them.`,
    remedy: 'Nothing needs to be done; costs and savings leave these lines out.',
  };
  issues.addWarning(text, { file: sorted.tables.get('lines')?.file ?? null, row: null });
}

function warnNoOperations(issues: CountyIssueList): void {
  issues.addWarning({
    code: 'no_operations',
    message: "Today's runs are not given, so plans cannot be compared with how things are done now.",
    remedy: 'Give operations.csv.',
  });
}
