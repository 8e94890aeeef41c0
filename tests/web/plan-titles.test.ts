import { describe, expect, test } from 'vitest';
import type { PlanItem } from '../../web/src/api/wire.ts';
import { listPlanTitles } from '../../web/src/controls/plan-titles.ts';
import { buildTranslation } from '../../web/src/i18n/translation.ts';

const english = buildTranslation('en');
const plan: PlanItem = {
  id: '3f2a1bcd-0000-4000-8000-000000000000',
  name: 'default',
  createdAt: '2026-03-04T05:06:07.000Z',
  totalFen: 11_030_900,
  travel: { estimated: false },
};

describe('titles of plans', () => {
  test('differ by time, and by id where the time is the same', () => {
    const plans = [plan, { ...plan, id: 'aa51e0' }, { ...plan, createdAt: '2026-03-04T05:08:07.000Z' }];
    const titles = listPlanTitles(plans, english);
    expect(new Set(titles).size).toBe(3);
    expect(titles[0]).toMatch(/^Default scenario · ¥110,309 · .+ · 3f2a1b$/);
    expect(titles[1]).toMatch(/ · aa51e0$/);
    expect(titles[2]).not.toContain('3f2a1b');
  });

  test('name a plan without a name, and shorten long names rather than the cost', () => {
    const [unnamed, long] = listPlanTitles(
      [
        { ...plan, name: ' ' },
        { ...plan, name: '春'.repeat(60) },
      ],
      english,
    );
    expect(unnamed).toMatch(/^Default scenario/);
    expect(long).toMatch(/^春{23}… · ¥110,309 · /);
  });
});
