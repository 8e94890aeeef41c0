import { describe, expect, test } from 'vitest';
import { SearchBudget } from '../../../src/solver/routing/search-budget.ts';

function budgetWithClock() {
  const clock = { reads: 0, time: 0 };
  const now = (): number => {
    clock.reads++;
    return clock.time;
  };
  const budget = new SearchBudget({ seed: 1, stop: { seconds: 10 }, now });
  clock.reads = 0;
  return { budget, clock };
}

describe('the budget of a search', () => {
  test.each([
    ['usual steps', 80, 10],
    ['many short steps', 8, 10],
    ['long steps', 1000, 80],
  ])('reads the clock once for a few milliseconds of %s', (_, iterations, reads) => {
    const { budget, clock } = budgetWithClock();
    for (let step = 0; step < 80; step++) budget.advance(iterations);
    expect(clock.reads).toBe(reads);
  });

  test('is over at the next look behind the deadline, and at once inside a step', () => {
    const { budget, clock } = budgetWithClock();
    clock.time = 10_001;
    for (let step = 0; step < 8 && !budget.isOver; step++) budget.advance(80);
    expect(budget.isOver).toBe(true);
    const other = budgetWithClock();
    other.clock.time = 10_001;
    expect(other.budget.isPast()).toBe(true);
  });

  test('keeps a report due that came due inside a step', () => {
    const { budget, clock } = budgetWithClock();
    clock.time = 300;
    expect(budget.isPast()).toBe(false);
    expect(budget.advance(1000)).toBe(true);
    expect(budget.advance(1000)).toBe(false);
  });
});
