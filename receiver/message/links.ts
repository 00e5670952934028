import type { Alert } from "../alert.ts";
import type { SourceConfig } from "../config/config.ts";
import type { Links } from "../destinations/destination.ts";
import { type Both, say } from "./language.ts";
import { noteOf } from "./note.ts";

const TEXTS = {
  rule: ["Alert rule", "报警规则"],
  resource: ["Monitoring", "监控图表"],
  runbook: ["Runbook", "处理手册"],
  silence: ["Silence", "静默"],
} satisfies Record<keyof Links, Both>;

/** Longer than any address that means something: a link must not crowd out the text. */
const LONGEST_LINK = 1000;

/** What an alert is told apart by that the charts of a resource know nothing of. */
const NO_DIMENSION = /^(userId|event|resource|resourceId|reason)$/;

/**
 * Links to the console: the addresses that the body itself gives, else pages of CloudMonitor.
 * `alert/rule` lists the rules and `productMonitorChart` shows a resource's charts, as the vendor's
 * guides link to them. No address of a single rule is published; the id rides along for the person to
 * look for. Without the account's site there is no page: an account of the one is unknown at the other. Rules of managed Prometheus have the address that their own bodies give where they have ids
 * of CloudMonitor 2.0, and none where they have the numbers of ARMS.
 */
export function linksOf(
  alert: Alert,
  { language, console }: Pick<SourceConfig, "language" | "console">,
): Links {
  const { rule, namespace, region } = alert;
  const isPrometheus = alert.kind === "prometheus";
  // What Grafana and Log Service watch has no page in CloudMonitor's console.
  const isElsewhere = alert.kind === "grafana" || alert.kind === "log-service";
  const site = (host: string, path: string) => console && `https://${host}.console.${console}/${path}`;
  const page = (path: string, query: Record<string, string>) =>
    site("cloudmonitor", `${path}?${new URLSearchParams({ ...query, region: region ?? "all" })}`);
  const dimension = Object.entries(alert.dimensions).find(([name]) => !NO_DIMENSION.test(name));
  const category = namespace?.toLowerCase().replace(/^acs_|_dashboard$/g, "");
  const addresses: Record<keyof Links, string | false | undefined> = {
    rule:
      noteOf(alert, "alertRuleUrl", "ruleUrl", "generatorURL", "alert_url") ??
      (isPrometheus
        ? rule.id?.includes("-") && site("cmsnext", `alert/rule/${rule.id}`)
        : !isElsewhere && rule.id && page("alert/rule", { ruleId: rule.id })),
    resource:
      noteOf(alert, "entityUrl", "query_url", "dashboard_url") ??
      (!isPrometheus &&
        !isElsewhere &&
        category &&
        dimension &&
        page("productMonitorChart", { category, dimension: dimension.join(":") })),
    runbook: noteOf(alert, "runbook_url", "runbook"),
    // Only Grafana says where: CloudMonitor has no address that silences a rule.
    silence: noteOf(alert, "silenceURL"),
  };
  const links: Links = {};
  for (const [name, text] of Object.entries(TEXTS)) {
    const href = webAddress(addresses[name as keyof Links]);
    if (href) links[name as keyof Links] = { text: say(text as Both, language), href };
  }
  return links;
}

/** As an address that stays whole inside the markup of any chat. Undefined if it is no web address. */
export function webAddress(text: string | false | undefined): string | undefined {
  if (!text || !/^https?:\/\/[^/]/i.test(text)) return undefined;
  try {
    const { href } = new URL(text);
    return href.length > LONGEST_LINK
      ? undefined
      : href.replace(/[()|]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  } catch {
    return undefined;
  }
}
