import type { CountyIssueList } from '../model/county-issue-list.ts';
import { TRAVEL_PROFILES } from '../model/vehicle-type.ts';
import { ElevationError } from '../network/elevation/elevation-error.ts';
import { createElevationModel } from '../network/elevation/elevation-model.ts';
import type { ElevationGrid, ElevationModel } from '../network/elevation/elevation-model.ts';
import { readElevation } from '../network/elevation/read-elevation.ts';
import type { SlopeReport } from '../network/roads/apply-slopes.ts';
import type { CountyFile } from './county-file.ts';

/** Heights of a dataset. */
export interface CountyHeights {
  readonly model: ElevationModel;
  /** Line by which what rests on the heights asked for so far says so; null where none was known. */
  readonly describe: () => string | null;
}

/** Files that the line names. */
const MAX_NAMES = 4;
/** A larger share of the roads without heights is worth a word. */
const NOTABLE_SHARE = 0.01;

/**
 * Heights from the elevation files of a dataset, in order of their names; null where there are none or one is faulty,
 * which is an error.
 */
export function importElevation(
  files: readonly CountyFile[],
  hasRoads: boolean,
  issues: CountyIssueList,
): CountyHeights | null {
  const ordered = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const grids = ordered.map((file) => readGrid(file, issues)).filter((grid) => grid !== null);
  if (grids.length === 0 || grids.length < files.length) return null;
  if (!hasRoads) {
    issues.addWarning({
      code: 'elevation_without_roads',
      message: 'Heights are given without roads, whose slopes they are for; they are not used.',
      remedy: 'Add roads.osm.pbf, roads.osm, roads.osm.bz2 or roads.geojson.',
    });
  }
  const used = new Set<number>();
  return {
    model: createElevationModel(grids, (grid) => used.add(grid)),
    describe: () => describeFiles(ordered.filter((_, grid) => used.has(grid))),
  };
}

function describeFiles(files: readonly CountyFile[]): string | null {
  if (files.length === 0) return null;
  const names = files.slice(0, MAX_NAMES).map(({ name }) => name);
  const others = files.length > MAX_NAMES ? ` and ${files.length - MAX_NAMES} more` : '';
  return `Heights: ${names.join(', ')}${others}`;
}

function readGrid({ name, bytes }: CountyFile, issues: CountyIssueList): ElevationGrid | null {
  try {
    return readElevation(name, bytes);
  } catch (error) {
    if (!(error instanceof ElevationError)) throw error;
    issues.addError(
      {
        code: error.code,
        message: `"${name}" cannot be read as heights: ${error.message}.`,
        remedy: 'Give SRTM tiles (N29E114.hgt) or an ESRI ASCII grid in degrees, or leave the file out.',
      },
      { file: name, row: null },
    );
    return null;
  }
}

/** Says what heights are missing, and which roads they close. */
export function reportSlopes({ metres, unknownMetres, closed }: SlopeReport, issues: CountyIssueList): void {
  if (unknownMetres > metres * NOTABLE_SHARE) {
    issues.addWarning({
      code: 'elevation_missing',
      message: `No height is known along ${Math.round((unknownMetres / metres) * 100)} % of the roads; these count as level.`,
      remedy: 'Add the tiles around the county, or a grid whose voids are filled.',
    });
  }
  const counts = TRAVEL_PROFILES.filter((profile) => closed[profile] > 0).map(
    (profile) => `${closed[profile]} for ${profile}`,
  );
  if (counts.length === 0) return;
  issues.addWarning({
    code: 'roads_too_steep',
    message: `Stretches of road are closed uphill as too steep by the heights given: ${counts.join(', ')}.`,
    remedy: 'Look at the diagnosis; where people do drive there, leave the heights out or use a finer grid.',
  });
}
