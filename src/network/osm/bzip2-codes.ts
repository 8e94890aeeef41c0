import type { BitReader } from './bzip2-bits.ts';
import { RoadSourceError } from '../roads/road-source-error.ts';

const MAX_CODE_BITS = 20;
const MAX_SYMBOLS = 258;
const GROUP = 50;
const MAX_TABLES = 6;

/** Prefix code whose codes of one length are consecutive, shorter ones first. */
interface PrefixCode {
  readonly shortest: number;
  /** Codes of length `l`, filled up to 20 bits, lie below `limit[l]`. */
  readonly limit: Float64Array;
  /** Code less `base[l]` is the place of its symbol in `symbols`. */
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** Symbols of one block, written by several prefix codes that take turns every 50 symbols. */
export class SymbolReader {
  readonly #bits: BitReader;
  readonly #codes: readonly PrefixCode[];
  readonly #selectors: Uint8Array;
  #group = 0;
  #left = 0;
  #code: PrefixCode;

  /** Reads the tables of a block. @throws RoadSourceError `roads_unreadable` */
  constructor(bits: BitReader, symbolCount: number) {
    this.#bits = bits;
    const tables = bits.read(3);
    const selectorCount = bits.read(15);
    if (tables < 2 || tables > MAX_TABLES || selectorCount === 0) throw damaged('its tables');
    this.#selectors = readSelectors(bits, selectorCount, tables);
    this.#codes = Array.from({ length: tables }, () => toPrefixCode(readLengths(bits, symbolCount)));
    this.#code = this.#codes[0];
  }

  /** @throws RoadSourceError `roads_unreadable` where no code fits */
  next(): number {
    if (this.#left === 0) {
      if (this.#group === this.#selectors.length) throw damaged('more symbols than it says');
      this.#code = this.#codes[this.#selectors[this.#group++]];
      this.#left = GROUP;
    }
    this.#left--;
    const { shortest, limit, base, symbols } = this.#code;
    const window = this.#bits.peek(MAX_CODE_BITS);
    let length = shortest;
    while (window >= limit[length]) length++;
    if (length > MAX_CODE_BITS) throw damaged('a code');
    this.#bits.skip(length);
    return symbols[(window >>> (MAX_CODE_BITS - length)) - base[length]];
  }
}

/** Selectors are coded by their place among the tables used last. */
function readSelectors(bits: BitReader, count: number, tables: number): Uint8Array {
  const selectors = new Uint8Array(count);
  const order = Uint8Array.from({ length: tables }, (_, table) => table);
  for (let group = 0; group < count; group++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tables) throw damaged('a selector');
    const table = order[place];
    order.copyWithin(1, 0, place);
    order[0] = table;
    selectors[group] = table;
  }
  return selectors;
}

function readLengths(bits: BitReader, symbolCount: number): Uint8Array {
  let length = bits.read(5);
  return Uint8Array.from({ length: symbolCount }, () => {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS) throw damaged('the length of a code');
      if (bits.read(1) === 0) return length;
      length += bits.read(1) === 0 ? 1 : -1;
    }
  });
}

function toPrefixCode(lengths: Uint8Array): PrefixCode {
  const limit = new Float64Array(MAX_CODE_BITS + 2).fill(Infinity);
  const base = new Int32Array(MAX_CODE_BITS + 2);
  const symbols = new Uint16Array(MAX_SYMBOLS);
  const shortest = Math.min(...lengths);
  let code = 0;
  let place = 0;
  for (let length = shortest; length <= MAX_CODE_BITS; length++) {
    base[length] = code - place;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols[place++] = symbol;
      code++;
    }
    if (code > 2 ** length) throw damaged('its codes');
    limit[length] = code * 2 ** (MAX_CODE_BITS - length);
    code *= 2;
  }
  return { shortest, limit, base, symbols };
}

export function damaged(what: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `A bzip2 block is damaged: ${what}`);
}
