import type { Provenance } from '../model/provenance.ts';
import { type ChoiceWords, PROVENANCE_WORDS } from './choice-words.ts';

/** The part of a row reader that provenance needs. */
interface ProvenanceRow {
  text(field: 'provenance' | 'source'): string;
  choice<T extends string>(field: 'provenance', words: ChoiceWords<T>, fallback: T): T;
}

/** Source of a figure whose file names none. */
export const UNSTATED = 'not stated';

/** Provenance of a row's figures; unstated is an assumption. */
export function readProvenance(row: ProvenanceRow): Provenance {
  const source = row.text('source');
  const unstated = source === '' && row.text('provenance') === '';
  return {
    kind:
      row.text('provenance') === '' ? 'assumption' : row.choice('provenance', PROVENANCE_WORDS, 'assumption'),
    source: unstated ? UNSTATED : source,
  };
}
