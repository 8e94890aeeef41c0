import type { CountyFile } from '../../county-import/county-file.ts';
import { CountyFilesError } from '../../county-import/county-file.ts';
import { importCounty } from '../../county-import/import-county.ts';
import type { ImportOptions } from '../../county-import/import-options.ts';
import { readCountyZip } from '../../county-import/read-county-zip.ts';
import type { CountyIssue } from '../../model/county-issue.ts';
import { serializeRoadGraph } from '../../network/roads/road-graph-bytes.ts';
import type { CountyImport } from '../../persistence/county-store.ts';

/** Uploaded files as they came, packed or not. */
export interface ImportTask {
  readonly files: readonly CountyFile[];
  readonly options: ImportOptions;
}

/** What an import brought, or everything that is wrong with its files. */
export type ImportOutcome =
  | { readonly ok: true; readonly imported: CountyImport }
  | { readonly ok: false; readonly issues: readonly CountyIssue[] };

/** Body of an import thread: unpacks a single zip, imports the files and packs the roads. */
export default async function importTask({ files, options }: ImportTask): Promise<ImportOutcome> {
  try {
    const result = await importCounty(await unpack(files), options);
    if (!result.ok) return result;
    const { county, roads, datasetHash, warnings } = result;
    const packed = roads === null ? null : serializeRoadGraph(roads);
    return { ok: true, imported: { county, datasetHash, warnings, roads: packed } };
  } catch (error) {
    if (error instanceof CountyFilesError) return { ok: false, issues: [error.toIssue()] };
    throw error;
  }
}

async function unpack(files: readonly CountyFile[]): Promise<readonly CountyFile[]> {
  return files.length === 1 && isZip(files[0]) ? readCountyZip(files[0].bytes) : files;
}

/** By name, or by the first bytes of a zip where the name says nothing; a workbook is a zip that stays one. */
function isZip({ name, bytes }: CountyFile): boolean {
  const startsAsZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
  return /\.zip$/i.test(name) || (startsAsZip && !/\.xlsx$/i.test(name));
}
