import { metrics } from "../metrics/catalogue.ts";
import { above, atLeast, atMost, ruleSet } from "./data.ts";

export const alb = ruleSet({
  product: "alb",
  title: { en: "Application Load Balancer", zh: "应用型负载均衡 ALB" },
  needs: "The health of servers is known only for server groups whose health check is on.",
  rules: {
    "no-healthy-server": {
      metric: metrics.alb.LoadBalancerHealthyHostCount,
      critical: atMost(0, 2),
      noData: "alert",
      mute: "outage",
      because:
        "With no server left every request fails, so it is critical after two minutes and has no milder level.",
      en: {
        title: "No healthy server",
        means: "The load balancer has no healthy server left: its users get 502 or 503.",
        first:
          "Undo the last deployment if there was one. Else call the health check's path on one server by hand.",
      },
      zh: {
        title: "无健康后端服务器",
        means: "实例已没有健康的后端，用户收到 502 或 503。",
        first: "若刚发布，先回滚；否则在一台后端上手动请求健康检查路径。",
      },
    },
    "unhealthy-servers": {
      metric: metrics.alb.LoadBalancerUnHealthyHostCount,
      critical: atLeast(2, 5),
      warn: atLeast(1, 5),
      noData: "keep",
      mute: "saturation",
      because:
        "Five minutes outlast a restart. One server down is what the balancer is for; two at once have a common cause.",
      en: {
        title: "Unhealthy servers",
        means: "Servers fail their health check, the others carry their load.",
        first:
          "Look at what they have in common: zone, version, a shared database. Then at the service's log on one of them.",
      },
      zh: {
        title: "后端服务器异常",
        means: "部分后端健康检查失败，其负载由其余后端承担。",
        first: "查找异常后端的共同点：可用区、版本或共用的数据库，再看其中一台的服务日志。",
      },
    },
    rejections: {
      metric: metrics.alb.LoadBalancerRejectedConnection,
      critical: atLeast(10, 3),
      warn: above(0, 3),
      noData: "idle",
      mute: "outage",
      because: "Rejected connections are users turned away; single ones come while the balancer scales out.",
      en: {
        title: "Connections rejected",
        means: "The load balancer turns users away because a limit is reached.",
        first: "Compare connections with the instance's quota and ask for a higher one; look for an attack.",
      },
      zh: {
        title: "连接被拒绝",
        means: "实例达到上限，正在拒绝用户连接。",
        first: "将连接数与实例配额对比并申请提升，同时排查攻击。",
      },
    },
    "connect-errors": {
      metric: metrics.alb.LoadBalancerUpstreamConnectionError,
      critical: atLeast(10, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "A server that takes no connection has crashed or is full; while one is replaced there are few and briefly.",
      en: {
        title: "Servers refuse connections",
        means: "The load balancer can't connect to its servers; those requests fail with 502.",
        first:
          "Check that the process listens, that the security group lets the balancer in, and the backlog of connections (ss -lnt).",
      },
      zh: {
        title: "后端连接失败",
        means: "实例无法连接后端，这些请求返回 502。",
        first: "检查进程是否监听、安全组是否放行，以及 ss -lnt 中的连接队列。",
      },
    },
    "server-errors": {
      metric: metrics.alb.LoadBalancerHTTPCodeUpstream5XX,
      critical: atLeast(10, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "Errors a second, as there is no rate: set it to a hundredth of your traffic. One a second for five minutes is no accident.",
      en: {
        title: "Servers answer with errors",
        means: "The application answers with status 5xx.",
        first:
          "Compare with the last deployment; in the access log see whether one server or one path gives them.",
      },
      zh: {
        title: "后端返回 5xx",
        means: "应用返回 5xx 响应。",
        first: "对照最近的发布；在访问日志中确认是否集中在某台后端或某个路径。",
      },
    },
    "balancer-errors": {
      metric: metrics.alb.LoadBalancerHTTPCode5XX,
      critical: atLeast(10, 3),
      warn: atLeast(1, 5),
      noData: "idle",
      mute: "outage",
      because:
        "5xx of the balancer itself: no server answered, or not in time. The same measure as for the servers' own errors.",
      en: {
        title: "Load balancer answers with errors",
        means: "The balancer answers with 502, 503 or 504 in place of a server.",
        first:
          "502: servers refuse or close. 503: none is healthy or the limit is reached. 504: they are too slow. Look at that rule.",
      },
      zh: {
        title: "负载均衡返回 5xx",
        means: "实例自身返回 502、503 或 504。",
        first: "502 表示后端拒绝或断开，503 表示无健康后端或超限，504 表示后端过慢；据此查看对应规则。",
      },
    },
    latency: {
      metric: metrics.alb.LoadBalancerUpstreamResponseTime,
      critical: atLeast(5_000, 5),
      warn: atLeast(2_000, 5),
      noData: "idle",
      mute: "outage",
      because:
        "In ms, on average: over two seconds people leave, at five clients give up. Take less for an API.",
      en: {
        title: "Servers slow",
        means: "The servers need seconds for an average answer.",
        first:
          "Look at their processor and at the database behind them; then which path is slow in the access log.",
      },
      zh: {
        title: "后端响应变慢",
        means: "后端平均响应时间达到秒级。",
        first: "检查后端 CPU 与数据库，再在访问日志中找出变慢的路径。",
      },
    },
    "tls-errors": {
      metric: metrics.alb.LoadBalancerClientTLSNegotiationError,
      critical: atLeast(100, 5),
      warn: atLeast(10, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "Scanners cause a few a second all the time; a hundred a second is a certificate that has expired or was replaced by a wrong one.",
      en: {
        title: "TLS handshakes fail",
        means: "Clients can't agree on a secure connection: certificate or TLS policy is wrong for them.",
        first:
          "Open the site with openssl s_client and read the certificate's dates and names; undo the last change of certificate or policy.",
      },
      zh: {
        title: "TLS 握手失败",
        means: "客户端无法建立安全连接：证书或 TLS 策略不合适。",
        first: "用 openssl s_client 查看证书有效期和域名，回滚最近的证书或策略变更。",
      },
    },
  },
});
