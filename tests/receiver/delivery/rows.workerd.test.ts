import { expect, test, vi } from "vitest";
import { type Cost, MEASURED, MOST_ROWS } from "../../../bench/costs/measured.ts";
import { Delivery } from "../../../receiver/delivery/delivery.ts";
import { Ledger } from "../../../receiver/ledger/ledger.ts";
import { fields, recovery } from "../callback.ts";
import { rowsOf } from "../cursors.ts";
import { freshWorld, HOUR, MINUTE, pass, post, stopAll } from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

/** What a million callbacks cost, in all objects together; see `bench/costs/measured.ts`. */
freshWorld();

const calls = [
  vi.spyOn(Ledger.prototype, "accept"),
  vi.spyOn(Ledger.prototype, "alarm"),
  vi.spyOn(Delivery.prototype, "take"),
  vi.spyOn(Delivery.prototype, "alarm"),
];

/** What it costs until all is quiet. */
async function cost(happens: () => Promise<unknown>): Promise<Cost> {
  for (const call of calls) call.mockClear();
  const { written } = await rowsOf(async () => {
    await happens();
    await pass(MINUTE);
  });
  return {
    rows: written,
    requests: calls.reduce((sum, { mock }) => sum + mock.calls.length, 0),
  };
}

const combined = (a: Cost, b: Cost, by: (a: number, b: number) => number): Cost => ({
  rows: by(a.rows, b.rows),
  requests: by(a.requests, b.requests),
});

test("rows and requests of callbacks and incidents", async () => {
  // Another incident first: it makes the objects, and finds them as they usually are.
  for (const source of ["production", "everywhere"])
    await cost(() => post(source, fields({ dimensions: "{a=b}" })));
  const incident = async (source: string) => {
    const opened = await cost(() => post(source, fields()));
    const repetition = await cost(() => post(source, fields()));
    const resolved = await cost(() => post(source, recovery()));
    return { repetition, all: combined(opened, resolved, (a, b) => a + b) };
  };
  const same = fields({ dimensions: "{c=d}" });
  await cost(() => post("production", same));
  const duplicate = await cost(() => post("production", same));
  const one = await incident("production");
  const four = await incident("everywhere");

  world.answer = (request) =>
    request.url.includes("itoc360") ? new Response("", { status: 503 }) : happily(request);
  await post("production", fields({ dimensions: "{e=f}" }));
  await pass(HOUR);
  const before = world.sent.length;
  const probing = await cost(() => pass(HOUR));
  const probes = world.sent.length - before;

  const measured: typeof MEASURED = {
    duplicate,
    repetition: one.repetition,
    incident: one.all,
    furtherDestination: combined(four.all, one.all, (all, first) => (all - first) / 3),
    probe: combined(probing, { rows: probes, requests: probes }, (all, tries) => all / tries),
  };
  expect(measured).toEqual(MEASURED);
  for (const [name, most] of Object.entries(MOST_ROWS))
    expect(measured[name as keyof typeof measured].rows, name).toBeLessThanOrEqual(most);
});

test("a duplicate costs one row in an object that has just been started, too", async () => {
  const same = fields({ dimensions: "{c=d}" });
  await cost(() => post("production", same));
  await stopAll();
  expect(await cost(() => post("production", same))).toEqual(MEASURED.duplicate);
});
