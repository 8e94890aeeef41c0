const bytes = new DataView(new ArrayBuffer(8));

/** A finite double exactly as `mantissa * 2^exponent`, the mantissa odd or 0. */
function toDyadic(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  if (value === 0) return { mantissa: 0n, exponent: 0 };
  bytes.setFloat64(0, value);
  const bits = bytes.getBigUint64(0);
  const stored = Number((bits >> 52n) & 0x7ffn);
  let mantissa = (bits & 0xfffffffffffffn) | (stored === 0 ? 0n : 1n << 52n);
  let exponent = (stored === 0 ? 1 : stored) - 1075;
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent };
}

/** Smallest power of two, at least 0, that makes whole numbers of all the values; infinite ones do not count. */
export function wholePower(values: Iterable<number>): number {
  let power = 0;
  for (const value of values) {
    if (Number.isFinite(value)) power = Math.max(power, -toDyadic(value).exponent);
  }
  return power;
}

/** `value * 2^power`, exactly; `power` must make it whole. */
export function toWhole(value: number, power: number): bigint {
  const { mantissa, exponent } = toDyadic(value);
  return mantissa << BigInt(exponent + power);
}

/** Nearest double, but for the last bit, of `numerator / denominator * 2^power`; the denominator is positive. */
export function toDouble(numerator: bigint, denominator: bigint, power: number): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  const shift = Math.max(0, 64 - size.toString(2).length + denominator.toString(2).length);
  let quotient = (size << BigInt(shift)) / denominator;
  const excess = Math.max(0, quotient.toString(2).length - 64);
  quotient >>= BigInt(excess);
  const value = Number(quotient) * 2 ** (power - shift + excess);
  return numerator < 0n ? -value : value;
}
