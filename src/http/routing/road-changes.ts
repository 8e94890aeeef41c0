import { createHash } from 'node:crypto';
import { Type } from '@fastify/type-provider-typebox';
import { ANY_TIME, isInForce } from '../../model/road-override.ts';
import type { RoadOverride, TravelTime } from '../../model/road-override.ts';
import type { TimeWindow } from '../../model/units.ts';
import { RoadSourceError } from '../../network/roads/road-source-error.ts';
import { isDayOfYear, resolveRoadOverrides } from '../../planning/resolve-road-overrides.ts';
import type { ScenarioProblem } from '../../planning/scenario-error.ts';
import type { ProblemDetail } from '../problems/problem-error.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { closed } from '../schemas/primitives.ts';
import { HoursSchema, RoadOverrideSchema, TravelDaySchema } from '../schemas/road-override-schema.ts';

/** Fewer than a scenario may have: they are applied while the caller waits. */
export const MAX_REQUEST_OVERRIDES = 100;

/** Fields by which a request changes a county's roads for itself alone. */
export const RoadChangeFields = {
  roadOverrides: Type.Optional(
    Type.Array(RoadOverrideSchema, {
      maxItems: MAX_REQUEST_OVERRIDES,
      description: 'Closures, speeds, limits and new roads, as in a scenario, for this request alone',
    }),
  ),
  travelDay: Type.Optional(TravelDaySchema),
  travelHours: Type.Optional(
    closed(
      { earliest: HoursSchema.properties.earliest, latest: Type.Number({ minimum: 0, maximum: 172_800 }) },
      {
        description:
          'Overrides with hours count where these overlap, which may go on past midnight, 86,400; when absent all do',
      },
    ),
  ),
};

/** Roads as a request wants them. */
export interface RoadChanges {
  readonly overrides: readonly RoadOverride[];
  readonly time: TravelTime;
}

/** An override that is in force, as answers name it. */
export type AnsweredOverride = Pick<RoadOverride, 'name' | 'recordedOn'>;

export const AnsweredOverridesSchema = Type.Array(
  closed({ name: Type.String(), recordedOn: Type.String() }),
  { description: 'Road overrides of the request that were in force' },
);

/** The fields of a request that are about overrides, as they come. */
export interface RoadChangeRequest {
  readonly countyCode?: string;
  readonly roadOverrides?: readonly unknown[];
  readonly travelDay?: unknown;
  readonly travelHours?: TimeWindow;
}

/**
 * What a request changes about the roads; null when it changes nothing.
 *
 * @throws ProblemError `invalid_road_overrides` with everything that is wrong
 */
export function readRoadChanges({
  countyCode,
  roadOverrides = [],
  travelDay = null,
  travelHours = ANY_TIME.hours,
}: RoadChangeRequest): RoadChanges | null {
  const problems: ScenarioProblem[] = [];
  const overrides = resolveRoadOverrides(roadOverrides, problems);
  const errors: ProblemDetail[] = problems.map(({ code, path, message }) => ({ code, path, message }));
  const tell = (path: string, message: string) => errors.push({ code: 'wrong_type', path, message });
  if (travelDay !== null && !isDayOfYear(travelDay)) tell('/travelDay', 'It is a day of the year, MM-DD.');
  if (travelHours.earliest >= travelHours.latest) tell('/travelHours', 'The earlier comes first.');
  if (roadOverrides.length > 0 && countyCode === undefined) {
    const message = 'It names the county whose roads are overridden.';
    errors.push({ code: 'override_without_roads', path: '/countyCode', message });
  }
  if (errors.length > 0) throw toRefusal(errors);
  if (overrides.length === 0) return null;
  return { overrides, time: { day: travelDay as string | null, hours: travelHours } };
}

/** Those of the overrides that are in force. */
export function toAnsweredOverrides(changes: RoadChanges | null): readonly AnsweredOverride[] {
  return (changes?.overrides ?? [])
    .filter((override) => changes !== null && isInForce(override, changes.time))
    .map(({ name, recordedOn }) => ({ name, recordedOn }));
}

/** Key of roads that were changed, beside the key of the roads. */
export function toChangesKey(changes: RoadChanges): string {
  return createHash('sha256').update(JSON.stringify(changes)).digest('hex');
}

/** An override that does not fit the roads, as the answer says it; any other error as it is. */
export function explainMisfit(error: unknown): unknown {
  const match =
    error instanceof RoadSourceError ? /^roadOverrides\[(\d+)\](.*)$/.exec(error.path ?? '') : null;
  if (match === null) return error;
  const { code, message } = error as RoadSourceError;
  return toRefusal([{ code, path: `/roadOverrides/${match[1]}${match[2].replace('.', '/')}`, message }]);
}

function toRefusal(errors: readonly ProblemDetail[]): ProblemError {
  const message = errors.map((error) => `${error.path} ${error.message}`).join('; ');
  return new ProblemError('invalid_road_overrides', message, { errors });
}
