import type { Command } from "commander";
import { Option } from "commander";
import type { IncidentPage, IncidentRow } from "../../receiver/api/shapes.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { LEVELS } from "../../receiver/level.ts";
import { table } from "../table.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";
import { ago } from "./status-text.ts";

interface Options extends OnCallOptions {
  state?: string;
  source?: string;
  level?: string;
  rule?: string;
  resource?: string;
  text?: string;
  from?: string;
  to?: string;
  after?: string;
}

/** Characters of a key that are shown: enough to name an incident by. */
const SHORT = 12;

export function incidentsCommand(): Command {
  return onCallCommand("incidents", {
    summary: "list incidents, open and past",
    description:
      "Lists incidents of a deployed receiver, newest first, with what names each for why, resolve, silence and hand-over. History goes back 30 days.",
    exits: ["they are listed, be there any or not"],
    examples: [
      "incidents --stack production --state open",
      "incidents --stack production --rule ecs-cpu --from 2026-11-23T00:00:00Z --json",
    ],
  })
    .addOption(new Option("--state <state>", "only these").choices(["open", "closed"]))
    .option("--source <name>", "of one source")
    .addOption(new Option("--level <level>", "of this level").choices(LEVELS))
    .option("--rule <text>", "whose rule's key or name has this text")
    .option("--resource <text>", "whose resource's name or dimension has this text")
    .option("--text <text>", "whose callback has this text")
    .option("--from <time>", "that opened from then on (ISO 8601 with a zone)")
    .option("--to <time>", "that opened until then")
    .option("--after <cursor>", "the next page, as the one before says")
    .action((options: Options) =>
      exitOf(async () => {
        const { state, source, level, rule, resource, text, from, to, after } = options;
        const asked = { state, source, level, rule, resource, text, from, to, after };
        const query = new URLSearchParams(
          Object.entries(asked).filter((each): each is [string, string] => each[1] !== undefined),
        );
        const page = await ask<IncidentPage>(await receiverOf(options), `${PATH.api}/incidents?${query}`);
        print(page, pageText(page, Date.now()), options);
        return 0;
      }),
    );
}

function pageText({ incidents, next, whole }: IncidentPage, now: number): string {
  const rows = incidents.map((each) => [
    each.key.slice(0, SHORT),
    each.state,
    each.level,
    each.title,
    ago(each.openedAt, now),
    each.source,
    toldText(each),
  ]);
  const more =
    next === null ? [] : ["", `${whole ? "more" : "5,000 were looked through; more"}: --after ${next}`];
  return rows.length === 0
    ? ["no such incidents", ...more].join("\n")
    : [table(["incident", "state", "level", "title", "opened", "source", "told"], rows), ...more].join("\n");
}

function toldText({ destinations, reason }: IncidentRow): string {
  return reason?.en ?? (destinations.join(", ") || "nobody");
}
