import { Type } from '@fastify/type-provider-typebox';
import { ALLOCATION_RULES } from '../../cost-sharing/allocation.ts';
import type { PoolingStudyRecord } from '../../persistence/pooling-study-store.ts';
import type { PoolingStudy, CoalitionRecord } from '../../planning/pooling-study/pooling-study.ts';
import type { StudyOptions } from '../../planning/pooling-study/study-options.ts';
import { budgetSchema } from './budget-schema.ts';
import { JOB_STATES } from './job-schemas.ts';
import {
  closed,
  CountyCode,
  documented,
  Fen,
  Link,
  nullable,
  NullableFen,
  Timestamp,
  words,
} from './primitives.ts';
import { MAX_BUDGET_ITERATIONS, MAX_BUDGET_SECONDS } from './scenario-schemas.ts';

const CarrierId = Type.String({ minLength: 1, maxLength: 100 });
const Members = Type.Array(CarrierId, { description: 'Ids of carriers' });
const Rule = words(ALLOCATION_RULES, 'Rule by which cost is shared');

const WEIGHTED_RULES = ALLOCATION_RULES.filter((rule) => rule !== 'mixed');

/** Options of a study; whatever is left out has a default. */
export const StudyInputSchema = documented<Partial<StudyOptions>>(
  Type.Partial(
    Type.Object({
      budget: budgetSchema({ iterations: MAX_BUDGET_ITERATIONS, seconds: MAX_BUDGET_SECONDS }),
      costingSeeds: Type.Integer({
        minimum: 1,
        maximum: 5,
        description: 'Seeds over which the cost of every coalition is the least',
      }),
      testSeeds: Type.Integer({
        minimum: 1,
        maximum: 10,
        description: 'Seeds over which the saving is tested, those of costing among them',
      }),
      shapleyBlocks: Type.Integer({
        minimum: 2,
        maximum: 20,
        description: 'With more than six carriers: blocks of orders by which Shapley values are sampled',
      }),
      generatedCoalitions: Type.Integer({
        minimum: 0,
        maximum: 4095,
        description:
          'With more than six carriers: most further coalitions solved to prove that nobody would leave',
      }),
      rule: Rule,
      mixedWeights: closed(
        Object.fromEntries(
          WEIGHTED_RULES.map((rule) => [rule, Type.Optional(Type.Number({ minimum: 0, maximum: 1000 }))]),
        ),
      ),
      subsidyFenPerWeek: Type.Integer({
        minimum: 0,
        maximum: 1e12,
        description: 'Public money given to the pool; on a line of its own, in no saving',
      }),
      resolvedAssumptions: Type.Integer({
        minimum: 0,
        maximum: 5,
        description: 'How many of the most influential assumptions are planned anew at both ends',
      }),
    }),
    {
      additionalProperties: false,
      description: 'Options; whatever is left out has a default',
      examples: [{ budget: { kind: 'iterations', iterations: 3000 }, rule: 'nucleolus', testSeeds: 5 }],
    },
  ),
);

const Reason = nullable(
  closed({
    code: Type.String(),
    message: Type.String(),
    figures: Type.Record(Type.String(), Type.Number()),
  }),
);

export const CoalitionRecordSchema = documented<CoalitionRecord>(
  closed({
    members: Members,
    costFen: Fen,
    savingFen: Fen,
    seedFen: Type.Array(Fen),
    pooledFen: NullableFen,
    parts: Type.Array(Members),
    solved: Type.Boolean({ description: 'False: an upper bound made of its best solved parts' }),
    reason: Reason,
  }),
);

/** A study as it is listed. */
export interface StudyAnswer extends PoolingStudyRecord {
  readonly links: Readonly<Record<string, string>>;
}

const RECORD = {
  id: Type.String(),
  countyCode: CountyCode,
  datasetHash: Type.String(),
  scenarioId: nullable(Type.String()),
  jobId: nullable(Type.String()),
  planId: nullable(Type.String()),
  name: Type.String(),
  options: Type.Unsafe({ type: 'object' }),
  state: words(JOB_STATES),
  createdAt: Timestamp,
  links: Type.Record(Type.String(), Link),
};

export const StudyListItemSchema = documented<StudyAnswer>(closed(RECORD));

/** A study with what it found, but for its tables; null until it is done. */
export interface StudyDetail extends StudyAnswer {
  readonly results: StudyResults | null;
}

export type StudyResults = Pick<
  PoolingStudy,
  | 'planHash'
  | 'players'
  | 'structure'
  | 'proven'
  | 'ladder'
  | 'verdict'
  | 'stability'
  | 'solverVersion'
  | 'travel'
>;

const SPREAD = {
  bySeedFen: Type.Array(Fen),
  meanFen: Type.Number(),
  leastFen: Fen,
  mostFen: Fen,
  standardDeviationFen: Type.Number(),
};
const PairedSaving = closed({
  ...SPREAD,
  share: Type.Number({ description: 'Mean saving over the mean cost of the earlier rung' }),
  pValue: nullable(Type.Number({ description: 'One-sided, exact sign-flip test over the paired seeds' })),
});

const Ladder = closed({
  seeds: Type.Array(Type.Integer()),
  asOperatedFen: NullableFen,
  alone: closed(SPREAD),
  pooled: closed(SPREAD),
  planningGain: nullable(PairedSaving),
  poolingGain: PairedSaving,
});

const VERDICTS = [
  'saving',
  'no_significant_saving',
  'pooling_does_not_pay',
  'too_few_seeds',
  'not_comparable',
] as const;

export const StudyDetailSchema = documented<StudyDetail>(
  closed({
    ...RECORD,
    results: nullable(
      Type.Object({
        planHash: Type.String({ description: 'SHA-256 of the plan on which all figures rest' }),
        players: Type.Array(
          closed({
            carrierId: CarrierId,
            name: Type.String(),
            aloneFen: Fen,
            kgPerWeek: Type.Number(),
            parcelsPerWeek: Type.Number(),
            stopsPerWeek: Type.Integer(),
          }),
        ),
        structure: Type.Array(Members, {
          description: 'How all work together: pools, and carriers alone beside them',
        }),
        proven: Type.Boolean({
          description: 'True: no unsolved coalition could change whether anybody would leave',
        }),
        ladder: Ladder,
        verdict: closed({ code: words(VERDICTS), message: Type.String() }),
        stability: Type.Object({
          coreEmpty: Type.Boolean(),
          epsilonFen: Type.Number(),
          message: Type.String(),
        }),
        solverVersion: Type.String(),
        travel: closed({ engine: Type.String(), estimated: Type.Boolean() }),
      }),
    ),
  }),
);

export const StudyDocumentSchema = documented<PoolingStudy>(Type.Unsafe({ type: 'object' }));
