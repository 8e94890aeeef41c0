import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { PROFILE_RULES } from '../roads/profile-rules.ts';
import type { TurnRestriction } from '../roads/road-source.ts';
import { isOfMode } from './osm-access.ts';
import type { OsmMember, OsmTags } from './osm-elements.ts';

/** Turns of one relation; real `no_entry` and `no_exit` have a few members. */
const MAX_TURNS = 16;

/**
 * Turn restrictions that a relation states (OSM wiki, "Relation:restriction"), over a node or over ways; none when it
 * is of another kind or incomplete. Conditional ones are passed over.
 */
export function toTurnRestrictions(members: readonly OsmMember[], tags: OsmTags): readonly TurnRestriction[] {
  const type = tags.get('type') ?? '';
  if (type !== 'restriction' && !type.startsWith('restriction:')) return [];
  const from = listRole(members, 'from', 'way');
  const to = listRole(members, 'to', 'way');
  const viaNodes = listRole(members, 'via', 'node');
  const viaWays = listRole(members, 'via', 'way');
  const isWhole = viaNodes.length === 1 ? viaWays.length === 0 : viaNodes.length === 0 && viaWays.length > 0;
  if (!isWhole || from.length * to.length === 0 || from.length * to.length > MAX_TURNS) return [];
  const via = viaNodes.length === 1 ? { node: viaNodes[0] } : { ways: viaWays };
  return listKinds(tags).flatMap(({ kind, profiles }) =>
    from.flatMap((fromWay) => to.map((toWay) => ({ kind, fromWay, via, toWay, profiles }))),
  );
}

function listRole(members: readonly OsmMember[], role: string, type: OsmMember['type']): readonly number[] {
  return members.filter((member) => member.role === role && member.type === type).map(({ ref }) => ref);
}

function listKinds(tags: OsmTags): readonly Pick<TurnRestriction, 'kind' | 'profiles'>[] {
  const masks = { no: 0, only: 0 };
  TRAVEL_PROFILES.forEach((_, profile) => {
    const kind = findKind(tags, profile);
    if (kind !== null) masks[kind] |= 1 << profile;
  });
  return (['no', 'only'] as const)
    .map((kind) => ({ kind, profiles: masks[kind] }))
    .filter(({ profiles }) => profiles !== 0);
}

/** What the relation says to a profile; a tag for its kind of vehicle stands before the general one. */
function findKind(tags: OsmTags, profile: number): TurnRestriction['kind'] | null {
  const keys = PROFILE_RULES[TRAVEL_PROFILES[profile]].accessKeys;
  const special = keys.map((key) => tags.get(`restriction:${key}`)).findLast((value) => value !== undefined);
  const isExcepted = (tags.get('except') ?? '').split(';').some((mode) => isOfMode(mode.trim(), profile));
  const value = special ?? (isExcepted ? undefined : tags.get('restriction'));
  const match = /^(no|only)_(?:left_turn|right_turn|straight_on|u_turn|entry|exit)$/.exec(value ?? '');
  return match === null ? null : (match[1] as TurnRestriction['kind']);
}
