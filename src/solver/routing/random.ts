/** Deterministic 32-bit generator (sfc32 of PractRand); the same seed gives the same numbers everywhere. */
export class Random {
  private readonly state = new Int32Array(4);

  constructor(seed: number) {
    this.state[0] = seed | 0;
    this.state[1] = Math.floor(seed / 4_294_967_296) | 0;
    this.state[2] = 0x9e3779b9 | 0;
    this.state[3] = 1;
    for (let round = 0; round < 16; round++) this.bits();
  }

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    const { state } = this;
    const sum = (((state[0] + state[1]) | 0) + state[3]) | 0;
    state[3] = (state[3] + 1) | 0;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = (state[2] + (state[2] << 3)) | 0;
    state[2] = (((state[2] << 21) | (state[2] >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 4_294_967_296;
  }

  /** Uniform integer in [0, limit). */
  below(limit: number): number {
    return Math.floor((this.bits() * limit) / 4_294_967_296);
  }

  /** Puts the first `count` entries of a list into random order (Fisher and Yates). */
  shuffle(list: Int32Array, count: number): void {
    for (let last = count - 1; last > 0; last--) {
      const at = this.below(last + 1);
      const entry = list[last];
      list[last] = list[at];
      list[at] = entry;
    }
  }
}
