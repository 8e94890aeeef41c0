import type { InstanceFamily } from './families.ts';

/** Best-known value of an instance; `vehicles` where these come first. */
export interface BestKnown {
  readonly cost: number;
  readonly vehicles: number | null;
}

/** Reads the text of a `bks.json`; an instance whose value is missing or null is left out. */
export function readBestKnown(text: string): ReadonlyMap<string, BestKnown> {
  const entries = Object.entries(JSON.parse(text) as Record<string, { readonly bks?: unknown }>);
  const known = new Map<string, BestKnown>();
  for (const [instance, { bks }] of entries) {
    const value = toBestKnown(bks);
    if (value !== null) known.set(instance, value);
  }
  return known;
}

function toBestKnown(bks: unknown): BestKnown | null {
  if (typeof bks === 'number') return { cost: bks, vehicles: null };
  if (typeof bks !== 'object' || bks === null) return null;
  const { vehicles, distance } = bks as { readonly vehicles?: unknown; readonly distance?: unknown };
  return typeof vehicles === 'number' && typeof distance === 'number' ? { cost: distance, vehicles } : null;
}

/**
 * Gap to the best known in per cent. Where vehicles come first, each vehicle too many counts as 100 % and one fewer
 * as -100 %, so that such runs cannot pass for near misses.
 */
export function gapPercent(
  { objective }: Pick<InstanceFamily, 'objective'>,
  known: BestKnown,
  cost: number,
  vehicles: number,
): number {
  const gap = (100 * (cost - known.cost)) / known.cost;
  if (objective === 'cost' || known.vehicles === null || vehicles === known.vehicles) return gap;
  return 100 * (vehicles - known.vehicles) + gap;
}
