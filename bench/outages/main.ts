import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { DESTINATION_KINDS } from "../../receiver/destinations/registry.ts";
import { loadReceiver } from "../simulate/platform/load.ts";
import { play } from "./outage.ts";
import { type Arrival, FAILURES, OUTAGES, page, tooLate } from "./page.ts";

const { print } = new Command("outages")
  .description(
    "Plays outages of every vendor in virtual time over the receiver's own classes, and writes docs/outages.md: when pages arrive once the vendor is back. Ends with 1 if one is later than it may be.",
  )
  .option("--print", "print the page instead of writing it", false)
  .parse()
  .opts<{ print: boolean }>();

const receiver = await loadReceiver();
const arrivals: Arrival[] = [];
for (const failure of FAILURES) {
  for (const [text, lasts] of OUTAGES) {
    if (process.stderr.isTTY) process.stderr.write(`\r${failure}, ${text} `.padEnd(30));
    const first = await play(receiver, { failure, lasts, page: "first" });
    const next = await play(receiver, { failure, lasts, page: "new" });
    for (const kind of DESTINATION_KINDS)
      arrivals.push({ kind, failure, lasts, first: first.get(kind) ?? NaN, next: next.get(kind) ?? NaN });
  }
}
if (process.stderr.isTTY) process.stderr.write("\r".padEnd(31).concat("\r"));

if (print) process.stdout.write(page(arrivals));
else writeFileSync(new URL("../../docs/outages.md", import.meta.url), page(arrivals));
const late = tooLate(arrivals);
for (const each of late) process.stderr.write(`too late: ${each}\n`);
if (late.length > 0) process.exitCode = 1;
