import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { readingClient, readOneClickRules } from "../import/index.ts";
import { citiesModule, readCities } from "./cities.ts";
import { printFailure } from "./failure.ts";
import { readMetricMeta } from "./metric-meta.ts";
import { differences, KNOWN_NAMESPACES, rowsOf, tsv } from "./metric-rows.ts";

interface Options {
  region: string;
  out: string;
  namespace: string[];
  all: boolean;
  cities?: string;
  oneClick: boolean;
  endpoint?: string;
  protocol: string;
}

/** Exit codes: what a script may rely on. */
const UNUSABLE = 2;

export function catalogueCommand(): Command {
  return new Command("catalogue")
    .summary("write the metrics that an account has, as the catalogue's data file")
    .description(
      "Asks CloudMonitor which metrics the account can see (DescribeMetricMetaList; nothing is changed), writes them in the form of the catalogue's data file, and shows what differs from the catalogue of this version. Credentials come from Alibaba Cloud's usual chain: environment, profile, role.",
    )
    .requiredOption("--region <id>", "region to ask, such as cn-hangzhou")
    .option("-o, --output <file>", "where to write; - is standard output", "metrics.tsv")
    .addOption(new Option("--out <file>").hideHelp())
    .option(
      "--namespace <name>",
      "only this namespace; may be repeated (default: those that the catalogue has)",
      (each: string, before: string[]) => [...before, each],
      [],
    )
    .option("--all", "every namespace of the account", false)
    .option(
      "--cities <file>",
      "write the places that site monitoring can probe from, by name, in place of the metrics; - is standard output",
    )
    .option(
      "--one-click",
      "print the vendor's one-click rules that are on, in place of the metrics: product, metric, rule",
      false,
    )
    .option("--endpoint <host>", "host in place of metrics.<region>.aliyuncs.com")
    .addOption(new Option("--protocol <name>").choices(["https", "http"]).default("https"))
    .addHelpText(
      "after",
      `
Exit codes:
  0  the file is written
  2  an option or the answer is not usable; nothing is written

Examples:
  cloudmonitor-relay catalogue --region cn-hangzhou
  cloudmonitor-relay catalogue --region ap-southeast-1 --namespace acs_nlb --output -
  cloudmonitor-relay catalogue --region cn-hangzhou --cities cities.ts`,
    )
    .action(async (options: Options & { output: string; out?: string }) => {
      try {
        await run({ ...options, out: options.out ?? options.output });
      } catch (error) {
        printFailure(error);
        process.exitCode = UNUSABLE;
      }
    });
}

async function run({
  region,
  out,
  namespace,
  all,
  cities,
  oneClick,
  endpoint,
  protocol,
}: Options): Promise<void> {
  if (!/^[a-z]{2}-[a-z0-9-]+$/.test(region)) {
    throw new Error(`--region must be a region's id such as cn-hangzhou, not "${region}"`);
  }
  if (all && namespace.length > 0) throw new Error("give --all or --namespace, not both");
  const access = { region, protocol, ...(endpoint !== undefined && { endpoint }) };
  if (oneClick) {
    for (const rule of await readOneClickRules(readingClient(access)))
      console.log([rule.product, rule.namespace, rule.metricName, rule.ruleId].join("\t"));
    return;
  }
  if (cities !== undefined) {
    if (all || namespace.length > 0) throw new Error("give --cities, or --all or --namespace for metrics");
    const places = await readCities(access);
    if (places.length === 0) throw new Error("the account can probe from no place");
    const text = citiesModule(places);
    if (cities === "-") process.stdout.write(text);
    else writeFileSync(cities, text);
    process.stderr.write(`${places.length} places → ${cities === "-" ? "standard output" : cities}\n`);
    return;
  }
  const wanted = namespace.length > 0 ? namespace : KNOWN_NAMESPACES;
  const metas = all
    ? await readMetricMeta(access)
    : (await Promise.all(wanted.map((each) => readMetricMeta(access, each)))).flat();
  const rows = rowsOf(metas);
  if (rows.length === 0) throw new Error(`no metric in ${all ? "any namespace" : wanted.join(", ")}`);
  if (out === "-") process.stdout.write(tsv(rows));
  else writeFileSync(out, tsv(rows));
  const { added, gone, changed } = differences(rows);
  const say = (what: string, names: string[]) =>
    names.length > 0 && process.stderr.write(`${names.length} ${what}: ${names.join(", ")}\n`);
  say("not in the catalogue", added);
  say("only in the catalogue", gone);
  say("different", changed);
  process.stderr.write(`${rows.length} metrics of ${region} → ${out === "-" ? "standard output" : out}\n`);
}
