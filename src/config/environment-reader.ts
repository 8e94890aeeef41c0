/** A process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used. */
export interface ConfigIssue {
  readonly name: string;
  readonly message: string;
}

/** Reads variables one by one and collects what is wrong with them; an empty one counts as not given. */
export class EnvironmentReader {
  readonly issues: ConfigIssue[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuse(name: string, message: string): void {
    this.issues.push({ name, message });
  }

  text(name: string): string | null {
    return this.#environment[name]?.trim() || null;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.refuse(name, `must be a whole number from ${least} to ${most}, not "${text}".`);
    return fallback;
  }

  oneOf<Choice extends string | null>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const text = this.text(name);
    if (text === null) return fallback;
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice === undefined) this.refuse(name, `must be one of ${choices.join(', ')}, not "${text}".`);
    return choice ?? fallback;
  }

  list(name: string): readonly string[] {
    const items = (this.text(name) ?? '').split(',').map((item) => item.trim());
    return items.filter((item) => item !== '');
  }

  origins(name: string): readonly string[] {
    const origins = this.list(name);
    for (const origin of origins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
        this.refuse(name, `"${origin}" is not an origin such as https://example.org.`);
      }
    }
    return origins;
  }

  countyCode(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !/^\d{6}$/.test(text)) this.refuse(name, 'must be six digits of GB/T 2260.');
    return text;
  }

  postgresUrl(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !(URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol))) {
      this.refuse(name, 'must be a URL such as postgres://user:password@host:5432/database.');
    }
    return text;
  }
}
