/** `sum of factor * column (relation) side`. */
export interface WholeSide {
  readonly entries: readonly (readonly [column: number, factor: bigint])[];
  readonly side: bigint;
  readonly relation: 'equal' | 'least' | 'most';
}

/**
 * Simplex tableau in whole numbers over one common denominator (integer pivoting, Edmonds 1967): every entry is a
 * minor of the input, so every division is exact. Columns: the given ones, a slack for each inequality, an artificial
 * for each side. The last column is the right-hand side.
 */
export class IntegerTableau {
  /** Common denominator of all entries, positive. */
  denominator = 1n;
  private readonly rows: bigint[][];
  private costs: bigint[] = [];
  private readonly basis: number[];
  /** Sides that were negated to make their right-hand side non-negative. */
  private readonly negated: readonly boolean[];
  private readonly given: readonly bigint[];
  private readonly real: number;
  private readonly width: number;

  constructor(costs: readonly bigint[], sides: readonly WholeSide[]) {
    const slacks = sides.filter(({ relation }) => relation !== 'equal').length;
    this.given = costs;
    this.real = costs.length + slacks;
    this.width = this.real + sides.length + 1;
    this.negated = sides.map(({ side }) => side < 0n);
    this.basis = sides.map((_, index) => this.real + index);
    let slack = costs.length;
    this.rows = sides.map(({ entries, side, relation }, index) => {
      const row = Array.from({ length: this.width }, () => 0n);
      for (const [column, factor] of entries) row[column] += factor;
      if (relation !== 'equal') row[slack++] = relation === 'most' ? 1n : -1n;
      row[this.width - 1] = side;
      if (this.negated[index]) for (let column = 0; column < this.width; column++) row[column] = -row[column];
      row[this.real + index] = 1n;
      return row;
    });
  }

  /** Phase 1: false where no point satisfies all sides. */
  makeFeasible(): boolean {
    this.costs = Array.from({ length: this.width }, () => 0n);
    for (const row of this.rows) {
      for (let column = 0; column < this.width; column++) this.costs[column] -= row[column];
    }
    for (let column = this.real; column < this.width - 1; column++) this.costs[column] = 0n;
    this.descend();
    if (this.costs[this.width - 1] !== 0n) return false;
    this.dropArtificials();
    return true;
  }

  /** Phase 2, after phase 1: false where the objective falls without bound. */
  minimise(): boolean {
    this.costs = Array.from(
      { length: this.width },
      (_, column) => (this.given[column] ?? 0n) * this.denominator,
    );
    for (const [index, row] of this.rows.entries()) {
      const cost = this.given[this.basis[index]] ?? 0n;
      if (cost === 0n) continue;
      for (let column = 0; column < this.width; column++) this.costs[column] -= cost * row[column];
    }
    return this.descend();
  }

  /** Value of a column, times the denominator. */
  valueOf(column: number): bigint {
    const row = this.basis.indexOf(column);
    return row < 0 ? 0n : this.rows[row][this.width - 1];
  }

  /** Dual of a side, times the denominator: what its artificial's reduced cost says. */
  dualOf(index: number): bigint {
    const reduced = this.costs[this.real + index];
    return this.negated[index] ? reduced : -reduced;
  }

  /** Bland's rule; false where a column may grow without bound. */
  private descend(): boolean {
    for (;;) {
      let entering = 0;
      while (entering < this.real && this.costs[entering] >= 0n) entering++;
      if (entering === this.real) return true;
      const leaving = this.findLeaving(entering);
      if (leaving < 0) return false;
      this.pivot(leaving, entering);
    }
  }

  private findLeaving(entering: number): number {
    const last = this.width - 1;
    let leaving = -1;
    for (const [index, row] of this.rows.entries()) {
      if (row[entering] <= 0n) continue;
      if (leaving < 0) {
        leaving = index;
        continue;
      }
      const best = this.rows[leaving];
      const difference = row[last] * best[entering] - best[last] * row[entering];
      if (difference < 0n || (difference === 0n && this.basis[index] < this.basis[leaving])) leaving = index;
    }
    return leaving;
  }

  private pivot(index: number, entering: number): void {
    const pivotRow = this.rows[index];
    const pivot = pivotRow[entering];
    for (const row of [...this.rows, this.costs]) {
      if (row === pivotRow) continue;
      const factor = row[entering];
      for (let column = 0; column < this.width; column++) {
        row[column] = (row[column] * pivot - factor * pivotRow[column]) / this.denominator;
      }
    }
    this.denominator = pivot;
    this.basis[index] = entering;
    if (pivot < 0n) this.negate();
  }

  private negate(): void {
    for (const row of [...this.rows, this.costs]) {
      for (let column = 0; column < this.width; column++) row[column] = -row[column];
    }
    this.denominator = -this.denominator;
  }

  /** Artificials left in the basis stand at 0: any entry of their row takes their place; a row of zeros is redundant. */
  private dropArtificials(): void {
    for (const [index, row] of this.rows.entries()) {
      if (this.basis[index] < this.real) continue;
      const entering = row.findIndex((entry, column) => column < this.real && entry !== 0n);
      if (entering >= 0) this.pivot(index, entering);
    }
  }
}
