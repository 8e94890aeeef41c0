import type { PlanItem } from '../api/wire.ts';
import type { Translation } from '../i18n/translation.ts';
import { formatYuan } from '../quantities/format.ts';

/** Longest name that leaves cost and time visible in the picker. */
const LONGEST_NAME = 24;

/** Titles of plans in a picker: scenario, cost, time; where two would read the same, also how their ids begin. */
export function listPlanTitles(plans: readonly PlanItem[], translation: Translation): readonly string[] {
  const titles = plans.map((plan) => toTitle(plan, translation));
  return titles.map((title, i) => {
    const isUnique = titles.indexOf(title) === titles.lastIndexOf(title);
    return isUnique ? title : `${title} · ${plans[i].id.slice(0, 6)}`;
  });
}

function toTitle({ name, createdAt, totalFen }: PlanItem, { text, locale }: Translation): string {
  const time = new Date(createdAt).toLocaleString(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const named = name === 'default' || name.trim() === '' ? text('pick.defaultPlan') : shorten(name);
  const cost = totalFen === null ? '' : formatYuan(totalFen, locale);
  return [named, cost, time].filter((part) => part !== '').join(' · ');
}

function shorten(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST_NAME ? name : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
