import type { Provenance } from '../provenance.ts';
import type { RowCheck } from './row-check.ts';

const PROVENANCE_KINDS = ['measured', 'quoted', 'assumption'];

/** Provenance: a known kind and, unless it is an assumption, a source that can be looked up. */
export function checkProvenance(provenance: Provenance, check: RowCheck): void {
  check.oneOf('provenance', provenance.kind, PROVENANCE_KINDS);
  if (provenance.source.trim() !== '' || provenance.kind === 'assumption') return;
  check.fail(
    'source',
    'missing_value',
    `A figure that is ${provenance.kind} needs its source.`,
    'Name the document or survey, or call it an assumption.',
  );
}
