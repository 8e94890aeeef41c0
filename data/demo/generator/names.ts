import type { Random } from '../../../src/county-import/seeded-random.ts';

const FIRST = '松竹柏枫桐桂兰荷梅柳杏桃榆槐樟楠枣梨茶菊石云泉鹤鹿';
const SECOND = '溪坪岭湾坝冲坡塘垭沟源岩潭洲畈';

/** Draws invented two-character place names, none twice. */
export class NameSource {
  readonly #random: Random;
  readonly #used = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  draw(suffix: string): string {
    for (;;) {
      const name = this.#pick(FIRST) + this.#pick(SECOND);
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name + suffix;
    }
  }

  #pick(characters: string): string {
    return characters.charAt(Math.floor(this.#random() * characters.length));
  }
}
