import { metrics } from "../metrics/catalogue.ts";
import { atLeast, atMost, ruleSet } from "./data.ts";

export const dcdn = ruleSet({
  product: "dcdn",
  title: { en: "Dynamic Route for CDN", zh: "全站加速 DCDN" },
  rules: {
    "server-errors": {
      metric: metrics.dcdn.code5xx,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In % of the answers. One in a hundred is over every usual objective; one in twenty is an outage of the origin.",
      en: {
        title: "Edge answers with server errors",
        means: "Users get 5xx: the origin fails or can't be reached.",
        first:
          "Call the origin past the edge. If it answers, check its certificate, host header and firewall; if not, it is the one to mend.",
      },
      zh: {
        title: "全站加速 5xx 比例过高",
        means: "用户收到 5xx：源站故障或不可达。",
        first: "绕过加速直接访问源站：若正常，检查回源证书、回源 Host 与防火墙；否则先修复源站。",
      },
    },
    "client-errors": {
      metric: metrics.dcdn.code4xx,
      critical: atLeast(30, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "APIs behind it answer 4xx in daily work; a tenth for ten minutes is a broken client or a changed rule.",
      en: {
        title: "Edge answers with client errors",
        means: "Many requests get 401, 403 or 404.",
        first:
          "See which path in the real-time log; then what changed there: a route, a token, an access rule.",
      },
      zh: {
        title: "全站加速 4xx 比例过高",
        means: "大量请求返回 401、403 或 404。",
        first: "在实时日志中查看集中的路径，再检查其路由、令牌或访问规则的变更。",
      },
    },
    "hit-rate": {
      metric: metrics.dcdn.hitRate,
      warn: atMost(30, 30),
      noData: "idle",
      mute: "quality",
      because:
        "Dynamic answers are not cached, so a low rate is normal to a degree: a warning only, and only when nearly nothing is cached.",
      en: {
        title: "Hit rate of static files low",
        means: "Static files are fetched from the origin again and again.",
        first:
          "Check the cache headers of the largest static files, and whether query parameters make every URL new.",
      },
      zh: {
        title: "静态资源命中率过低",
        means: "静态文件反复回源。",
        first: "检查最大静态文件的缓存头，以及查询参数是否使每个 URL 都不同。",
      },
    },
  },
});
