import type { RelayConfig, SourceConfig } from "../receiver/config/config.ts";
import { type AcceptOptions, checkStored, inTurn } from "./accept.ts";
import { CONFIG } from "./callbacks.ts";
import { listen, startReceiver } from "./receiver.ts";

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

/** One in five is of the rule that calls. */
function conditions(number: number, of: "namespace" | "rule"): Record<string, string[]> {
  return number % 5 === 0 ? { rule: ["ecs-*"] } : { [of]: [`product-${number}*`] };
}

/**
 * Twenty windows and twenty inhibitions, as a program of many products has them. A window holds on a 29 February; of an
 * inhibition no cause is open.
 */
const QUIET: Pick<SourceConfig, "maintenance" | "inhibitions"> = {
  maintenance: TWENTY.map((number) => ({
    name: `window ${number}`,
    when: conditions(number, "namespace"),
    schedule: `${number} 2 29 2 *`,
    duration: 3600,
    timeZone: "Asia/Shanghai",
  })),
  inhibitions: TWENTY.map((number) => ({
    name: `inhibition ${number}`,
    cause: { rule: [`gone-${number}-*`] },
    effects: conditions(number, "rule"),
    same: ["instanceId"],
  })),
};

/** What a source accepts with twenty windows and twenty inhibitions, beside what it does without, in one run: the ratio. */
export async function benchQuiet(options: AcceptOptions): Promise<number> {
  const sink = await listen();
  const { production } = CONFIG.sources;
  const config: RelayConfig = {
    ...CONFIG,
    sources: { production: { ...(production as SourceConfig), ...QUIET } },
  };
  const declared = await startReceiver(sink, config);
  const plain = await startReceiver(sink);
  try {
    const { ratio, sent } = await inTurn(declared, plain, "without", options);
    await checkStored(declared.url, sent);
    return ratio;
  } finally {
    await declared.stop();
    await plain.stop();
    sink.close();
  }
}
