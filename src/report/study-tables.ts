import type { SettlementAgreement, SettlementPrice } from '../cost-sharing/settlement/agreement.ts';
import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import { toTimeOfDay } from '../planning/plan-records/time-of-day.ts';
import type { Cell, Column, CsvOptions } from './csv.ts';
import { toCsv } from './csv.ts';

type Row<Key extends string> = Readonly<Record<Key, Cell>>;

const COALITION_COLUMNS = [
  { key: 'members', zh: '成员' },
  { key: 'size', zh: '成员数' },
  { key: 'costFen', zh: '成本（分/周）' },
  { key: 'savingFen', zh: '节约（分/周）' },
  { key: 'pooledFen', zh: '合一成本（分/周）' },
  { key: 'parts', zh: '分组' },
  { key: 'solved', zh: '已求解' },
  { key: 'reason', zh: '不合一原因' },
] as const;

/** What every coalition costs a week. */
export function toCoalitionCsv({ coalitions }: PoolingStudy, options: CsvOptions = {}): string {
  const rows = coalitions.map(({ members, costFen, savingFen, pooledFen, parts, solved, reason }) => ({
    members: members.join('+'),
    size: members.length,
    costFen,
    savingFen,
    pooledFen,
    parts: parts.map((part) => part.join('+')).join(' | '),
    solved,
    reason: reason?.code ?? null,
  }));
  return toCsv<Row<(typeof COALITION_COLUMNS)[number]['key']>>(COALITION_COLUMNS, rows, options);
}

const ALLOCATION_COLUMNS = [
  { key: 'rule', zh: '分摊规则' },
  { key: 'carrierId', zh: '企业编号' },
  { key: 'carrierName', zh: '企业' },
  { key: 'aloneFen', zh: '单独成本（分/周）' },
  { key: 'costFen', zh: '分摊成本（分/周）' },
  { key: 'savingFen', zh: '节约（分/周）' },
  { key: 'savingShare', zh: '节约率' },
  { key: 'individuallyRational', zh: '不劣于单独' },
  { key: 'halfWidthFen', zh: '置信区间半宽（分）' },
  { key: 'core', zh: '核心' },
  { key: 'largestExcessFen', zh: '最大超额（分）' },
  { key: 'leastCoreEpsilonFen', zh: '最小核心（分）' },
] as const;

/** Every rule's split, carrier by carrier; `rule` narrows it to one. */
export function toAllocationCsv(study: PoolingStudy, rule: string | null, options: CsvOptions = {}): string {
  const names = new Map(study.players.map(({ carrierId, name }) => [carrierId, name]));
  const chosen = study.allocations.filter((allocation) => rule === null || allocation.rule === rule);
  const rows = chosen.flatMap((allocation) =>
    allocation.members.map((member) => ({
      ...member,
      rule: allocation.rule,
      carrierName: names.get(member.carrierId) ?? null,
      core: allocation.core,
      largestExcessFen: allocation.blocking[0]?.excessFen ?? null,
      leastCoreEpsilonFen: allocation.leastCoreEpsilonFen,
    })),
  );
  return toCsv<Row<(typeof ALLOCATION_COLUMNS)[number]['key']>>(ALLOCATION_COLUMNS, rows, options);
}

const MEMBERSHIP_COLUMNS = [
  { key: 'carrierId', zh: '企业编号' },
  { key: 'carrierName', zh: '企业' },
  { key: 'aloneFen', zh: '单独成本（分/周）' },
  { key: 'marginalSavingFen', zh: '边际节约（分/周）' },
  { key: 'marginalCostFen', zh: '边际成本（分/周）' },
  { key: 'lowersSaving', zh: '加入降低节约' },
  { key: 'costWithoutItFen', zh: '其余成本（分/周）' },
  { key: 'savingWithoutItFen', zh: '其余节约（分/周）' },
] as const;

