import type { RoadOverride } from '../../model/road-override.ts';
import type { ProfileRules } from './profile-rules.ts';
import { NO_SIZE_LIMITS } from './road-source.ts';
import { keepsWithin } from './way-speeds.ts';

/** True where an override closes its road to vehicles of these rules, altogether or by a limit. */
export function keepsOut(override: RoadOverride, rules: ProfileRules): boolean {
  const {
    maxWeightTonnes = NO_SIZE_LIMITS.maxWeightTonnes,
    maxHeightMetres = NO_SIZE_LIMITS.maxHeightMetres,
    maxWidthMetres = NO_SIZE_LIMITS.maxWidthMetres,
  } = override;
  return (
    override.closed === true || !keepsWithin({ maxWeightTonnes, maxHeightMetres, maxWidthMetres }, rules)
  );
}
