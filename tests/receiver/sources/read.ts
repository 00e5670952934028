import { expect } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import { type Reading, readBody } from "../../../receiver/sources/index.ts";
import { contextOf } from "../../../receiver/sources/parameters.ts";

/** Bodies by file name: see `tests/payloads`. */
export const PAYLOADS = Object.fromEntries(
  Object.entries(import.meta.glob("../../payloads/*", { query: "?raw", import: "default", eager: true })).map(
    ([path, text]) => [path.split("/").at(-1) ?? "", text],
  ),
);

export function payload(name: string): string {
  const text = PAYLOADS[name];
  if (text === undefined) throw new Error(`no payload ${name}`);
  return text;
}

/** What a body says that came to a callback URL with these parameters: `rule=ecs-cpu&openFor=60`. */
export function read(body: string | object, parameters = ""): Reading {
  return readBody(typeof body === "string" ? body : JSON.stringify(body), contextOf(parameters));
}

/** The alerts of a body without any problem in it. */
export function alertsOf(body: string | object, parameters = ""): Alert[] {
  const { alerts, problems } = read(body, parameters);
  expect(problems).toEqual([]);
  return alerts;
}

/** The one alert of a body. */
export function one(body: string | object, parameters = ""): Alert {
  const alerts = alertsOf(body, parameters);
  expect(alerts).toHaveLength(1);
  return alerts[0] as Alert;
}
