import { ack } from "./ack.ts";
import { alb } from "./alb.ts";
import { amqp } from "./amqp.ts";
import { apiGateway } from "./api-gateway.ts";
import type { Product } from "./args.ts";
import { cdn } from "./cdn.ts";
import { cen } from "./cen.ts";
import type { RuleSetData } from "./data.ts";
import { dcdn } from "./dcdn.ts";
import { ecs } from "./ecs.ts";
import { eip } from "./eip.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { fc } from "./fc.ts";
import { kafka } from "./kafka.ts";
import { mongodb } from "./mongodb.ts";
import { nat } from "./nat.ts";
import { nlb } from "./nlb.ts";
import { oss } from "./oss.ts";
import { polardb } from "./polardb.ts";
import { rds } from "./rds.ts";
import { redis } from "./redis.ts";
import { siteMonitor } from "./site-monitor.ts";
import { slb } from "./slb.ts";

/** The data of every ready rule set, by product. */
export const RULE_SETS = {
  ack,
  alb,
  amqp,
  apiGateway,
  cdn,
  cen,
  dcdn,
  ecs,
  eip,
  elasticsearch,
  fc,
  kafka,
  mongodb,
  nat,
  nlb,
  oss,
  polardb,
  rds,
  redis,
  siteMonitor,
  slb,
} satisfies Record<Product, RuleSetData>;

/** Names of the rules of a product's set. */
export type RuleName<P extends Product> = keyof (typeof RULE_SETS)[P]["rules"] & string;
