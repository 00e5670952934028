import { metrics, Silence } from "cloudmonitor-relay";

// The nightly batch keeps these busy.
new Silence("batch", {
  resources: [{ instanceId: "i-bp1batch1" }, { instanceId: "i-bp1batch2" }],
  metrics: [metrics.ecs.CPUUtilization, metrics.ecs.load_5m],
  window: "22:00 to 06:00 daily until 2027-04-01",
});

// A move to other hardware, announced for one night.
new Silence("move", {
  namespace: "acs_rds_dashboard",
  resources: [{ instanceId: "rm-bp1orders" }],
  window: "from 2026-12-05 22:00 to 2026-12-06 06:00",
});
