import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { PROFILE_RULES } from '../roads/profile-rules.ts';
import type { OsmTags } from './osm-elements.ts';

/** Rules that hold for some hours, days or loads only, which are not applied. */
export interface ConditionalRules {
  readonly count: number;
  /** The first few, each on one line, e.g. `way 12: access:conditional=no @ (Nov-Apr)`. */
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_LENGTH = 120;
const MODES = new Set(TRAVEL_PROFILES.flatMap((profile) => PROFILE_RULES[profile].accessKeys));
const RULES = new Set([...MODES, 'oneway', 'restriction', 'maxweight', 'maxheight', 'maxwidth']);

/** Counts the conditional rules that would open, close or limit a road or a turn (OSM wiki, "Conditional restrictions"). */
export class ConditionalRuleCount implements ConditionalRules {
  count = 0;
  readonly examples: string[] = [];

  add(element: 'node' | 'way' | 'relation', id: number, tags: OsmTags): void {
    for (const [key, value] of tags) {
      if (!isRule(key)) continue;
      this.count++;
      if (this.examples.length === MAX_EXAMPLES) continue;
      const text = `${element} ${id}: ${key}=${value}`.replace(/[\s\p{Cc}]+/gu, ' ');
      this.examples.push(text.slice(0, MAX_EXAMPLE_LENGTH));
    }
  }
}

/** True for e.g. `access:conditional`, `hgv:forward:conditional`, `oneway:bus:conditional`; speeds do not count. */
function isRule(key: string): boolean {
  if (!key.endsWith(':conditional')) return false;
  const [first, second] = key.split(':');
  const isOfMode =
    second === 'conditional' || second === 'forward' || second === 'backward' || MODES.has(second);
  return isOfMode && RULES.has(first);
}
