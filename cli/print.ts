import { styleText } from "node:util";
import type {
  CallbackEvent,
  CloudMonitorAccess,
  DeliveryEvent,
  LocalEvent,
  Ready,
  StackReady,
  Summary,
} from "../local/events.ts";
import { othersText } from "../program/model/others.ts";
import type { LogEntry } from "../receiver/log.ts";
import { printFailure } from "./failure.ts";
import { table } from "./table.ts";

/** How `local` shows what happens: for people, or for programs. */
export interface Printer {
  event(event: LocalEvent): void;
  /** A line of the ledger's log, once time is live. */
  log(entry: LogEntry): void;
  /** What is being done, for whoever waits; nothing that has to be read. */
  progress(text: string): void;
  /** What somebody should know, though nothing has failed. */
  warning(text: string): void;
  staysUp(ready: Ready, cloudMonitor: CloudMonitorAccess): void;
  failure(text: string): void;
}

export function jsonPrinter(out: NodeJS.WritableStream): Printer {
  const line = (value: unknown) => out.write(`${JSON.stringify(value)}\n`);
  return {
    event: line,
    log: (entry) => line({ time: new Date().toISOString(), ...entry }),
    progress: () => {},
    warning: (message) => line({ event: "warning", message }),
    staysUp: (_, cloudMonitor) => line({ event: "live", cloudMonitor }),
    failure: (text) => {
      line({ event: "error", message: text });
      printFailure(text);
    },
  };
}

type Style = Parameters<typeof styleText>[0];

export function textPrinter(out: NodeJS.WritableStream): Printer {
  // Follows NO_COLOR, FORCE_COLOR and whether this is a terminal.
  const paint = (style: Style, text: string) => styleText(style, text, { stream: out as NodeJS.WriteStream });
  const line = (text = "") => out.write(`${text}\n`);
  const clock = (time: string) => paint("dim", time.slice(11, 19));

  const stackReady = (event: StackReady) => {
    line("Both clouds are running on this machine, empty, in real time. Press Ctrl-C to stop.");
    line(`  cloudmonitor ${event.cloudMonitor}  (region ${event.region})`);
    line(`  cloudflare   ${event.cloudflare}`);
    line(`  workers      ${event.workers}  (by the host name in Host)`);
    line();
    line(`${event.file} is written. In another terminal, in its folder:`);
    for (const [name, value] of Object.entries(event.environment)) line(`  export ${name}='${value}'`);
    line(`  pulumi up --stack ${event.stack}  # the first time after: pulumi stack init ${event.stack}`);
    line();
    line("Metric data for whatever rules are deployed, as a scenario from now on:");
    line(`  curl -X PUT '${event.cloudMonitor}/_local/metrics?from=now' --data-binary @scenario.yaml`);
    line();
  };
  const callback = (event: CallbackEvent) => {
    const what = [event.state, event.level, event.value].filter(Boolean).join(" ");
    line(
      `${clock(event.time)}  ${event.rule.padEnd(22)} ${event.resource.padEnd(9)} ${paint(stateStyle(event), what.padEnd(26))} ${paint("bold", event.decision)}${event.reason ? `, ${event.reason}` : ""}`,
    );
  };
  const delivery = (event: DeliveryEvent) => {
    const verdict = event.reason ? `${event.outcome}: ${event.reason}` : event.outcome;
    const style: Style = event.outcome === "delivered" ? "green" : "yellow";
    line(
      `${clock(event.time)}  ${" ".repeat(32)} ${`→ ${event.destination}`.padEnd(26)} ${event.kind.padEnd(9)} ${paint(style, verdict)}`,
    );
  };
  const addresses = (ready: Ready) => {
    line(`  receiver     ${ready.receiver}`);
    line(`  cloudmonitor ${ready.cloudmonitor}`);
    for (const [name, { kind, url }] of Object.entries(ready.destinations)) {
      line(`  ${name.padEnd(12)} ${url}/incidents  (${kind})`);
    }
    line(`  status       ${ready.statusUrl}`);
    for (const [name, { callbackUrl }] of Object.entries(ready.sources))
      line(`  callbacks of ${name}\n               ${callbackUrl}`);
  };
  const summary = (event: Summary) => {
    line();
    line(
      table(
        summaryColumns(event),
        event.incidents.map((incident) => summaryRow(event, incident)),
      ),
    );
    for (const each of event.missing) line(paint("red", `✗ ${each}`));
    const count = event.incidents.length;
    line();
    line(
      event.ok
        ? paint(
            "green",
            `✓ ${count} incident${count === 1 ? "" : "s"} opened, and every expected one was resolved at every destination`,
          )
        : paint(
            "red",
            `✗ ${event.missing.length} expectation${event.missing.length === 1 ? "" : "s"} not met`,
          ),
    );
  };

  return {
    event(event) {
      switch (event.event) {
        case "ready": {
          const others = othersText(event.notLookedAt);
          line(
            `${event.rules} rules, ${Object.keys(event.sources).length} source(s), running on this machine:`,
          );
          addresses(event);
          if (others !== undefined) line(paint("dim", others));
          return line();
        }
        case "stack":
          return stackReady(event);
        case "destination": {
          const at = `${event.url}/incidents`;
          return line(`destination ${event.name} of ${event.script} (${event.kind}): ${at}`);
        }
        case "callback":
          return callback(event);
        case "delivery":
          return delivery(event);
        case "quarantine":
          return line(`${clock(event.time)}  ${paint("yellow", `quarantined: ${event.reason}`)}`);
        case "not-shown":
          for (const { rule, reason } of event.rules)
            line(paint("yellow", `– ${rule} is not shown: ${reason}`));
          return line();
        case "summary":
          return summary(event);
      }
    },
    log: (entry) => logLine(entry, new Date().toISOString(), line, clock, delivery),
    progress: (text) => {
      if ((out as NodeJS.WriteStream).isTTY) line(paint("dim", `${text} …`));
    },
    warning: (text) => line(paint("yellow", text)),
    staysUp(ready, cloudMonitor) {
      const [source] = Object.values(ready.sources);
      line();
      line("Still running, now in real time. Press Ctrl-C to stop.");
      addresses(ready);
      line("  cloudmonitor's region and key pair");
      line(
        `               ${cloudMonitor.region}, ${cloudMonitor.accessKeyId}, ${cloudMonitor.accessKeySecret}`,
      );
      line();
      line("Metric data for the declared rules, as a scenario from now on:");
      line(`  curl -X PUT '${cloudMonitor.url}/_local/metrics?from=now' --data-binary @scenario.yaml`);
      line("An alert by hand, and its recovery:");
      line(`  ${curl(source?.callbackUrl ?? "", "ALERT", "CRITICAL")}`);
      line(`  ${curl(source?.callbackUrl ?? "", "OK", "OK")}`);
    },
    failure: printFailure,
  };
}

