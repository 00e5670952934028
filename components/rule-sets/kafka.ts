import { Comparison } from "../enums.ts";
import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const kafka = ruleSet({
  product: "kafka",
  title: { en: "ApsaraMQ for Kafka", zh: "云消息队列 Kafka 版" },
  rules: {
    disk: {
      metric: metrics.kafka.instance_disk_capacity,
      critical: atLeast(90, 3),
      warn: atLeast(75, 5),
      noData: "alert",
      mute: "filling",
      because:
        "When the disk is full, messages are deleted before their time; 75% leaves days at the usual growth.",
      en: {
        title: "Kafka disk nearly full",
        means: "Soon the oldest messages are deleted early, and consumers that lag lose them.",
        first: "Shorten the retention of the largest topic, or enlarge the disk; then see which topic grew.",
      },
      zh: {
        title: "Kafka 磁盘即将写满",
        means: "最旧的消息即将被提前删除，落后的消费者会丢失消息。",
        first: "缩短最大 Topic 的保留时间或扩容磁盘，再查看哪个 Topic 增长。",
      },
    },
    "input-drop": {
      metric: metrics.kafka.instance_message_num_input,
      critical: { comparison: Comparison.BelowYesterday, threshold: 90, times: 10 },
      warn: { comparison: Comparison.BelowYesterday, threshold: 60, times: 15 },
      noData: "keep",
      mute: "saturation",
      because:
        "Compared with the same minute of yesterday, so that nights don't count; leave it out where traffic has no daily rhythm.",
      en: {
        title: "Fewer messages than yesterday",
        means: "Producers send much less than at this time yesterday: one of them has probably stopped.",
        first:
          "Compare the topics one by one with yesterday; then look at the producer of the one that fell, and its last deployment.",
      },
      zh: {
        title: "消息量较昨日大幅下降",
        means: "生产者发送量远低于昨日同期，可能有生产者停止。",
        first: "逐个 Topic 与昨日对比，找到下降者后检查其生产者与最近的发布。",
      },
    },
  },
});
