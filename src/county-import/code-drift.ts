import type { DraftRow } from '../model/county-draft.ts';
import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { Site } from '../model/site.ts';
import { TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

const TOWN_LIST_COLUMNS = {
  code: ['code9', 'code', '代码', '区划代码'],
  name: ['name', '名称'],
} as const;

/**
 * Compares the townships of a county with a newer list of township codes (nine digits and name) and warns of those
 * gone, new or renamed since. Nothing is changed: ids are the file's own.
 */
export function reportCodeDrift(rows: readonly DraftRow<Site>[], list: Table, issues: CountyIssueList): void {
  const reader = new TableReader(list, TOWN_LIST_COLUMNS, issues);
  if (!reader.requireColumns(['code', 'name'], TOWN_LIST_COLUMNS)) return;
  const newer = new Map(reader.rows().map((row) => [row.text('code').slice(0, 9), row] as const));
  for (const { value, origin } of rows) {
    if (value.tier !== 'township' || value.ownerId !== null) continue;
    const code = value.id.slice(0, 9);
    const now = newer.get(code);
    newer.delete(code);
    if (now === undefined) warnGone(value, list.file, origin, issues);
    else if (now.text('name') !== value.name) warnRenamed(value, now.text('name'), origin, issues);
  }
  for (const [code, row] of newer) {
    const text = {
      code: 'code_new',
      message: `"${row.text('name')}" (${code}) is in the newer list and has no site.`,
      remedy: 'Add it with its villages if the county has changed.',
    };
    issues.addWarning(text, row.origin, 'code');
  }
}

function warnGone(site: Site, list: string, origin: DraftRow<Site>['origin'], issues: CountyIssueList): void {
  const text = {
    code: 'code_gone',
    message: `"${site.name}" (${site.id}) is no longer in "${list}".`,
    remedy: 'Check whether it was merged or given a new code.',
  };
  issues.addWarning(text, origin, 'id');
}

function warnRenamed(
  site: Site,
  name: string,
  origin: DraftRow<Site>['origin'],
  issues: CountyIssueList,
): void {
  const text = {
    code: 'code_renamed',
    message: `"${site.name}" (${site.id}) is now called "${name}".`,
    remedy: 'Correct the name if the newer list is right.',
  };
  issues.addWarning(text, origin, 'name');
}
