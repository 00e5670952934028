import { type Command, InvalidArgumentError } from "commander";
import { parseDuration } from "../../components/vocabulary/duration.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";
import { whoami } from "./whoami.ts";

interface Options extends OnCallOptions {
  by?: string;
  /** Seconds. */
  for: number;
  end?: boolean;
}

interface Answer {
  key: string;
  told?: string[];
  until?: string;
}

const SHORT = 12;

/** The commands that change something about one incident. Each is written down there, with who asked. */
export const incidentCommands = {
  resolve: () =>
    incidentCommand("resolve", {
      summary: "resolve an incident by hand",
      description:
        "Resolves an incident and tells whoever was told of it. While the same stretch goes on at no higher level, it opens no other; after its recovery it does.",
      exits: ["it is resolved"],
      examples: ["resolve 3f1c09d2ab47 --stack production"],
    }).action((incident: string, options: Options) =>
      done(
        incident,
        "resolve",
        {},
        options,
        ({ told = [] }) => `resolved; told: ${told.join(", ") || "nobody"}`,
      ),
    ),
  silence: () =>
    incidentCommand("silence", {
      summary: "tell nobody of an incident for some time",
      description:
        "For an hour, or as long as you say, nobody is told of repetitions of an incident, nor of the same rule and resource should it open again. A higher level, and its recovery, are told all the same.",
      exits: ["it is silenced, or no more with --end"],
      examples: [
        "silence 3f1c09d2ab47 --stack production",
        "silence 3f1c09d2ab47 --for 30m --stack production",
        "silence 3f1c09d2ab47 --end --stack production",
      ],
    })
      .option("--for <time>", "how long, up to a week", minutes, 60)
      .option("--end", "end the silence", false)
      .action((incident: string, options: Options) =>
        options.end
          ? done(incident, "unsilence", {}, options, () => "no longer silenced")
          : done(
              incident,
              "silence",
              { minutes: options.for },
              options,
              ({ until }) => `silenced until ${until}`,
            ),
      ),
  "hand-over": () =>
    incidentCommand("hand-over", {
      summary: "have another destination told of an incident",
      description:
        "Has another destination of the program told of an open incident, as if it had just opened, and of its end. Those that know of it keep it.",
      exits: ["it is told"],
      examples: ["hand-over 3f1c09d2ab47 database-team --stack production"],
    })
      .argument("<destination>", "name of the destination, as the program has it")
      .action((incident: string, destination: string, options: Options) =>
        done(incident, "hand-over", { destination }, options, () => `${destination} is told`),
      ),
} satisfies Record<string, () => Command>;

function incidentCommand(name: string, described: Parameters<typeof onCallCommand>[1]): Command {
  return onCallCommand(name, described)
    .argument("<incident>", "its key, or the beginning that incidents shows")
    .option("--by <name>", "who you are: it is written down", whoami());
}

function done(
  incident: string,
  what: string,
  given: object,
  options: Options,
  text: (answer: Answer) => string,
): Promise<void> {
  return exitOf(async () => {
    const receiver = await receiverOf(options);
    const path = `${PATH.api}/incidents/${encodeURIComponent(incident)}/${what}`;
    const answer = await ask<Answer>(receiver, path, { by: options.by || undefined, ...given });
    print(answer, `${answer.key.slice(0, SHORT)}: ${text(answer)}`, options);
    return 0;
  });
}

function minutes(text: string): number {
  const time = parseDuration(text);
  if (time === undefined || time < 60)
    throw new InvalidArgumentError("must be a time like 30m or 2h, from 1m");
  return Math.round(time / 60);
}
