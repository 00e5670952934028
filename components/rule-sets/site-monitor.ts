import { metrics } from "../metrics/catalogue.ts";
import { atLeast, atMost, ruleSet } from "./data.ts";

export const siteMonitor = ruleSet({
  product: "siteMonitor",
  title: { en: "Site monitoring", zh: "站点监控" },
  needs:
    "A site-monitoring task for each address: `new SiteMonitor(…)`, whose own `rule` is the rule availability on that task alone. The vendor does not name the statistics of ResponseTime, so no ready rule is on it.",
  rules: {
    availability: {
      metric: metrics.siteMonitor.Availability,
      critical: atMost(50, 2),
      warn: atMost(90, 3),
      noData: "keep",
      mute: "outage",
      because:
        "The share of the probes that got a good answer. One of three that fails may have trouble of its own; two of three mean the site.",
      en: {
        title: "Site cannot be reached",
        means: "From outside, most probes get no good answer from the address.",
        first:
          "Open it from a network of your own. If it works there, look in the console at which cities fail; if not, see the rule status for the code.",
      },
      zh: {
        title: "站点不可用",
        means: "从外部探测，该地址的大部分探测点得不到正常响应。",
        first:
          "从自己的网络访问确认。若可以访问，在控制台查看失败的城市；若不可以，对照 status 规则查看状态码。",
      },
    },
    status: {
      metric: metrics.siteMonitor.StatusCode,
      critical: atLeast(500, 2),
      warn: atLeast(400, 3),
      noData: "alert",
      mute: "outage",
      because:
        "The worst code of the probes. From 500 on the server fails, and codes over 600 are the probe's own: no name, no connection, no answer in time. 4xx is often a moved page.",
      en: {
        title: "Site does not answer as it should",
        means: "From outside, the address gives an error or no answer.",
        first:
          "Open it from a network of your own. Over 600: check DNS, certificate and firewall. 5xx: look at the load balancer's rules.",
      },
      zh: {
        title: "站点响应异常",
        means: "从外部访问该地址返回错误或无响应。",
        first: "从自己的网络访问确认。大于 600：检查 DNS、证书与防火墙；5xx：查看负载均衡规则。",
      },
    },
  },
});
