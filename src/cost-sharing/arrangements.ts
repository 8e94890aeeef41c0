/**
 * Random orders of the players `0 ... players - 1`, by Fisher-Yates over a 32-bit generator (mulberry32); the same seed
 * gives the same orders everywhere.
 */
export function drawArrangements(
  players: number,
  count: number,
  seed: number,
): readonly (readonly number[])[] {
  const below = generator(seed);
  return Array.from({ length: count }, () => {
    const order = Array.from({ length: players }, (_, player) => player);
    for (let last = players - 1; last > 0; last--) {
      const other = below(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  });
}

function generator(seed: number): (limit: number) => number {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}
