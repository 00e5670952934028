import type { Command } from "commander";
import type { Status } from "../../receiver/answers.ts";
import { PATH } from "../../receiver/config/urls.ts";
import { ask } from "./ask.ts";
import { exitOf, type OnCallOptions, onCallCommand, print } from "./command.ts";
import { receiverOf } from "./receiver.ts";
import { problemsOf, statusText } from "./status-text.ts";

export function statusCommand(): Command {
  return onCallCommand("status", {
    summary: "show what a deployed receiver knows, and what needs somebody",
    description:
      "Asks a deployed receiver for its sources (latest event, open incidents, quarantine) and destinations (last answer, what waits, dead letters). The exit code is for monitors.",
    exits: [
      "no destination needs anybody",
      "a destination is held, refuses access, does not answer, or has dead letters",
    ],
    examples: ["status --stack production", "status --url https://alerts.example.com --json"],
  }).action((options: OnCallOptions) =>
    exitOf(async () => {
      const status = await ask<Status>(await receiverOf(options), PATH.status);
      print(status, statusText(status, Date.now()), options);
      return problemsOf(status).length > 0 ? 1 : 0;
    }),
  );
}
