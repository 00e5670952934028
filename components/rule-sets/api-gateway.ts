import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const apiGateway = ruleSet({
  product: "apiGateway",
  title: { en: "API Gateway", zh: "API 网关" },
  rules: {
    latency: {
      metric: metrics.apiGateway.Latency,
      critical: atLeast(5_000, 5),
      warn: atLeast(2_000, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In ms, on average, the back end included: callers of an API usually give up after five to ten seconds.",
      en: {
        title: "API slow",
        means: "The average call of an API takes seconds.",
        first:
          "Call the back end directly. If it is slow, look there; if not, look at the gateway's plug-ins and limits.",
      },
      zh: {
        title: "API 响应变慢",
        means: "API 平均响应时间达到秒级。",
        first: "直接请求后端：若后端慢则排查后端，否则检查网关插件与限流。",
      },
    },
  },
});
