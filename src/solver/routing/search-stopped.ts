/** Thrown out of lengthy preparations when the search is over before it began. */
export class SearchStopped extends Error {}

/** What lengthy preparations build, or null where the search is over before. */
export function buildUnlessStopped<Built>(build: () => Built): Built | null {
  try {
    return build();
  } catch (error) {
    if (error instanceof SearchStopped) return null;
    throw error;
  }
}

/** Called every so often by lengthy loops with the work done since, in cells of a matrix. @throws SearchStopped */
export type Checkpoint = (cells: number) => void;
