import type { TProperties } from '@fastify/type-provider-typebox';
import type { App, AppDependencies } from '../app-dependencies.ts';
import type { PlanSubject } from './plan-subject.ts';
import { getPlanSubject } from './plan-subject.ts';
import type { Table } from './table-route.ts';
import { addTable } from './table-route.ts';

/** Adds a table of a plan; see `addTable`. */
export function addPlanTable<Conditions extends TProperties>(
  app: App,
  { stores }: AppDependencies,
  table: Table<PlanSubject, Conditions>,
): void {
  const place = {
    url: '/plans/:id',
    tags: ['tables'],
    getSubject: (id: string) => getPlanSubject(stores, id),
    problems: ['plan_not_found', 'rung_not_found'] as const,
  };
  addTable(app, place, table);
}
