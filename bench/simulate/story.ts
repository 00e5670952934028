import type { Violation } from "./judge/invariant.ts";
import type { PlatformFault } from "./platform/faults.ts";
import { deploymentsOf } from "./world/deployments.ts";
import { describe } from "./world/sender.ts";
import type { World } from "./world/world.ts";

/** A run as a person reads it: what was planned, what happened, what must not have. */
export function tell({ scenario, notes }: World, violations: readonly Violation[]): string {
  const { seed, program, callbacks, begin, platformFaults, vendorFaults, refused, actions } = scenario;
  const clock = (time: number) => new Date(time).toISOString().slice(0, 23).replace("T", " ");
  const since = (milliseconds: number) => clock(begin + milliseconds);
  const lines = [`seed ${seed}`, ""];
  for (const [source, { deliverTo }] of Object.entries(program.sources))
    if (callbacks.some(({ subject }) => subject.source === source))
      lines.push(
        `${source} delivers to ${deliverTo.map((to) => `${to} (${program.destinations[to]?.kind})`).join(", ") || "nobody"}`,
      );
  for (const fault of platformFaults) lines.push(`fault: ${describeFault(fault, since)}`);
  for (const { vendor, at, lasts, what, oneOf } of vendorFaults)
    lines.push(
      `fault: ${vendor} ${what}${oneOf > 1 ? `, one request of ${oneOf}` : ""}, ${since(at)} to ${since(at + lasts)}`,
    );
  for (const { vendor, callback, until } of refused)
    lines.push(
      until === undefined
        ? `fault: ${vendor} can never take #${callback}`
        : `fault: ${vendor} can't take #${callback} until ${since(until)}`,
    );
  for (const { at, what } of deploymentsOf(scenario)) lines.push(`deployment: ${what}, ${since(at)}`);
  for (const { destination, ...action } of actions)
    lines.push(
      `operator: ${action.what} ${destination}, ${since(action.at)}${action.what === "hold" ? ` to ${since(action.until)}` : ""}`,
    );
  for (const callback of callbacks)
    lines.push(
      `callback: ${describe(callback)}, of ${since(callback.eventAt)}${callback.sentAt > callback.eventAt + 2000 ? `, sent ${since(callback.sentAt)}` : ""}${callback.lostAnswers ? `, ${callback.lostAnswers} answer(s) lost` : ""}`,
    );
  lines.push("");
  const width = Math.max(0, ...notes.map(({ who }) => who.length));
  for (const { time, who, what } of notes) lines.push(`${clock(time)}  ${who.padEnd(width)}  ${what}`);
  lines.push("");
  for (const { invariant, what } of violations) lines.push(`✗ ${invariant}: ${what}`);
  return lines.join("\n");
}

function describeFault(fault: PlatformFault, since: (milliseconds: number) => string): string {
  const { object } = fault;
  switch (fault.kind) {
    case "stop":
      return `${object} stops at its step ${fault.step}`;
    case "statement":
      return `the disk of ${object} fails at its statement ${fault.from}${fault.times > 1 ? ` and ${fault.times - 1} more` : ""}`;
    case "call":
      return `call ${fault.number} to ${object}: ${fault.fate}`;
    case "overload":
      return `${object} is overloaded, ${since(fault.at)} to ${since(fault.at + fault.lasts)}`;
    case "clock":
      return `the clock of ${object} jumps by ${fault.by} ms at ${since(fault.at)}`;
    case "alarm":
      return `alarms of ${object} are late, ${since(fault.at)} to ${since(fault.at + fault.lasts)}`;
  }
}
