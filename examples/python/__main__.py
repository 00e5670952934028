import pulumi
import pulumi_cloudmonitor_relay as relay

config = pulumi.Config()

receiver = relay.AlertReceiver(
    "relay",
    account_id=config.require("cloudflareAccountId"),
    hostname=config.require("hostname"),
    callback_secret=config.require_secret("callbackSecret"),
    destinations={
        "pager": {
            "kind": relay.DestinationKind.ILERT,
            "credential": config.require_secret("ilertKey"),
        },
    },
    sources={"production": {"deliver_to": ["pager"]}},
)
callback = receiver.callback_urls["production"]

mail = relay.AlertContact("mail", mail="on-call@example.com")
on_call = relay.ContactGroup("on-call", contacts=[mail.contact_name])

# The catalogue is of TypeScript; the names here are CloudMonitor's own.
for metric, threshold in {"CPUUtilization": 95, "memory_usedutilization": 90}.items():
    relay.MetricRule(
        f"ecs-{metric}",
        metric={"namespace": "acs_ecs_dashboard", "metric_name": metric, "unit": "%"},
        critical={
            "statistic": relay.Statistic.AVERAGE,
            "comparison": relay.Comparison.AT_LEAST,
            "threshold": threshold,
            "times": 3,
        },
        no_data_policy=relay.NoDataPolicy.ALERT,
        contact_groups=[on_call.group_name],
        callback=callback,
    )

relay.Silence(
    "batch",
    namespace="acs_ecs_dashboard",
    resources=[{"instanceId": "i-bp1batch1"}],
    window="22:00 to 06:00 daily",
)

pulumi.export("url", receiver.url)
