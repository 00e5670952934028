import { Statistic } from "../enums.ts";
import { metrics } from "../metrics/catalogue.ts";
import { above, atLeast, atMost, ruleSet } from "./data.ts";

export const slb = ruleSet({
  product: "slb",
  title: { en: "Classic Load Balancer", zh: "传统型负载均衡 CLB" },
  needs: "The health of servers is known only for listeners whose health check is on.",
  rules: {
    "no-healthy-server": {
      metric: metrics.slb.HeathyServerCount,
      critical: atMost(0, 2, Statistic.Maximum),
      noData: "alert",
      mute: "outage",
      because:
        "With no server left every request fails, so it is critical after two minutes and has no milder level.",
      en: {
        title: "No healthy server",
        means: "A listener has no healthy server left: its users get errors.",
        first:
          "Undo the last deployment if there was one. Else log on to one server and call the health check's path by hand.",
      },
      zh: {
        title: "无健康后端服务器",
        means: "监听已没有健康的后端，用户请求全部失败。",
        first: "若刚发布，先回滚；否则登录一台后端，手动请求健康检查路径。",
      },
    },
    "unhealthy-servers": {
      metric: metrics.slb.UnhealthyServerCount,
      critical: atLeast(2, 5, Statistic.Minimum),
      warn: atLeast(1, 5, Statistic.Minimum),
      noData: "keep",
      mute: "saturation",
      because:
        "Five minutes outlast a restart. One server down is what the balancer is for; two at once have a common cause.",
      en: {
        title: "Unhealthy servers",
        means: "Servers behind a listener fail their health check, the others carry their load.",
        first:
          "Look at what the servers have in common: zone, version, a shared database. Then at the service's log on one of them.",
      },
      zh: {
        title: "后端服务器异常",
        means: "部分后端健康检查失败，其负载由其余后端承担。",
        first: "查找异常后端的共同点：可用区、版本或共用的数据库，再看其中一台的服务日志。",
      },
    },
    drops: {
      metric: metrics.slb.DropConnection,
      critical: atLeast(10, 3),
      warn: above(0, 3),
      noData: "idle",
      mute: "outage",
      because: "A balancer within its specification drops nothing: any lasting drop is refused users.",
      en: {
        title: "Connections dropped",
        means: "The balancer refuses connections because a limit of its specification is reached.",
        first:
          "See which of the rules connections, new-connections or qps fires, and raise the specification.",
      },
      zh: {
        title: "连接被丢弃",
        means: "实例达到规格上限，正在丢弃连接。",
        first: "查看 connections、new-connections、qps 哪条规则触发，并升级规格。",
      },
    },
    connections: {
      metric: metrics.slb.InstanceMaxConnectionUtilization,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "idle",
      mute: "saturation",
      because: "Beyond the limit connections are dropped; from 75% a burst of a third is enough.",
      en: {
        title: "Connections near the limit",
        means: "The balancer holds nearly as many connections as its specification allows.",
        first: "Raise the specification; then look for clients that keep idle connections or for an attack.",
      },
      zh: {
        title: "并发连接数接近上限",
        means: "并发连接数接近规格上限。",
        first: "先升级规格，再排查长期空闲的连接或攻击。",
      },
    },
    "new-connections": {
      metric: metrics.slb.InstanceNewConnectionUtilization,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "idle",
      mute: "saturation",
      because: "As for connections: beyond the limit they are dropped.",
      en: {
        title: "New connections near the limit",
        means: "Clients open nearly as many connections a second as the specification allows.",
        first:
          "Check whether clients have lost keep-alive since a deployment, or whether one address opens most of them.",
      },
      zh: {
        title: "新建连接数接近上限",
        means: "每秒新建连接数接近规格上限。",
        first: "检查发布后客户端是否不再使用长连接，或是否由单一来源发起。",
      },
    },
    qps: {
      metric: metrics.slb.InstanceQpsUtilization,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "idle",
      mute: "saturation",
      because: "As for connections: requests beyond the limit are refused.",
      en: {
        title: "Requests near the limit",
        means: "The balancer answers nearly as many requests a second as its specification allows.",
        first: "Raise the specification, and look in the access log for a client or path that has grown.",
      },
      zh: {
        title: "QPS 接近上限",
        means: "每秒请求数接近规格上限。",
        first: "升级规格，并在访问日志中查找增长的客户端或路径。",
      },
    },
    "bandwidth-out": {
      metric: metrics.slb.InstanceTrafficTXUtilization,
      critical: atLeast(95, 5),
      warn: atLeast(80, 10),
      noData: "idle",
      mute: "saturation",
      because: "Packets beyond the bandwidth are dropped; ten minutes rule out one large download.",
      en: {
        title: "Bandwidth out nearly used up",
        means: "Answers fill the bandwidth of the balancer; users see slow pages.",
        first:
          "Raise the bandwidth, then find the largest answers in the access log; files belong on OSS or a CDN.",
      },
      zh: {
        title: "出带宽接近上限",
        means: "响应流量接近带宽上限，用户访问变慢。",
        first: "先提升带宽，再在访问日志中找出最大的响应；静态文件应放到 OSS 或 CDN。",
      },
    },
    "server-errors": {
      metric: metrics.slb.InstanceStatusCode5xx,
      critical: atLeast(10, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "Errors a second, as there is no rate: set it to a hundredth of your traffic. One a second for five minutes is no accident.",
      en: {
        title: "Server errors",
        means: "Users get answers with status 5xx.",
        first:
          "Compare with the last deployment. In the access log, see whether one server or one path gives them.",
      },
      zh: {
        title: "5xx 错误增多",
        means: "用户收到 5xx 响应。",
        first: "对照最近的发布；在访问日志中确认是否集中在某台后端或某个路径。",
      },
    },
    latency: {
      metric: metrics.slb.InstanceRt,
      critical: atLeast(5_000, 5),
      warn: atLeast(2_000, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In ms, on average: over two seconds people leave, at five clients give up. Take less for an API.",
      en: {
        title: "Answers slow",
        means: "The average request takes seconds.",
        first:
          "See whether the time is spent on the servers (InstanceUpstreamRt); if so look at their processor and database.",
      },
      zh: {
        title: "响应变慢",
        means: "平均响应时间达到秒级。",
        first: "查看 InstanceUpstreamRt 判断耗时是否在后端；若是，检查后端 CPU 与数据库。",
      },
    },
  },
});
