/**
 * What is wrong with a cost-sharing request: the game's table, a player's name, a weight, rates, volumes, or a rule
 * that needs coalitions which were not solved.
 */
export type CostSharingErrorCode =
  | 'game_invalid'
  | 'player_unknown'
  | 'basis_invalid'
  | 'coalitions_unsolved'
  | 'settlement_invalid';

/** Wrong input to the game mathematics, with the path of the value at fault. */
export class CostSharingError extends Error {
  readonly code: CostSharingErrorCode;
  readonly path: string;

  constructor(code: CostSharingErrorCode, path: string, detail: string) {
    super(`${path}: ${detail}`);
    this.name = 'CostSharingError';
    this.code = code;
    this.path = path;
  }
}