/** What each carrier is to the pool. */
export function toMembershipCsv({ membership, players }: PoolingStudy, options: CsvOptions = {}): string {
  const rows = membership.carriers.map(({ withoutIt, ...carrier }, player) => ({
    ...carrier,
    carrierName: players[player].name,
    costWithoutItFen: withoutIt?.costFen ?? null,
    savingWithoutItFen: withoutIt?.savingFen ?? null,
  }));
  return toCsv<Row<(typeof MEMBERSHIP_COLUMNS)[number]['key']>>(MEMBERSHIP_COLUMNS, rows, options);
}

const PRICE_COLUMNS: readonly Column<SettlementPrice & Row<'unit' | 'rule'>>[] = [
  { key: 'rule', zh: '分摊规则' },
  { key: 'carrierId', zh: '企业编号' },
  { key: 'tier', zh: '层级' },
  { key: 'direction', zh: '流向' },
  { key: 'unit', zh: '计价单位' },
  { key: 'quantity', zh: '计划量（每周）' },
  { key: 'chargeFen', zh: '费用（分/周）' },
  { key: 'fenPerUnit', zh: '单价（分）' },
];

/** The prices of an agreement. */
export function toSettlementCsv(
  { rule, unit, prices }: SettlementAgreement,
  options: CsvOptions = {},
): string {
  return toCsv(
    PRICE_COLUMNS,
    prices.map((price) => ({ ...price, rule, unit })),
    options,
  );
}

const SENSITIVITY_COLUMNS = [
  { key: 'assumption', zh: '假设' },
  { key: 'valueFen', zh: '现值（分）' },
  { key: 'atLow', zh: '低端节约（分/周）' },
  { key: 'atHigh', zh: '高端节约（分/周）' },
  { key: 'swing', zh: '摆幅（分/周）' },
  { key: 'turns', zh: '结论翻转' },
  { key: 'breakEvenFactor', zh: '盈亏平衡倍数' },
  { key: 'breakEvenFen', zh: '盈亏平衡值（分）' },
  { key: 'replannedAtLow', zh: '低端重算节约（分/周）' },
  { key: 'replannedAtHigh', zh: '高端重算节约（分/周）' },
  { key: 'source', zh: '来源' },
] as const;

/** The tornado table, widest swing first. */
export function toSensitivityCsv({ sensitivity }: PoolingStudy, options: CsvOptions = {}): string {
  const rows = sensitivity.bars.map(({ breakEven, replanned, ...bar }) => ({
    ...bar,
    breakEvenFactor: breakEven.factor,
    replannedAtLow: replanned?.atLow ?? null,
    replannedAtHigh: replanned?.atHigh ?? null,
  }));
  return toCsv<Row<(typeof SENSITIVITY_COLUMNS)[number]['key']>>(SENSITIVITY_COLUMNS, rows, options);
}

const VILLAGE_COLUMNS = [
  { key: 'siteId', zh: '村点编号' },
  { key: 'name', zh: '村点' },
  { key: 'stopsAlone', zh: '各自到访（次/周）' },
  { key: 'stopsPooled', zh: '共配到访（次/周）' },
  { key: 'arrivalAlone', zh: '各自到达' },
  { key: 'arrivalPooled', zh: '共配到达' },
  { key: 'laterSeconds', zh: '推迟（秒）' },
] as const;

/** Arrival village by village, alone and pooled. */
export function toVillageChangeCsv({ sideEffects }: PoolingStudy, options: CsvOptions = {}): string {
  const rows = sideEffects.villages.map((village) => ({
    siteId: village.siteId,
    name: village.name,
    stopsAlone: village.stopsPerWeek.alone,
    stopsPooled: village.stopsPerWeek.pooled,
    arrivalAlone: village.arrivalAlone === null ? null : toTimeOfDay(village.arrivalAlone),
    arrivalPooled: village.arrivalPooled === null ? null : toTimeOfDay(village.arrivalPooled),
    laterSeconds: village.laterSeconds,
  }));
  return toCsv<Row<(typeof VILLAGE_COLUMNS)[number]['key']>>(VILLAGE_COLUMNS, rows, options);
}
