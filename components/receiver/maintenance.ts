import { Cron } from "croner";
import type { MaintenanceConfig, SourceConfig } from "../../receiver/config/config.ts";
import { readSchedule, SCHEDULE_FORMAT } from "../../receiver/quiet/schedule.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import type { MaintenanceArgs, SourceArgs } from "./args.ts";
import { checkLevels, conditionsOf } from "./conditions.ts";

/** Nobody plans for less than a minute; what is longer than a month is told by its two dates. */
const LASTING = { least: 60, most: 31 * 86_400 };

/** The maintenance windows of a source, as the Worker reads them. */
export function maintenance(
  problems: Problems,
  source: string,
  { maintenance: windows, timeZone }: SourceArgs,
): Pick<SourceConfig, "maintenance"> {
  if (!windows) return {};
  const names = windows.map(({ name }, index) => name ?? `window ${index + 1}`);
  return {
    maintenance: windows.map((window, index): MaintenanceConfig => {
      const path = (field: string) => `sources.${source}.maintenance.${index}.${field}`;
      const name = names[index] ?? "";
      if (names.indexOf(name) !== index)
        problems.add(path("name"), `is that of another window, too: "${name}"`);
      checkLevels(problems, path, window);
      const zone = window.timeZone ?? timeZone;
      return {
        name,
        when: conditionsOf(window),
        ...(window.passes && { passes: window.passes }),
        ...times(problems, path, window, zone),
        ...(zone !== undefined && { timeZone: zone }),
      };
    }),
  };
}

function times(
  problems: Problems,
  path: (field: string) => string,
  { schedule, duration, from, until }: MaintenanceArgs,
  timeZone = "UTC",
): Pick<MaintenanceConfig, "schedule" | "duration" | "from" | "until"> {
  const date = (field: "from" | "until", text: string | undefined) => {
    if (text === undefined) return {};
    const time = instant(text, timeZone);
    if (time === undefined)
      problems.add(
        path(field),
        `must be a date that exists, such as "2026-12-01" or "2026-12-01 22:00", not "${text}"`,
      );
    return time === undefined ? {} : { [field]: time };
  };
  const dates: { from?: number; until?: number } = { ...date("from", from), ...date("until", until) };
  if (dates.from !== undefined && dates.until !== undefined && dates.from >= dates.until)
    problems.add(path("until"), `must be after from, ${from}, not "${until}"`);
  if (schedule === undefined) {
    if (from === undefined || until === undefined)
      problems.add(
        path("schedule"),
        `is missing: give ${SCHEDULE_FORMAT}; or from and until for a window that comes once`,
      );
    if (duration !== undefined)
      problems.add(path("duration"), "must be left out: the window lasts from `from` to `until`");
    return dates;
  }
  const read = readSchedule(schedule);
  const wrong = read ? patternProblem(read.begins) : "";
  if (!read || wrong !== undefined)
    problems.add(
      path("schedule"),
      `must be ${SCHEDULE_FORMAT}, not "${schedule}"${wrong ? `: ${wrong}` : ""}`,
    );
  else if (read.ends !== undefined && duration !== undefined)
    problems.add(path("duration"), `must be left out: the schedule "${schedule}" says when it ends`);
  else if (read.ends === undefined && duration === undefined)
    problems.add(path("duration"), 'is missing: how long does it last each time, e.g. "2 hours"?');
  return {
    schedule,
    ...(duration !== undefined && { duration: readDuration(problems, path("duration"), duration, LASTING) }),
    ...dates,
  };
}

/** What is wrong with a cron pattern, in croner's words. */
function patternProblem(pattern: string): string | undefined {
  try {
    new Cron(pattern, { mode: "5-part" });
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, "");
  }
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?$/;

/** When the clock of a zone shows a date, or its midnight; the moment of the skip where it skips that. */
function instant(text: string, timeZone: string): number | undefined {
  const [whole, year, month, day, hour = "00", minute = "00"] = DATE.exec(text) ?? [];
  const utc = Date.parse(`${whole?.slice(0, 10)}T${hour}:${minute}:00Z`);
  if (whole === undefined || Number.isNaN(utc)) return undefined;
  // JavaScript takes 30 February for 2 March.
  if (new Date(utc).getUTCDate() !== Number(day)) return undefined;
  try {
    const pattern = [0, minute, hour, day, month, "*", year].map((each) =>
      each === "*" ? each : Number(each),
    );
    const dayBefore = new Date(utc - 2 * 86_400_000);
    return new Cron(pattern.join(" "), { timezone: timeZone, mode: "7-part" }).nextRun(dayBefore)?.getTime();
  } catch {
    // The zone is none, which is said of it.
    return utc;
  }
}
