import { metrics } from "../metrics/catalogue.ts";
import { atLeast, atMost, ruleSet } from "./data.ts";

export const oss = ruleSet({
  product: "oss",
  title: { en: "Object Storage Service", zh: "对象存储 OSS" },
  rules: {
    availability: {
      metric: metrics.oss.Availability,
      critical: atMost(99, 3),
      warn: atMost(99.9, 5),
      noData: "idle",
      mute: "outage",
      because: "The service promises 99.9% or more; under 99% one request in a hundred fails.",
      en: {
        title: "Bucket available less than promised",
        means: "Requests that were right were not answered.",
        first:
          "Look at the rule server-errors. If it fires in other accounts too, it is the service: open a ticket and use the copy in another region.",
      },
      zh: {
        title: "Bucket 可用性下降",
        means: "正确的请求未得到响应。",
        first: "查看 server-errors 规则；若其他账号也触发则为服务故障，提交工单并切换到其他地域的副本。",
      },
    },
    "server-errors": {
      metric: metrics.oss.ServerErrorRate,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because: "Clients try again and hide one error in a hundred; one in twenty they can't.",
      en: {
        title: "Storage answers with errors",
        means: "The service answers with status 5xx.",
        first:
          "See whether it is throttling (503): then slow the caller. Else open a ticket with a request id from the log.",
      },
      zh: {
        title: "OSS 服务端错误",
        means: "服务返回 5xx。",
        first: "若为 503 限流则降低调用速率，否则用日志中的 RequestId 提交工单。",
      },
    },
    "network-errors": {
      metric: metrics.oss.NetworkErrorRate,
      critical: atLeast(20, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because: "Users on the move break off downloads all the time; one in ten is more than that.",
      en: {
        title: "Transfers break off",
        means: "Many transfers end before they are complete.",
        first:
          "See whether one region or provider of users stands out in the access log; check the acceleration or CDN in front.",
      },
      zh: {
        title: "传输中断增多",
        means: "大量传输未完成即中断。",
        first: "在访问日志中查看是否集中于某地区或运营商，并检查前端的加速或 CDN。",
      },
    },
    "client-timeouts": {
      metric: metrics.oss.ClientTimeoutErrorRate,
      critical: atLeast(20, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because: "As for network errors: some are normal, one in ten is not.",
      en: {
        title: "Clients time out",
        means: "Clients give up before the answer is complete.",
        first:
          "Check the clients' timeout against the size of the objects, and their bandwidth; use multipart transfers.",
      },
      zh: {
        title: "客户端超时增多",
        means: "客户端在响应完成前放弃。",
        first: "对比客户端超时设置与对象大小及带宽，改用分片传输。",
      },
    },
    "auth-errors": {
      metric: metrics.oss.AuthorizationErrorRate,
      critical: atLeast(50, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "Scanners cause some; half of all requests means that a key or policy of your own was changed.",
      en: {
        title: "Requests not authorized",
        means: "Many requests are refused for lack of permission.",
        first:
          "Look for a key that was rotated, an expired signature or a changed bucket policy; else for somebody trying keys.",
      },
      zh: {
        title: "未授权请求增多",
        means: "大量请求因权限不足被拒绝。",
        first: "检查密钥轮换、签名过期或 Bucket 策略变更；否则可能有人在试探密钥。",
      },
    },
    "get-latency": {
      metric: metrics.oss.GetObjectServerLatency,
      critical: atLeast(2_000, 5),
      warn: atLeast(500, 10),
      noData: "idle",
      mute: "saturation",
      because: "In ms on the server's side, so the user's line does not count: usually tens of milliseconds.",
      en: {
        title: "Reads slow",
        means: "The service itself needs long to answer reads.",
        first:
          "See whether one prefix gets most requests; spread the names. If all buckets are slow, open a ticket.",
      },
      zh: {
        title: "读取变慢",
        means: "服务端处理读取耗时过长。",
        first: "检查请求是否集中于同一前缀并打散命名；若所有 Bucket 都慢则提交工单。",
      },
    },
    "put-latency": {
      metric: metrics.oss.PutObjectServerLatency,
      critical: atLeast(5_000, 5),
      warn: atLeast(1_000, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "In ms on the server's side. Writes of large objects take longer than reads, so the limits are higher.",
      en: {
        title: "Writes slow",
        means: "The service itself needs long to take writes.",
        first:
          "Compare with the sizes written; use multipart for large objects. If all buckets are slow, open a ticket.",
      },
      zh: {
        title: "写入变慢",
        means: "服务端处理写入耗时过长。",
        first: "对照写入对象大小，大对象改用分片上传；若所有 Bucket 都慢则提交工单。",
      },
    },
  },
});
