import { expect, test } from "vitest";
import { type Rehearsal, rehearse, series } from "../testing/index.ts";
import "../testing/vitest.ts";

/** What the project's own program promises whoever is on call. */
const web = { instanceId: "i-web-1" };
const database = { instanceId: "rm-orders" };

let night: Rehearsal | undefined;

/** One night for all tests: each rule has resources of its own in it. */
async function rehearsed(): Promise<Rehearsal> {
  night ??= await rehearse({
    data: [
      series("ecs.CPUUtilization", web, "30x29 97x1 30x29 97x9 30x19", "web-1"),
      series("ecs.CPUUtilization", { instanceId: "i-batch" }, "90x59 30x39", "batch"),
      series("ecs.CPUUtilization", { instanceId: "i-gone" }, "30x29 _x70", "gone"),
      series("rds.ConnectionUsage", database, "60x9 80x9 95x9 60x70", "orders"),
      series(
        "ecs.diskusage_utilization",
        { instanceId: "i-db", device: "/dev/vdb" },
        "70x59 96x9 60x29",
        "db",
      ),
    ],
  });
  return night;
}

test("two bad minutes wake nobody, three do, everywhere", async () => {
  const night = await rehearsed();
  expect(night).toStayQuiet("ecs-cpu", { resource: "web-1", before: "60 minutes" });
  for (const destination of ["itoc360", "ilert", "flashduty"]) {
    expect(night).toPage("ecs-cpu", { resource: "web-1", level: "critical", destination, times: 1 });
    expect(night).toResolve("ecs-cpu", { resource: "web-1", destination });
  }
});

test("an hour of load is one warning, not one for each minute", async () => {
  const night = await rehearsed();
  expect(night).toPage("ecs-cpu", { resource: "batch", level: "warn", at: "5 minutes", times: 1 });
  expect(night).toResolve("ecs-cpu", { resource: "batch", at: "61 minutes" });
});

test("a server that goes silent pages", async () => {
  expect(await rehearsed()).toPage("ecs-cpu", { resource: "gone", level: "no-data", times: 1 });
});

test("connections escalate within one incident", async () => {
  const night = await rehearsed();
  expect(night).toPage("rds-connections", { resource: "orders", level: "critical", times: 1 });
  expect(night).toResolve("rds-connections", { resource: "orders", times: 1 });
});

test("a disk that fills pages within two minutes", async () => {
  expect(await rehearsed()).toPage("ecs-disk", { resource: "db", level: "critical", at: "62 minutes" });
});
