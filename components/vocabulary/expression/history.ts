import { evaluate, type Scope } from "./evaluate.ts";
import type { Change, LooksBack, Metric, Node } from "./node.ts";
import { isConstant } from "./parts.ts";
import type { Stream } from "./stream.ts";
import { metricOf } from "./tokens.ts";

/** The arguments of a function that looks back at a metric. `value` reads what stands for a number of seconds. */
export function readPast(stream: Stream, back: LooksBack | undefined, value: () => Node): Metric {
  const metric = readMetric(stream);
  if (back) return { ...metric, back: back(metric.period) };
  stream.need(",");
  return { ...metric, back: seconds(metric, value()) };
}

/** Those of a function that tells by how much a metric changed. */
export function readChange(stream: Stream, back: LooksBack | undefined, value: () => Node): Change {
  const metric = readMetric(stream);
  stream.need(",");
  const member = readAggregation(stream);
  stream.need(",");
  const rise = readDirection(stream);
  if (back) return { kind: "change", of: { ...metric, back: back(metric.period) }, member, rise };
  stream.need(",");
  return { kind: "change", of: { ...metric, back: seconds(metric, value()) }, member, rise };
}

function readMetric(stream: Stream): Metric {
  const token = stream.next;
  if (token.kind !== "metric") throw new Error(`a metric is written as @cpu_total[60], not "${token.text}"`);
  stream.skip();
  return metricOf(token);
}

function readAggregation(stream: Stream): string {
  const { kind, value, text } = stream.next;
  if (kind !== "text" || !/^\$[A-Za-z_]\w*$/.test(value))
    throw new Error(`an aggregation is written as '$Average', not "${text}"`);
  stream.skip();
  return value.slice(1);
}

function readDirection(stream: Stream): boolean {
  const { text } = stream.next;
  if (text !== "true" && text !== "false")
    throw new Error(`a comparison result is true for a rise and false for a fall, not "${text}"`);
  stream.skip();
  return text === "true";
}

const NOWHERE: Scope = { now: 0, member: () => null, count: () => 0 };

/** A constant such as `24*60*60`. */
function seconds({ period }: Metric, node: Node): number {
  const value = isConstant(node) ? evaluate(node, NOWHERE) : undefined;
  if (typeof value !== "number" || !(value > 0) || value % period !== 0)
    throw new Error(`the seconds to look back must be a multiple of the period, ${period}`);
  return value;
}
