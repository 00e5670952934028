import { DRILL_RULE, type DrillConfig } from "../config/config.ts";
import { callbackUrl, labelParameters, PARAMETER, withParameters } from "../config/urls.ts";
import { type Language, say } from "../message/language.ts";
import { isTimeout, type Surroundings } from "../surroundings.ts";

/** How long the receiver may take to answer, in milliseconds. */
const TIMEOUT = 10_000;

/** Longest part of an answer that a reason repeats. */
const LONGEST = 200;

/** What a drill is posted with. */
export interface DrillPost {
  /** The receiver's public address, without a slash at its end. */
  address: string;
  source: string;
  token: string;
  id: string;
  language: Language;
  drill: DrillConfig;
}

/** Posts the callback of a drill, or its recovery, as CloudMonitor would: undefined where it was taken, else why not. */
export async function postDrill(
  { address, source, token, id, language, drill }: DrillPost,
  state: "ALERT" | "OK",
  world: Surroundings,
): Promise<string | undefined> {
  const { level = "CRITICAL", labels = {} } = drill;
  const parameters = { [PARAMETER.rule]: DRILL_RULE, [PARAMETER.drill]: id, ...labelParameters(labels) };
  const url = withParameters(callbackUrl(address, source, token), parameters);
  const isOver = state === "OK";
  const body = new URLSearchParams({
    alertName: say(["Fire drill: nothing is wrong", "告警演练：无需处理"], language),
    alertState: state,
    dimensions: `{drill=${source}}`,
    triggerLevel: isOver ? "OK" : level,
    preTriggerLevel: isOver ? level : "OK",
    timestamp: String(world.now()),
  });
  try {
    const answer = await world.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "cloudmonitor-relay" },
      body: body.toString(),
      redirect: "manual",
      signal: world.timeout(TIMEOUT),
    });
    const text = (await answer.text()).trim().replaceAll(token, "(secret)").slice(0, LONGEST);
    const taken = answer.status === 200 && /"decision":"(opened|repeated|duplicate|resolved)"/.test(text);
    return taken ? undefined : `the receiver's own address answered HTTP ${answer.status} ${text}`;
  } catch (error) {
    return `the receiver's own address ${isTimeout(error) ? `did not answer within ${TIMEOUT / 1000} s` : "can't be reached"}`;
  }
}
