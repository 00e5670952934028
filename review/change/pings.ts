import { isDeepStrictEqual } from "node:util";
import type { Receiver } from "../../program/model/receivers.ts";
import { pingBinding } from "../../receiver/config/bindings.ts";
import type { PingConfig } from "../../receiver/config/config.ts";
import { code, codes } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about one of those who watch a receiver from outside. */
interface PingChange {
  name: string;
  binding: string;
  sentences: Sentence[];
}

export function tellPings(old: Receiver, now: Receiver): PingChange[] {
  const [before, after] = [old.config.pings ?? {}, now.config.pings ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.map((name) => {
    const binding = pingBinding(name);
    const otherSecret = old.secrets[binding] !== now.secrets[binding];
    return { name, binding, sentences: sayPing(name, before[name], after[name], otherSecret) };
  });
}

function sayPing(
  name: string,
  was: PingConfig | undefined,
  is: PingConfig | undefined,
  otherSecret: boolean,
): Sentence[] {
  const ping = `the ping ${code(name)}`;
  if (!is)
    return [
      risk(
        `{it} no longer calls ${ping}: whoever watches there raises an alarm, unless that is taken away too`,
      ),
    ];
  const { destinations } = is;
  const who = destinations
    ? `${codes(destinations)} ${destinations.length === 1 ? "is" : "are"}`
    : "all destinations are";
  const health = `as long as ${who} healthy`;
  if (!was) return [note(`{it} calls ${ping} every five minutes, ${health}`)];
  const sentences: Sentence[] = [];
  if (!isDeepStrictEqual(was.destinations, is.destinations))
    sentences.push(note(`{it} calls ${ping} ${health} instead of others`));
  if (was.method !== is.method) sentences.push(note(`{it} calls ${ping} with ${is.method ?? "GET"}`));
  if (otherSecret) sentences.push(note(`${ping} of {it} has another URL, or other headers`));
  return sentences;
}
