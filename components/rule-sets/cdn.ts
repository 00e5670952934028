import { metrics } from "../metrics/catalogue.ts";
import { atLeast, atMost, ruleSet } from "./data.ts";

export const cdn = ruleSet({
  product: "cdn",
  title: { en: "Alibaba Cloud CDN", zh: "内容分发网络 CDN" },
  rules: {
    "server-errors": {
      metric: metrics.cdn.code5xx,
      critical: atLeast(5, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In % of the answers. One in a hundred is over every usual objective; one in twenty is an outage of the origin.",
      en: {
        title: "CDN answers with server errors",
        means: "Users get 5xx: the origin fails or can't be reached.",
        first:
          "Call the origin past the CDN. If it answers, check its certificate, host header and firewall; if not, it is the one to mend.",
      },
      zh: {
        title: "CDN 5xx 比例过高",
        means: "用户收到 5xx：源站故障或不可达。",
        first: "绕过 CDN 直接访问源站：若正常，检查回源证书、回源 Host 与防火墙；否则先修复源站。",
      },
    },
    "client-errors": {
      metric: metrics.cdn.code4xx,
      critical: atLeast(30, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "Some links are always broken. A tenth for ten minutes is a broken deployment or a crawler; a third, that users see it.",
      en: {
        title: "CDN answers with client errors",
        means: "Many requests get 403 or 404.",
        first:
          "403: check signed URLs, referer rules and their clock. 404: see whether the last deployment removed files still linked.",
      },
      zh: {
        title: "CDN 4xx 比例过高",
        means: "大量请求返回 403 或 404。",
        first: "403 检查 URL 鉴权、Referer 规则与时钟；404 检查最近发布是否删除了仍被引用的文件。",
      },
    },
    "hit-rate": {
      metric: metrics.cdn.hitRate,
      critical: atMost(50, 15),
      warn: atMost(80, 30),
      noData: "idle",
      mute: "saturation",
      because:
        "Static sites reach over 90%. After a purge it recovers within a quarter of an hour, so only what lasts longer counts.",
      en: {
        title: "CDN hit rate low",
        means: "Most requests go through to the origin, which may not bear it.",
        first:
          "Look for a purge, for changed cache headers or for query parameters that make every URL new; protect the origin first.",
      },
      zh: {
        title: "CDN 命中率过低",
        means: "大量请求回源，源站可能无法承受。",
        first: "检查是否刷新过缓存、缓存头是否改变，或查询参数使每个 URL 都不同；先保护源站。",
      },
    },
  },
});
