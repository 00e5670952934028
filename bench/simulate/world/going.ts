import type { Program } from "./program.ts";

type Settings = Program["destinations"][string];

/** A change after which a destination is there no more, under another name, or gets no pages. */
export type Going =
  | { what: "a destination is removed" | "a destination is retired"; destination: string }
  | { what: "a destination is renamed"; destination: string; name: string };

/** What a destination is called in a program; undefined: it was removed. */
export function presentName({ destinations }: Program, name: string): string | undefined {
  if (destinations[name]) return name;
  return Object.keys(destinations).find((each) => destinations[each]?.formerly?.includes(name));
}

/** The same, if it gets pages. */
export function pagedName(program: Program, name: string): string[] {
  const present = presentName(program, name);
  return present === undefined || program.destinations[present]?.retired ? [] : [present];
}

export function withSettings(program: Program, name: string, settings: Partial<Settings>): Program {
  const before = program.destinations[name];
  if (!before) return program;
  return { ...program, destinations: { ...program.destinations, [name]: { ...before, ...settings } } };
}

/** A program that a destination has gone from. It stays as it is where nobody else would get pages. */
export function gone(program: Program, change: Going): Program {
  const name = presentName(program, change.destination);
  if (name === undefined) return program;
  if (change.what === "a destination is renamed") return renamed(program, name, change.name);
  const [instead] = Object.keys(program.destinations).filter(
    (each) => each !== name && !program.destinations[each]?.retired,
  );
  if (instead === undefined) return program;
  const isRemoved = change.what === "a destination is removed";
  const destinations = Object.entries(program.destinations)
    .filter(([each]) => each !== name || !isRemoved)
    .map(([each, { fallback, ...settings }]): [string, Settings] => {
      const deliverTo = fallback?.deliverTo.filter((to) => to !== name) ?? [];
      const retired = each === name && { retired: true };
      return [
        each,
        {
          ...settings,
          ...retired,
          ...(fallback && deliverTo.length > 0 && { fallback: { ...fallback, deliverTo } }),
        },
      ];
    });
  return {
    destinations: Object.fromEntries(destinations),
    sources: mapSources(program, (to) => (to === name ? [] : [to]), instead),
  };
}

function renamed(program: Program, before: string, name: string): Program {
  const rename = (each: string) => (each === before ? name : each);
  const destinations = Object.entries(program.destinations).map(([each, settings]): [string, Settings] => {
    const { formerly = [], fallback } = settings;
    return [
      rename(each),
      {
        ...settings,
        ...(fallback && { fallback: { ...fallback, deliverTo: fallback.deliverTo.map(rename) } }),
        ...(each === before && { formerly: [...formerly, before] }),
      },
    ];
  });
  return {
    destinations: Object.fromEntries(destinations),
    sources: mapSources(program, (to) => [rename(to)], name),
  };
}

/** Sources that deliver elsewhere; to `instead` where nothing would be left of what they had. */
function mapSources(
  { sources }: Program,
  become: (destination: string) => string[],
  instead: string,
): Program["sources"] {
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => {
      const deliverTo = source.deliverTo.flatMap(become);
      const isEmptied = deliverTo.length === 0 && source.deliverTo.length > 0;
      return [name, { ...source, deliverTo: isEmptied ? [instead] : deliverTo }];
    }),
  );
}
