import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { callbackOf } from "../../program/who/example.ts";
import { LEVELS, type Level } from "../../receiver/level.ts";
import { namedText } from "../options.ts";
import { jsonOf, send } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";

interface Options extends OnCallOptions {
  source?: string;
  callbackUrlFile?: string;
  file?: string;
  rule: string;
  level: Level;
  resolved: boolean;
  dimension: Record<string, string>;
  label: Record<string, string>;
}

/** Where the secret callback URL may stand instead of a stack's outputs. */
const CALLBACK_URL = "CLOUDMONITOR_RELAY_CALLBACK_URL";

export function sendCommand(): Command {
  return onCallCommand("send", {
    summary: "send a callback to a deployed receiver, as CloudMonitor would",
    description:
      "Posts one callback to a source of a deployed receiver: a made-up alert, or a body from a file. It is an alert like any other: its destinations are told, and somebody may be woken. Send it again with --resolved to end the incident.",
    exits: [
      "the receiver took it, and says what it decided",
      "the receiver refused it, or kept it in quarantine",
    ],
    examples: [
      "send --stack production --source production --rule ecs-cpu --level info",
      "send --stack production --source production --rule ecs-cpu --resolved",
      "send --stack production --source production --file callback.form",
    ],
  })
    .option("--source <name>", "the source whose callback URL it goes to (with --stack)")
    .option("--callback-url-file <file>", `file that holds the callback URL (or ${CALLBACK_URL})`)
    .option("--file <file>", "the body, as it is: a form or JSON (- for standard input)")
    .option("--rule <key>", "key of the rule that fires", "test-by-hand")
    .addOption(new Option("--level <level>", "level of the alert").choices(LEVELS).default("info"))
    .option("--resolved", "the recovery of the same alert", false)
    .option("--dimension <name=text>", "dimension of the resource; may be repeated", namedText, {})
    .option("--label <name=text>", "label of the rule; may be repeated", namedText, {})
    .action((options: Options) =>
      exitOf(async () => {
        const url = await callbackUrlOf(options);
        const { body, parameters } = callbackFrom(options);
        const contentType =
          jsonOf(body) === undefined ? "application/x-www-form-urlencoded" : "application/json";
        const { status, text } = await send(`${url}${parameters && `&${parameters}`}`, {
          method: "POST",
          headers: { "content-type": contentType },
          body,
        });
        const said = jsonOf(text) as { decision?: string; reason?: string } | undefined;
        const words = said?.reason ? `${said.decision}: ${said.reason}` : (said?.decision ?? text.trim());
        print(
          { status, answer: said ?? text.trim() },
          status === 200 ? words : `${status}: ${words}`,
          options,
        );
        return status === 200 && said?.decision !== "quarantined" ? 0 : 1;
      }),
    );
}

async function callbackUrlOf(options: Options): Promise<string> {
  const { stack, source, callbackUrlFile } = options;
  if (stack === undefined) {
    const url =
      callbackUrlFile === undefined
        ? process.env[CALLBACK_URL]
        : readFileSync(callbackUrlFile, "utf8").trim();
    if (!url)
      throw new Error(
        `which callback URL? Give --stack and --source, or --callback-url-file, or ${CALLBACK_URL}`,
      );
    if (!/^https?:\/\/.+\?token=/.test(url))
      throw new Error("the callback URL must be one of a receiver, with its token");
    return url;
  }
  const { callbackUrls } = await receiverOf(options);
  const names = Object.keys(callbackUrls);
  const only = names.length === 1 ? names[0] : undefined;
  const url = callbackUrls[source ?? only ?? ""];
  if (url === undefined)
    throw new Error(
      source === undefined
        ? `the receiver has several sources: say which by --source: ${names.join(", ")}`
        : `the receiver has no source "${source}"; there is ${names.join(", ")}`,
    );
  return url;
}

function callbackFrom({ file, rule, level, resolved, dimension, label }: Options): {
  body: string;
  parameters: string;
} {
  if (file !== undefined) return { body: readFileSync(file === "-" ? 0 : file, "utf8"), parameters: "" };
  const alert = {
    kind: "metric",
    state: resolved ? "resolved" : level === "no-data" ? "no-data" : "firing",
    level,
    rule: { key: rule, name: rule },
    dimensions: Object.keys(dimension).length > 0 ? dimension : { instanceId: "sent-by-hand" },
    labels: { sent: "by hand", ...label },
    fields: {},
  } as const;
  const callback = callbackOf(alert);
  if (!callback) throw new Error("a metric's callback can be written for every alert");
  return callback;
}
