import { CALLBACKS, dollarsOfMillion, freeDay, paidMonth } from "./cost.ts";
import { MEASURED } from "./measured.ts";
import { PLAN, PRICES, PRICES_OF } from "./prices.ts";

const BEGIN = "<!-- costs -->";
const END = "<!-- /costs -->";

/** The page of `AlertReceiver` with what it costs, as `npm run costs` writes it. */
export function withCosts(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end === -1) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${section()}\n\n${page.slice(end)}`;
}

function section(): string {
  const rows = CALLBACKS.map((each) => {
    const { rowsWritten, objectRequests } = each.uses;
    const free = freeDay(each);
    const paid = paidMonth(each);
    return `| ${each.title} | ${number(rowsWritten)} | ${number(objectRequests)} | ${count(free.callbacks)} (${PRICES[free.unit].title}) | ${count(paid.callbacks)} (${PRICES[paid.unit].title}) | $${dollarsOfMillion(each).toFixed(2)} |`;
  });
  const { probe } = MEASURED;
  return `| a callback that | rows written | requests to objects | Free plan, a day | Paid plan ($${PLAN}), a month | a million more |
|---|---|---|---|---|---|
${rows.join("\n")}

Prices are Cloudflare's of ${PRICES_OF}; rows and requests are measured in workerd by a test, indexes and alarms
counted, one callback at a time: in a storm several share a transaction, a batch and an alarm. A vendor is taken to
answer within half a second. Beside that, the cron trigger asks every object 288 times a day, and while a vendor does not
answer, each try costs ${probe.rows} rows: at most ${count(PROBES)} tries in a day without new pages.

What the Free plan does not allow fails until 00:00 UTC. A callback is then answered with an error, after which
CloudMonitor tries again a few times and no more; what was accepted waits. Plan for the worst day: ${freeNight()}`;
}

/** Tries in a day: waits are half as long as they may be, 14 s for an hour, 57.5 s after it. */
const PROBES = 3600 / 14 + (23 * 3600) / 57.5;

/** A bad day in numbers, against the Free plan. */
function freeNight(): string {
  const opens = CALLBACKS.find(({ title }) => title.startsWith("opens") && title.endsWith("one destination"));
  if (!opens) throw new Error("there is no line for incidents");
  return `more than ${count(Math.floor(freeDay(opens).callbacks / 2))} incidents at one destination need the Paid plan.`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Two digits are enough for a plan. */
function count(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en-US");
}
