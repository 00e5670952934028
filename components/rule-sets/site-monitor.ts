import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const siteMonitor = ruleSet({
  product: "siteMonitor",
  title: { en: "Site monitoring", zh: "站点监控" },
  needs: "A site-monitoring task for each address, made in the console.",
  rules: {
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
