import type { VolumeLine } from '../../cost-sharing/settlement/agreement.ts';
import { getById } from '../plan-records/county-index.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { StudyPlayer } from './pooling-study.ts';
import type { SolvedGame } from './solved-game.ts';

/** The players with their cost alone and what they move in a planned week. */
export function describePlayers(
  { index }: PlanningContext,
  game: SolvedGame,
  volumes: readonly VolumeLine[],
): readonly StudyPlayer[] {
  return game.players.map((carrierId, player) => {
    const lines = volumes.filter((line) => line.carrierId === carrierId);
    const sumOf = (field: 'kg' | 'parcels' | 'stops'): number =>
      lines.reduce((sum, line) => sum + line[field], 0);
    return {
      carrierId,
      name: getById(index.carriers, carrierId).name,
      aloneFen: game.costOf(1 << player).costFen,
      kgPerWeek: sumOf('kg'),
      parcelsPerWeek: sumOf('parcels'),
      stopsPerWeek: sumOf('stops'),
    };
  });
}
