/** The relay's classes, each with the names of its objects. A version may lack the second one. */
export interface ObjectNames {
  Ledger: readonly string[];
  Delivery?: readonly string[];
}

/**
 * Source of the module that stands around the deployed Worker on this machine. It runs the Worker's
 * own code unchanged, and gives its objects a clock that the local run can move: `virtual` time
 * stands still until it is told to advance, `live` time is the machine's. After another version was
 * uploaded, `resume` sets standing time to where it was.
 *
 * Requests with the control header are for this module, all others for the Worker.
 */
export function clockModule(controlKey: string, workerModule: string, names: ObjectNames): string {
  return `
import * as relay from "./${workerModule}";
export * from "./${workerModule}";

const clock = { live: true, now: 0 };
const log = [];
const alarms = new Map();

const world = {
  now: () => (clock.live ? Date.now() : clock.now),
  random: () => 0.999,
  fetch: (url, init) => fetch(url, init),
  wake(storage, at) {
    if (clock.live) void storage.setAlarm(at);
    // As the platform, whose refusal nobody would see.
    else if (!(at > 0)) throw new TypeError("an alarm can't be set to " + at);
    else alarms.set(storage, at);
  },
  after: (milliseconds, callback) => void setTimeout(callback, milliseconds),
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
  log(entry) {
    if (clock.live) console.log(${JSON.stringify(LOG_PREFIX)} + JSON.stringify(entry));
    else log.push({ time: clock.now, ...entry });
  },
};

const inLocalTime = (Base) => class extends Base {
  constructor(ctx, env) {
    super(ctx, env, world);
  }

  async localAlarm() {
    // What is being handed over sets alarms, and time must not pass it by.
    await this.atRest?.();
    const at = alarms.get(this.ctx.storage);
    return at === undefined ? null : at;
  }

  async localRing() {
    alarms.delete(this.ctx.storage);
    await this.alarm();
  }

  async localLive() {
    const at = alarms.get(this.ctx.storage);
    alarms.delete(this.ctx.storage);
    if (at !== undefined) await this.ctx.storage.setAlarm(Math.max(at, Date.now()));
  }
};

${Object.keys(names)
  .map((name) => `export class ${name} extends inLocalTime(relay.${name}) {}`)
  .join("\n")}

async function nextAlarm(objects) {
  let first;
  for (const object of alarms.size > 0 ? objects : []) {
    const at = await object.localAlarm();
    if (at !== null && (!first || at < first.at)) first = { at, object };
  }
  return first;
}

async function advance(objects, to) {
  for (;;) {
    const first = await nextAlarm(objects);
    if (!first || first.at > to) break;
    clock.now = Math.max(clock.now, first.at);
    await first.object.localRing();
  }
  clock.now = to;
}

async function control(request, env) {
  const order = await request.json();
  const objects = ${JSON.stringify(Object.entries(names))}.flatMap(([name, own]) =>
    // A version may not bind a class that it has.
    own.flatMap((each) => env[name.toUpperCase()]?.getByName(each) ?? []),
  );
  if (order.live === true) {
    clock.live = true;
    for (const object of objects) await object.localLive();
  } else if (order.resume !== undefined) {
    Object.assign(clock, { live: false, now: order.resume });
    // An object asks for its alarm when it is made; in standing time nothing else would make it.
    for (const object of objects) await object.localAlarm();
  } else {
    if (clock.live) clock.now = order.advance;
    clock.live = false;
    await advance(objects, order.advance);
  }
  return Response.json({ log: log.splice(0), next: (await nextAlarm(objects))?.at ?? null });
}

export default {
  ...relay.default,
  fetch(request, env, ctx) {
    if (request.headers.get("x-local-control") === ${JSON.stringify(controlKey)}) return control(request, env);
    return relay.default.fetch(request, env, ctx);
  },
};
`;
}

/** Begins every line that the ledger logs in live time. */
export const LOG_PREFIX = "relay: ";
