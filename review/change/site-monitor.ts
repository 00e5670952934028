import { spanText } from "../../components/vocabulary/duration.ts";
import type { SiteMonitor } from "../../program/model/site-monitors.ts";
import { code, codes, count } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk } from "./aspect.ts";

export const SITE_MONITOR_ASPECTS: Aspect<SiteMonitor>[] = [
  {
    covers: inputs("address", "taskType"),
    say: (before, after) => {
      const [from, to] = [targetText(before), targetText(after)];
      return from === to ? [] : [risk(`{it} probes ${to} instead of ${from}`)];
    },
  },
  {
    covers: inputs("interval"),
    say: ({ interval: before }, { interval: after }) => {
      if (before === after) return [];
      const text = `{it} probes every ${spanText(after)} instead of every ${spanText(before)}`;
      return [after > before ? risk(text) : note(text)];
    },
  },
  {
    covers: inputs("ispCities"),
    say: ({ places: before }, { places: after }) => {
      const { gone, come } = listChange(before, after);
      if (gone.length === 0 && come.length === 0) return [];
      return [note(`{it} probes from ${placesText(after)} instead of ${placesText(before)}`)];
    },
  },
  {
    covers: inputs("optionJson.assertions"),
    say: ({ assertions: before }, { assertions: after }) => {
      const { gone, come } = listChange(before, after);
      return [
        ...(gone.length > 0 ? [risk(`{it} no longer wants that ${codes(gone)}`)] : []),
        ...(come.length > 0 ? [note(`{it} wants that ${codes(come)} too`)] : []),
      ];
    },
  },
  {
    covers: inputs("status"),
    say: ({ enabled: before }, { enabled: after }) => {
      if (before === after) return [];
      return [
        after
          ? note("{it} is switched on")
          : risk("{it} is switched off: nothing is probed, and rules on it get no data"),
      ];
    },
  },
  {
    covers: inputs("taskName"),
    say: ({ taskName: before }, { taskName: after }) =>
      before === after ? [] : [note(`{it} is called ${code(after)} instead of ${code(before)}`)],
  },
];

/** `probes https://shop.example.com (HTTP) every 1 min from 3 places`. */
export function describeSiteMonitor(monitor: SiteMonitor): string {
  const off = monitor.enabled ? "" : "; it is switched off";
  return `probes ${targetText(monitor)} every ${spanText(monitor.interval)} from ${placesText(monitor.places)}${off}`;
}

function targetText({ address, probe }: SiteMonitor): string {
  return `${address === "" ? "an address that is not known yet" : code(address)} (${probe})`;
}

function placesText(places: readonly string[]): string {
  return places.length === 0 ? "places that CloudMonitor picks" : count(places.length, "place");
}
