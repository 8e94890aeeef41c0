/**
 * Where a figure comes from. Shipped defaults are assumptions, and every report says so.
 */
export type ProvenanceKind = 'measured' | 'quoted' | 'assumption';

export interface Provenance {
  readonly kind: ProvenanceKind;
  /** Document, survey or reasoning behind the figure. */
  readonly source: string;
}
