import type { Program } from "../world/program.ts";

/** What destinations were called in the course of a run. */
export class Names {
  /** By each name the one that follows it. */
  readonly #next = new Map<string, string>();

  constructor(programs: readonly Program[]) {
    for (const { destinations } of programs)
      for (const [name, { formerly = [] }] of Object.entries(destinations))
        for (const former of formerly) this.#next.set(former, name);
  }

  last(name: string): string {
    const next = this.#next.get(name);
    return next === undefined ? name : this.last(next);
  }

  all(name: string): string[] {
    const last = this.last(name);
    return [last, ...[...this.#next.keys()].filter((each) => this.last(each) === last)];
  }

  /** A program with each destination under its last name. */
  inProgram({ destinations, sources }: Program): Program {
    const last = (names: readonly string[]) => names.map((name) => this.last(name));
    return {
      destinations: Object.fromEntries(
        Object.entries(destinations).map(([name, settings]) => {
          const { fallback } = settings;
          const own = fallback && { fallback: { ...fallback, deliverTo: last(fallback.deliverTo) } };
          return [this.last(name), { ...settings, ...own }];
        }),
      ),
      sources: Object.fromEntries(
        Object.entries(sources).map(([name, source]) => [
          name,
          { ...source, deliverTo: last(source.deliverTo) },
        ]),
      ),
    };
  }
}
