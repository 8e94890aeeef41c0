/** Factors by the key of an assumption; those not named count as 1. */
export type AssumptionFactors = Readonly<Record<string, number>>;

/** Port: the figure that the conclusion hangs on, a saving in fen say, with assumptions multiplied by factors. */
export type EvaluateConclusion = (factors: AssumptionFactors) => number | Promise<number>;
