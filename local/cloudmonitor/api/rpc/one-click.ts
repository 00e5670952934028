import type { Context, Operation } from "../context.ts";

interface OneClickRule {
  namespace: string;
  metricName: string;
  threshold: string;
}

/**
 * A few of the rules that the vendor turns on for a product at once. Which ones it has, and by what limits, is the
 * vendor's business and not documented here in full.
 */
const PRODUCTS: Readonly<Record<string, readonly OneClickRule[]>> = {
  ecs: [
    { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization", threshold: "90" },
    { namespace: "acs_ecs_dashboard", metricName: "diskusage_utilization", threshold: "90" },
  ],
  rds: [
    { namespace: "acs_rds_dashboard", metricName: "CpuUsage", threshold: "80" },
    { namespace: "acs_rds_dashboard", metricName: "ConnectionUsage", threshold: "80" },
  ],
};

function turn(enabled: boolean): Operation {
  return ({ region, params }: Context) => {
    const product = params.oneOf("Product", Object.keys(PRODUCTS)) ?? params.required("Product");
    if (enabled) region.oneClick.add(product);
    else region.oneClick.delete(product);
    return {};
  };
}

function describeActiveMetricRuleList({ region, params }: Context) {
  const product = params.required("Product");
  const rules = region.oneClick.has(product) ? (PRODUCTS[product] ?? []) : [];
  return {
    AlertList: {
      Alert: rules.map(({ namespace, metricName, threshold }) => {
        const id = `SystemDefault_${namespace}_${metricName}`;
        return {
          ...{ RuleId: id, RuleName: id, Namespace: namespace, MetricName: metricName },
          ...{ EnableState: true, AlertState: "OK", ContactGroups: '["云账号报警联系人"]' },
          Escalations: {
            Critical: {
              ...{ ComparisonOperator: "GreaterThanOrEqualToThreshold", Statistics: "Average" },
              ...{ Threshold: threshold, Times: "5" },
            },
          },
        };
      }),
    },
  };
}

/** The vendor's one-click alerts. */
export const ONE_CLICK: Record<string, Operation> = {
  EnableActiveMetricRule: turn(true),
  DisableActiveMetricRule: turn(false),
  DescribeProductsOfActiveMetricRule: ({ region }) => ({ Datapoints: [...region.oneClick].join(",") }),
  DescribeActiveMetricRuleList: describeActiveMetricRuleList,
};
