export type StudyProblemCode = 'too_few_carriers' | 'too_many_carriers' | 'out_of_range';

/** One thing wrong with what a pooling study is asked to do. */
export interface StudyProblem {
  readonly code: StudyProblemCode;
  /** JSON pointer into the scenario (`/coalitions`) or the study's options. */
  readonly path: string;
  readonly message: string;
}

/** A pooling study that cannot be made; holds every problem found. */
export class StudyError extends Error {
  readonly code = 'invalid_study';
  readonly problems: readonly StudyProblem[];

  constructor(problems: readonly StudyProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join(' '));
    this.name = 'StudyError';
    this.problems = problems;
  }
}