function stateStyle(event: CallbackEvent): Style {
  if (event.state === "OK") return "green";
  return event.level === "critical" ? "red" : "yellow";
}

function summaryColumns(event: Summary): string[] {
  return ["rule", "resource", "worst", "opened", "resolved", ...destinationsOf(event)];
}

function destinationsOf(event: Summary): string[] {
  return [...new Set(event.incidents.flatMap((incident) => Object.keys(incident.destinations)))];
}

function summaryRow(event: Summary, incident: Summary["incidents"][number]): string[] {
  const states = destinationsOf(event).map((name) => {
    const there = incident.destinations[name];
    return there ? `${there.state}${there.severity ? ` (${there.severity})` : ""}` : "";
  });
  const clock = (time: string | null) => time?.slice(11, 16) ?? "never";
  return [
    incident.rule,
    incident.resource,
    incident.level,
    clock(incident.opened),
    clock(incident.resolved),
    ...states,
  ];
}

function logLine(
  entry: LogEntry,
  time: string,
  line: (text: string) => void,
  clock: (time: string) => string,
  delivery: (event: DeliveryEvent) => void,
): void {
  switch (entry.event) {
    case "decision":
      return line(
        `${clock(time)}  ${entry.rule.padEnd(32)} ${`${entry.state} ${entry.level ?? ""}`.padEnd(26)} ${entry.decision}`,
      );
    case "delivery":
      return delivery({ ...entry, time, reason: entry.reason ?? null });
    case "heartbeat":
      return line(`${clock(time)}  heartbeat ${entry.heartbeat} (${entry.source}): ${entry.outcome}`);
    case "ping":
      return line(`${clock(time)}  ping ${entry.ping} ${entry.outcome}: ${entry.reason}`);
    case "quarantine":
      return line(`${clock(time)}  quarantined (${entry.source}): ${entry.reason}`);
  }
}

/** A command that a person can paste; the receiver takes its own time where the body has none. */
function curl(url: string, state: string, level: string): string {
  const rule = url.includes("rule=") ? url : `${url}&rule=by-hand`;
  const fields = `alertState=${state}&alertName=by-hand&triggerLevel=${level}&preTriggerLevel=CRITICAL&userId=1100000000000000&dimensions={instanceId=i-1}`;
  return `curl '${rule}' -d '${fields}'`;
}
