import { isDeepStrictEqual } from "node:util";
import { spanText } from "../../components/vocabulary/duration.ts";
import type { Receiver } from "../../program/model/receivers.ts";
import type { SourceConfig } from "../../receiver/config/config.ts";
import { heirOf } from "../../receiver/config/heirs.ts";
import { code, codes, count, targets } from "../wording/words.ts";
import { listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { callersOf } from "./callback.ts";
import { sayDrill } from "./drills.ts";
import { sayFlapping } from "./flapping.ts";
import { sayHeartbeats } from "./heartbeats.ts";
import { sayInhibitions } from "./inhibitions.ts";
import { sayMaintenance } from "./maintenance.ts";
import { sayRoutes } from "./routes.ts";

interface Part {
  /** Pattern of the configuration's paths, below `sources`. */
  path: string;
  sentences: Sentence[];
}

/** What changes about a receiver's sources. */
export function tellSources(old: Receiver, now: Receiver, sides: Sides): Part[] {
  const [before, after] = [old.config.sources, now.config.sources];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): Part[] => {
    const [was, is] = [before[name], after[name]];
    if (was && is) return sourceParts(name, was, is, old, now, sides);
    if (is)
      return [
        {
          path: name,
          sentences: [note(`{it} has a new source ${code(name)}, delivering to ${targets(is.deliverTo)}`)],
        },
      ];
    return [
      {
        path: name,
        sentences: [
          risk(
            `{it} no longer has the source ${code(name)}: its callbacks are refused, its open incidents stay open`,
          ),
        ],
      },
    ];
  });
}

function sourceParts(
  name: string,
  was: SourceConfig,
  is: SourceConfig,
  old: Receiver,
  now: Receiver,
  sides: Sides,
): Part[] {
  return [
    { path: `${name}\\.deliverTo`, sentences: sayDeliverTo(name, was.deliverTo, is.deliverTo, now) },
    { path: `${name}\\.routes`, sentences: sayRoutes(name, old, now) },
    { path: `${name}\\.maintenance`, sentences: sayMaintenance(name, was, is) },
    { path: `${name}\\.inhibitions`, sentences: sayInhibitions(name, was, is) },
    { path: `${name}\\.flapping`, sentences: sayFlapping(name, was, is) },
    { path: `${name}\\.generation`, sentences: sayGeneration(name, was.generation, is.generation, sides) },
    {
      path: `${name}\\.language`,
      sentences:
        was.language === is.language
          ? []
          : [
              note(
                `incidents of ${code(name)} are written in ${is.language === "zh" ? "Chinese" : "English"}`,
              ),
            ],
    },
    { path: `${name}\\.drill`, sentences: sayDrill(name, was, is) },
    { path: `${name}\\.heartbeats`, sentences: sayHeartbeats(name, was, is) },
    ...SETTINGS.map(({ field, say }) => ({
      path: `${name}\\.${field}`,
      sentences: isDeepStrictEqual(was[field], is[field]) ? [] : [say(code(name), is, was)],
    })),
  ];
}

interface Setting {
  field: keyof SourceConfig;
  say: (source: string, is: SourceConfig, was: SourceConfig) => Sentence;
}

/** What is said of the other settings of a source. */
const SETTINGS: readonly Setting[] = [
  {
    field: "expectedAccountId",
    say: (source, { expectedAccountId: id }, was) =>
      id === undefined
        ? note(
            `callbacks of any account are taken at the source ${source} (was: of ${was.expectedAccountId})`,
          )
        : risk(`callbacks at the source ${source} are refused unless they are of the account ${code(id)}`),
  },
  {
    field: "callers",
    say: (source, { callers }) =>
      callers === undefined
        ? note(`callbacks from anywhere are taken at the source ${source}`)
        : risk(`callbacks at the source ${source} are refused unless they come from ${codes(callers)}`),
  },
  {
    field: "timeZone",
    say: (source, { timeZone = "UTC" }, was) =>
      note(`times of ${source} are told in ${code(timeZone)} instead of ${code(was.timeZone ?? "UTC")}`),
  },
  {
    field: "accountName",
    say: (source, { accountName }) =>
      note(
        accountName === undefined
          ? `incidents of ${source} no longer name the account`
          : `incidents of ${source} call the account ${code(accountName)}`,
      ),
  },
  {
    field: "console",
    say: (source, { console }) =>
      note(
        `links of ${source} lead to ${console === undefined ? "the console of its language" : code(console)}`,
      ),
  },
  {
    field: "unrecognised",
    say: (source, { unrecognised }) =>
      unrecognised === "keep"
        ? risk(`nobody is told any more of bodies at the source ${source} that can't be read`)
        : note(`people are told of bodies at the source ${source} that can't be read`),
  },
  {
    field: "remindAfter",
    say: (source, { remindAfter: seconds }, { remindAfter: was }) => {
      const incidents = `open incidents of the source ${source}`;
      if (seconds === 0) return note(`nobody is reminded of ${incidents} of which nothing is heard`);
      const time = seconds === undefined ? "the default time" : spanText(seconds);
      const before = was === undefined ? "" : ` (was ${was === 0 ? "never" : spanText(was)})`;
      return note(`people are reminded of ${incidents} after ${time} without a callback${before}`);
    },
  },
  {
    field: "closeAfter",
    say: (source, { closeAfter: seconds }, { closeAfter: was }) => {
      const incidents = `incidents of the source ${source} of which nothing is heard`;
      const before = was === undefined ? "" : ` (was after ${spanText(was)})`;
      if (seconds === undefined) return note(`${incidents} are no longer closed${before}`);
      return risk(`${incidents} are closed after ${spanText(seconds)} without a callback${before}`);
    },
  },
  {
    field: "tests",
    say: (source, { tests }) =>
      note(
        tests === "count"
          ? `tests that a person starts at the source ${source} are only counted`
          : `tests that a person starts at the source ${source} show up as an incident`,
      ),
  },
];

function sayDeliverTo(name: string, before: string[], after: string[], { config }: Receiver): Sentence[] {
  const { gone, come } = listChange(before, after);
  const called = gone.filter((each) => come.includes(heirOf(config, each) ?? ""));
  const left = gone.filter((each) => !called.includes(each));
  const heirs = called.map((each) => heirOf(config, each));
  const added = come.filter((each) => !heirs.includes(each));
  const incidents = `incidents of the source ${code(name)}`;
  return [
    ...(left.length > 0 ? [risk(`${incidents} no longer go to ${codes(left)}`)] : []),
    ...(added.length > 0 ? [note(`${incidents} now go to ${codes(added)}`)] : []),
    ...called.map((each) =>
      note(`${incidents} go on to ${code(heirOf(config, each) ?? "")}, which was called ${code(each)}`),
    ),
  ];
}

/** The generation before the current one stays valid, and no other. Source: `receiver/config/token.ts`. */
function sayGeneration(name: string, before: number, after: number, sides: Sides): Sentence[] {
  if (before === after) return [];
  const urls = count(callersOf(sides, [name]), "callback URL");
  const text = `the callback token of the source ${code(name)} is rotated (${before} → ${after}), for ${urls}`;
  return after === before + 1
    ? [note(`${text}; the one before stays valid meanwhile`)]
    : [risk(`${text}; the one before is refused at once, because only one generation back is valid`)];
}
