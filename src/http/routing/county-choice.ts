import type { DatabaseStores } from '../../persistence/stores.ts';
import { ProblemError } from '../problems/problem-error.ts';

/**
 * The county of a request that need not name one: the one named, else that of `DEFAULT_COUNTY`, else the only one
 * that was imported.
 *
 * @throws ProblemError `county_not_chosen`
 */
export async function chooseCounty(
  { counties }: DatabaseStores,
  named: string | undefined,
  byDefault: string | null | undefined,
): Promise<string> {
  if (named !== undefined) return named;
  if (byDefault) return byDefault;
  const { items, next } = await counties.list({ limit: 1, cursor: null });
  if (items.length === 1 && next === null) return items[0].code;
  throw new ProblemError(
    'county_not_chosen',
    items.length === 0
      ? 'No county was imported yet.'
      : 'There are several counties: name one as ?county=, or set DEFAULT_COUNTY.',
  );
}
