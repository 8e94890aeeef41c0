import { buildCounty } from '../model/build-county.ts';
import type { County } from '../model/county.ts';
import type { CountyDraft } from '../model/county-draft.ts';
import { CountyIssueList } from '../model/county-issue-list.ts';
import type { CountyIssue } from '../model/county-issue.ts';
import type { RoadGraph } from '../network/roads/road-graph.ts';
import { checkFiles, CountyFilesError, type CountyFile, DEFAULT_IMPORT_LIMITS } from './county-file.ts';
import { draftCounty } from './draft-county.ts';
import { hashDataset } from './dataset-hash.ts';
import type { ImportOptions } from './import-options.ts';
import { importElevation } from './import-elevation.ts';
import { importRoads } from './import-roads.ts';
import { reportSitesOffMap } from './sites-off-map.ts';
import { sortFiles } from './sort-files.ts';

export type ImportedCounty =
  | {
      readonly ok: true;
      readonly county: County;
      /** Null: distances are straight lines times the detour factor. */
      readonly roads: RoadGraph | null;
      /** SHA-256 over county and roads. */
      readonly datasetHash: string;
      readonly warnings: readonly CountyIssue[];
    }
  | { readonly ok: false; readonly issues: readonly CountyIssue[] };

/**
 * Turns the files of a dataset into a county, all or nothing: either a valid county with its warnings, or every
 * problem found in any of the files. Wrong input never throws; a throw is a bug. Linear in the size of the files,
 * save for synthesised parts (see `completeParts`).
 */
export async function importCounty(
  files: readonly CountyFile[],
  options: ImportOptions = {},
): Promise<ImportedCounty> {
  const limits = { ...DEFAULT_IMPORT_LIMITS, ...options.limits };
  const issues = new CountyIssueList(limits.maxIssues);
  const chosen = chooseByCode(files, options.code);
  try {
    checkFiles(chosen, limits);
  } catch (error) {
    if (!(error instanceof CountyFilesError)) throw error;
    return { ok: false, issues: [error.toIssue()] };
  }
  const sorted = await sortFiles(chosen, limits, issues);
  const draft = await draftCounty(sorted, options, limits, issues);
  const crs = draft?.crs ?? options.crs ?? 'wgs84';
  const elevation = importElevation(sorted.elevation, sorted.roads !== null, issues);
  const roads = await importRoads(
    sorted.roads,
    { crs, limits, attributions: draft?.roadsAttributions ?? null, elevation },
    issues,
  );
  return finish(draft?.draft ?? null, roads, issues);
}

function finish(draft: CountyDraft | null, roads: RoadGraph | null, issues: CountyIssueList): ImportedCounty {
  const county = draft === null ? null : buildCounty(draft, issues).county;
  if (county === null || issues.errorCount > 0) return { ok: false, issues: issues.list() };
  if (roads !== null) reportSitesOffMap(county.sites, roads, issues);
  return {
    ok: true,
    county,
    roads,
    datasetHash: hashDataset(county, roads),
    warnings: issues.listWarnings(),
  };
}

/** Of files named by county codes (`421223.csv`), those of the county asked for, beside all others. */
function chooseByCode(files: readonly CountyFile[], code: string | undefined): readonly CountyFile[] {
  const isCoded = (name: string): boolean => /^\d{6}\./.test(name);
  if (code === undefined || !files.some(({ name }) => name.startsWith(`${code}.`))) return files;
  return files.filter(({ name }) => !isCoded(name) || name.startsWith(`${code}.`));
}
