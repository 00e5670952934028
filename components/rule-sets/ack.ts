import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const ack = ruleSet({
  product: "ack",
  title: { en: "Container Service for Kubernetes", zh: "容器服务 ACK" },
  needs: "The cluster needs the metrics components of ACK, which send to CloudMonitor.",
  rules: {
    "node-cpu": {
      metric: metrics.ack.node_cpu_utilization,
      critical: atLeast(95, 5),
      warn: atLeast(85, 10),
      noData: "alert",
      mute: "saturation",
      because: "As for a machine: five minutes at 95% are no burst, and pods without a request starve first.",
      en: {
        title: "Node processor busy",
        means: "A node uses nearly all of its processor time; its pods are throttled.",
        first:
          "Run kubectl top pods -A for that node. Move or limit the largest; if all nodes are full, add one.",
      },
      zh: {
        title: "节点 CPU 过高",
        means: "节点 CPU 几乎用满，Pod 被限流。",
        first: "用 kubectl top pods -A 查看该节点，迁移或限制最大的 Pod；若所有节点都满则扩容。",
      },
    },
    "node-memory": {
      metric: metrics.ack.node_memory_utilization,
      critical: atLeast(95, 5),
      warn: atLeast(85, 10),
      noData: "keep",
      mute: "saturation",
      because:
        "The kubelet begins to evict pods when little memory is left; 85% leaves time to move them in order.",
      en: {
        title: "Node memory nearly full",
        means: "The kubelet will evict pods from the node, or the kernel end one.",
        first:
          "Run kubectl describe node for MemoryPressure and kubectl top pods; restart what leaks and set limits.",
      },
      zh: {
        title: "节点内存即将用尽",
        means: "kubelet 将驱逐 Pod，或内核强制结束进程。",
        first:
          "用 kubectl describe node 查看 MemoryPressure，再用 kubectl top pods 找到泄漏者，重启并设置 limits。",
      },
    },
  },
});
