import { type Token, tokensOf } from "./tokens.ts";

/** Far more than anybody writes, and little enough to be read and evaluated without a limit on nesting. */
const MOST_TOKENS = 500;

/** The parts of an expression, one after the other. Throws with what stands where it can't. */
export class Stream {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
    if (this.#tokens.length > MOST_TOKENS) throw new Error(`it has more than ${MOST_TOKENS} parts`);
  }

  get next(): Token {
    return this.#tokens[this.#position] as Token;
  }

  /** The one after the next. */
  get second(): Token | undefined {
    return this.#tokens[this.#position + 1];
  }

  skip(count = 1): void {
    this.#position += count;
  }

  at(sign: string): boolean {
    return this.next.kind === "sign" && this.next.value === sign;
  }

  take(sign: string): boolean {
    const there = this.at(sign);
    if (there) this.skip();
    return there;
  }

  need(sign: string): void {
    if (!this.take(sign)) this.unexpected();
  }

  /** What stands between commas, up to and with `end`. */
  list<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.take(end)) {
      if (items.length > 0) this.need(",");
      items.push(item());
    }
    return items;
  }

  unexpected(): never {
    const { kind, text } = this.next;
    if (kind === "end") throw new Error("it ends too early");
    if (text === ":") throw new Error(`there is a ":" without a "?"`);
    if (text === ".") throw new Error(`a "." stands only behind a metric, as in @cpu_total[60].$Average`);
    throw new Error(`there is no operator before "${text}"`);
  }
}
