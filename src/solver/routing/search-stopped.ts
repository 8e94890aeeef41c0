/** Thrown out of lengthy preparations when the search is over before it began. */
export class SearchStopped extends Error {}

/** Called every so often by lengthy loops with the work done since, in cells of a matrix. @throws SearchStopped */
export type Checkpoint = (cells: number) => void;
