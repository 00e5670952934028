import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type FileRule, parseRuleFile } from "./prometheus/rule-file.ts";
import { PrometheusRule } from "./prometheus-rule.ts";
import { declare, registration } from "./validation/declare.ts";
import { Problems } from "./validation/problems.ts";

export interface PrometheusRuleFileArgs {
  /** Path of the file, relative to the program's working directory. */
  file: string;
  /** Workspace of CloudMonitor 2.0. */
  workspace: pulumi.Input<string>;
  /** Prometheus instance that is queried. */
  instanceId: pulumi.Input<string>;
  /** Region of the instance. Default: the rules' own. */
  region?: pulumi.Input<string>;
  /** Identifiers of notification objects: `PrometheusWebhook.webhookId`. */
  webhooks?: pulumi.Input<string>[];
  /** A notification policy in place of webhooks. */
  policy?: pulumi.Input<string>;
  /** How long repeats of an alert that is still firing are suppressed. Default: "24 hours". */
  mutePeriod?: string;
  /** Labels of every alert; those of the file win. */
  labels?: Record<string, pulumi.Input<string>>;
  /** Alerts of the file that are not wanted, by name. */
  except?: string[];
  /** Rule checks that are disabled for these alerts: the reason by the check's id, e.g. `{ "single-sample": "until 2026-12-31: being tried out" }`. */
  checks?: Record<string, string>;
}

/**
 * The alerts of a Prometheus rule file, each as a `PrometheusRule`, so that people bring the rules that
 * they have. The label `severity` becomes the severity, `description` or `summary` the message.
 */
export class PrometheusRuleFile extends pulumi.ComponentResource {
  /** Names of the declared alerts, in the order of the file. */
  readonly alerts: pulumi.Output<string[]>;

  constructor(name: string, args: PrometheusRuleFileArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("PrometheusRuleFile", name, args, opts));
    const outputs = declare(this, { type: "PrometheusRuleFile", name, args }, (claimNames) => {
      const all = read(name, args.file);
      const problems = new Problems({ type: "PrometheusRuleFile", name });
      for (const unwanted of args.except ?? []) {
        if (!all.some(({ alert }) => alert === unwanted))
          problems.add("except", `names "${unwanted}", which is no alert of ${args.file}`);
      }
      problems.throwIfAny();
      claimNames([]);
      const wanted = all.filter(({ alert }) => !args.except?.includes(alert));
      for (const rule of wanted) {
        const { summary, description, message, runbook_url, ...annotations } = rule.annotations;
        const text = message ?? description ?? summary;
        new PrometheusRule(
          `${name}-${rule.alert}`,
          {
            workspace: args.workspace,
            instanceId: args.instanceId,
            region: args.region,
            expr: rule.expr,
            severity: rule.severity,
            for: rule.for,
            every: rule.every,
            message: text,
            webhooks: args.webhooks,
            policy: args.policy,
            mutePeriod: args.mutePeriod,
            ruleName: rule.alert,
            key: rule.alert,
            runbook: runbook_url,
            labels: { ...args.labels, ...rule.labels },
            annotations: { ...annotations, ...(summary !== undefined && { summary }) },
          },
          { parent: this },
        );
      }
      return { alerts: pulumi.output(wanted.map(({ alert }) => alert)) };
    });
    this.alerts = outputs.alerts;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}

function read(name: string, file: string): FileRule[] {
  const problems = new Problems({ type: "PrometheusRuleFile", name });
  try {
    return parseRuleFile(readFileSync(file, "utf8"));
  } catch (error) {
    for (const line of String(error instanceof Error ? error.message : error).split("\n"))
      problems.add(`file ${file}:`, line);
    problems.throwIfAny();
    throw error;
  }
}
