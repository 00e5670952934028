import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const fc = ruleSet({
  product: "fc",
  title: { en: "Function Compute", zh: "函数计算 FC" },
  rules: {
    "function-errors": {
      metric: metrics.fc.FunctionFunctionErrorsRate,
      critical: atLeast(20, 3),
      warn: atLeast(5, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In % of the calls: your code threw or timed out. One in twenty is over what retries hide; one in five is broken.",
      en: {
        title: "Function fails",
        means: "Calls end with an error of the function's own code.",
        first:
          "Read the function's log for the error; go back to the version before if it came with a release.",
      },
      zh: {
        title: "函数执行失败",
        means: "调用因函数自身代码出错而失败。",
        first: "查看函数日志中的错误；若由发布引起，回滚到上一版本。",
      },
    },
    "server-errors": {
      metric: metrics.fc.FunctionServerErrorsRate,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because: "In % of the calls: the platform failed, which it should in far less than one of a hundred.",
      en: {
        title: "Platform errors",
        means: "Function Compute itself fails calls.",
        first:
          "Check the status page for the region; open a ticket with request ids, and send traffic to another region if you can.",
      },
      zh: {
        title: "平台错误",
        means: "函数计算平台自身导致调用失败。",
        first: "查看该地域的服务状态，附 RequestId 提交工单，必要时切换地域。",
      },
    },
    throttles: {
      metric: metrics.fc.FuntionThrottles,
      critical: atLeast(100, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "Throttled calls fail or wait; single ones come with bursts, a hundred a minute say that the limit is too low.",
      en: {
        title: "Function throttled",
        means: "More calls run at once than the function's limit allows; the rest are refused.",
        first: "Raise the function's concurrency, or find the caller that sends so many.",
      },
      zh: {
        title: "函数被限流",
        means: "并发调用超过函数上限，多余的被拒绝。",
        first: "提高函数并发度上限，或找到突增的调用方。",
      },
    },
    "region-throttles": {
      metric: metrics.fc.RegionThrottles,
      critical: atLeast(100, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because: "The limit of the whole region hits every function, also those that did nothing wrong.",
      en: {
        title: "Region throttled",
        means: "All functions of the account in this region share a limit, and it is reached.",
        first: "Find the function that grew, limit it, and ask for a higher quota.",
      },
      zh: {
        title: "地域级限流",
        means: "该地域所有函数共享的上限已达到。",
        first: "找到突增的函数并限制它，同时申请提升配额。",
      },
    },
  },
});
