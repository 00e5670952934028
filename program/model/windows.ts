import { durationText } from "../../components/vocabulary/duration.ts";
import type { MaintenanceConfig, RelayConfig } from "../../receiver/config/config.ts";
import { clockText } from "../../receiver/message/clock.ts";

/** Every maintenance window of a receiver, with the path of its argument. */
export function windowsOf({ sources }: RelayConfig): { path: string; window: MaintenanceConfig }[] {
  return Object.entries(sources).flatMap(([name, { maintenance = [] }]) =>
    maintenance.map((window, index) => ({ path: `sources.${name}.maintenance.${index}`, window })),
  );
}

/** When a window holds: `every Sunday 02:00–04:00 until 2026-12-31 00:00 Asia/Shanghai`. */
export function timesText({ schedule, duration, timeZone = "UTC", from, until }: MaintenanceConfig): string {
  const date = (time: number) => clockText(time, 0, timeZone);
  return [
    ...(schedule === undefined ? [] : [/^every/i.test(schedule) ? schedule : `at each \`${schedule}\``]),
    ...(duration === undefined ? [] : [`for ${durationText(duration)}`]),
    ...(from === undefined ? [] : [`from ${date(from)}`]),
    ...(until === undefined ? [] : [`until ${date(until)}`]),
    timeZone,
  ].join(" ");
}
