import { metrics } from "../metrics/catalogue.ts";
import { atLeast, ruleSet } from "./data.ts";

export const amqp = ruleSet({
  product: "amqp",
  title: { en: "ApsaraMQ for RabbitMQ", zh: "云消息队列 RabbitMQ 版" },
  rules: {
    backlog: {
      metric: metrics.amqp.QueueMessageAccumulation,
      critical: atLeast(100_000, 5),
      warn: atLeast(10_000, 10),
      noData: "idle",
      mute: "saturation",
      because:
        "Ten thousand messages take a usual consumer minutes, a hundred thousand an hour. Set it to what yours does in ten minutes.",
      en: {
        title: "Messages pile up",
        means: "A queue gets messages faster than they are consumed.",
        first:
          "See whether consumers are connected at all; then what they wait for. Add consumers only if what they call can bear it.",
      },
      zh: {
        title: "消息堆积",
        means: "队列消息产生速度超过消费速度。",
        first: "先确认消费者是否在线，再看其在等待什么；确认下游可承受后再增加消费者。",
      },
    },
  },
});
