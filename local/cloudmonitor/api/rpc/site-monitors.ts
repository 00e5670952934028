import type { SiteMonitorRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { ApiError, illegal } from "../errors.ts";
import { page } from "../paging.ts";
import type { Params } from "../params.ts";

const TYPES = ["HTTP", "PING", "TCP", "UDP", "DNS", "SMTP", "POP3", "FTP"];
const INTERVALS = ["1", "5", "15", "30", "60"];

/** What the vendor answers of a task that is not there: the provider takes just this code for it. */
const NOT_THERE = (taskId: string) => new ApiError(403, "Forbidden", `The task does not exist. (${taskId})`);

/** The fields that are given, of a creation or a change. */
function readFields(params: Params): Partial<SiteMonitorRecord> {
  const name = params.text("TaskName");
  if (name !== undefined && !/^[\w\p{Script=Han}]{4,100}$/u.test(name))
    throw illegal("TaskName must be 4 to 100 letters, digits, underscores or Chinese characters.");
  const given = {
    taskName: name,
    address: params.text("Address"),
    interval: params.oneOf("Interval", INTERVALS),
    ispCities: readCities(params),
    options: readOptions(params.text("OptionsJson")),
    schedule: params.text("CustomSchedule"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The provider spells the fields with capitals when it makes a task and without when it changes one. */
function readCities(params: Params): SiteMonitorRecord["ispCities"] | undefined {
  const given = readJson(params.text("IspCities"), "IspCities");
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) throw illegal("IspCities is no list.");
  return given.map((each: Record<string, unknown>) => ({
    City: String(each.City ?? each.city ?? ""),
    Isp: String(each.Isp ?? each.isp ?? ""),
    Type: String(each.Type || each.type || "IDC"),
  }));
}

/** An empty text stands for none: the provider sends it of what was taken back. */
function readOptions(text: string | undefined): SiteMonitorRecord["options"] | undefined {
  const given = readJson(text, "OptionsJson") as SiteMonitorRecord["options"] | undefined;
  return given && Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

function readJson(text: string | undefined, name: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw illegal(`${name} is not JSON.`);
  }
}

/** Three places, where a task names none. */
const PICKED = ["546", "572", "738"].map((City) => ({ City, Isp: "465", Type: "IDC" }));

function createSiteMonitor({ region, params, now, newId }: Context) {
  const fields = readFields(params);
  const taskId = newId();
  region.siteMonitors.set(taskId, {
    taskId,
    taskName: params.required("TaskName"),
    address: params.required("Address"),
    taskType: params.oneOf("TaskType", TYPES) ?? params.required("TaskType"),
    agentGroup: params.oneOf("AgentGroup", ["PC", "MOBILE"]) ?? "PC",
    interval: fields.interval ?? "1",
    ispCities: fields.ispCities ?? PICKED,
    options: fields.options ?? {},
    schedule: fields.schedule,
    enabled: true,
    created: now,
    updated: now,
  });
  return { CreateResultList: { CreateResultList: [{ TaskId: taskId, TaskName: params.text("TaskName") }] } };
}

function modifySiteMonitor(context: Context) {
  const task = taskOf(context);
  // Options are replaced as a whole: whether the real one keeps what is left out is not known.
  context.region.siteMonitors.set(task.taskId, {
    ...task,
    ...readFields(context.params),
    updated: context.now,
  });
  return {};
}

function taskOf({ region, params }: Context): SiteMonitorRecord {
  const taskId = params.required("TaskId");
  const task = region.siteMonitors.get(taskId);
  if (!task) throw NOT_THERE(taskId);
  return task;
}

function shown(task: SiteMonitorRecord) {
  const { assertions = [], ...options } = task.options as { assertions?: unknown[] };
  return {
    TaskId: task.taskId,
    TaskName: task.taskName,
    Address: task.address,
    TaskType: task.taskType,
    AgentGroup: task.agentGroup,
    Interval: task.interval,
    TaskState: task.enabled ? "1" : "2",
    OptionJson: { ...options, assertions: { assertions } },
  };
}

function describeSiteMonitorAttribute(context: Context) {
  const task = taskOf(context);
  const schedule = readJson(task.schedule, "CustomSchedule") as { days?: number[] } | undefined;
  return {
    SiteMonitors: {
      ...shown(task),
      IspCities: { IspCity: task.ispCities },
      ...(schedule && { CustomSchedule: { ...schedule, days: { days: schedule.days ?? [] } } }),
    },
    MetricRules: { MetricRule: [] },
  };
}

function describeSiteMonitorList({ region, params }: Context) {
  const wanted = { Keyword: params.text("Keyword"), TaskType: params.text("TaskType") };
  const all = [...region.siteMonitors.values()].filter(
    ({ taskName, taskType }) =>
      taskName.includes(wanted.Keyword ?? "") && (wanted.TaskType ?? taskType) === taskType,
  );
  const { items, total, pageNumber, pageSize } = page(all, params, { number: "Page", size: 10, most: 1000 });
  const tasks = items.map((task) => {
    const { OptionJson: OptionsJson, ...rest } = shown(task);
    return { ...rest, OptionsJson };
  });
  return {
    TotalCount: total,
    PageNumber: pageNumber,
    PageSize: pageSize,
    SiteMonitors: { SiteMonitor: tasks },
  };
}

function switched(enabled: boolean): Operation {
  return ({ region, params, now }) => {
    for (const task of tasksOf({ region, params }))
      region.siteMonitors.set(task.taskId, { ...task, enabled, updated: now });
    return {};
  };
}

function deleteSiteMonitors({ region, params }: Context) {
  for (const { taskId } of tasksOf({ region, params })) region.siteMonitors.delete(taskId);
  return {};
}

function tasksOf({ region, params }: Pick<Context, "region" | "params">): SiteMonitorRecord[] {
  return params
    .required("TaskIds")
    .split(",")
    .map((taskId) => {
      const task = region.siteMonitors.get(taskId);
      if (!task) throw NOT_THERE(taskId);
      return task;
    });
}

/** Some places, in the form of the real list, which has hundreds. */
const PLACES = [
  ["546", "Beijing", "北京"],
  ["572", "Hangzhou", "杭州"],
  ["738", "Qingdao", "青岛"],
].map(([city, english, chinese]) => ({
  City: city,
  "CityName.en": english,
  "CityName.zh_CN": chinese,
  Isp: "465",
  "IspName.en": "Alibaba",
  "IspName.zh_CN": "阿里巴巴",
  "Country.en": "China",
  "Area.en": "China",
}));

export const SITE_MONITORS: Record<string, Operation> = {
  CreateSiteMonitor: createSiteMonitor,
  ModifySiteMonitor: modifySiteMonitor,
  DescribeSiteMonitorAttribute: describeSiteMonitorAttribute,
  DescribeSiteMonitorList: describeSiteMonitorList,
  EnableSiteMonitors: switched(true),
  DisableSiteMonitors: switched(false),
  DeleteSiteMonitors: deleteSiteMonitors,
  DescribeSiteMonitorISPCityList: () => ({ IspCityList: { IspCity: PLACES } }),
};
