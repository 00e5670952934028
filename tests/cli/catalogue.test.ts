import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { citiesModule } from "../../cli/cities.ts";
import { differences, rowsOf, tsv } from "../../cli/metric-rows.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { relay, relayHere } from "./run.ts";

/** What the account has: more than one page of one namespace, and one metric that the catalogue lacks. */
const METRICS = [
  {
    Namespace: "acs_nlb",
    MetricName: "InstanceDropConnection",
    Unit: "count/s",
    Statistics: "Average",
    Dimensions: "userId,instanceId",
    Periods: "60,300",
  },
  {
    Namespace: "acs_nlb",
    MetricName: "InstanceNewMetric",
    Unit: "",
    Statistics: "Average,Maximum",
    Dimensions: "userId,instanceId,zone",
    Periods: "15,60",
  },
  {
    Namespace: "acs_nlb",
    MetricName: "OnlyAnEvent",
    Unit: "count",
    Statistics: "",
    Dimensions: "",
    Periods: "",
  },
];
const KEY = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-made-up",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up-secret-0001",
};

let server: Server;
let endpoint: string;
let asked: URLSearchParams[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? "", "http://localhost").searchParams;
    asked.push(query);
    const action = request.headers["x-acs-action"] ?? query.get("Action");
    const found = METRICS.filter(({ Namespace }) => Namespace === query.get("Namespace"));
    response.setHeader("content-type", "application/json");
    if (action !== "DescribeMetricMetaList" || !/LTAI-made-up/.test(String(request.headers.authorization))) {
      response.statusCode = 403;
      return response.end('{"Code":"Forbidden","Message":"not allowed","RequestId":"1"}');
    }
    if (query.get("Namespace") === "acs_forbidden") {
      response.statusCode = 403;
      return response.end('{"Code":"NoPermission","Message":"You are not authorized.","RequestId":"2"}');
    }
    // One entry a page, whatever was asked for: the command has to go on until it has them all.
    const entry = found.slice(Number(query.get("PageNumber")) - 1, Number(query.get("PageNumber")));
    response.end(
      JSON.stringify({ Success: true, TotalCount: String(found.length), Resources: { Resource: entry } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

const atEndpoint = (...args: string[]) => [
  ...["catalogue", "--region", "ap-southeast-1", "--endpoint", endpoint, "--protocol", "http"],
  ...args,
];

describe("cloudmonitor-relay catalogue", () => {
  test("writes what the account has, page by page, and tells what differs", async () => {
    asked = [];
    const out = join(mkdtempSync(join(tmpdir(), "relay-catalogue-")), "metrics.tsv");
    const { code, stdout, stderr } = await relay(
      atEndpoint("--namespace", "acs_nlb", "--out", out),
      undefined,
      KEY,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(readFileSync(out, "utf8")).toBe(
      [
        "namespace\tmetric\tunit\tstatistics\tdimensions\tbase_period_s",
        "acs_nlb\tInstanceDropConnection\tcount/s\tAverage\tinstanceId\t60",
        "acs_nlb\tInstanceNewMetric\t-\tAverage,Maximum\tinstanceId,zone\t15",
        "",
      ].join("\n"),
    );
    expect(stderr).toContain("1 not in the catalogue: acs_nlb InstanceNewMetric\n");
    expect(stderr).toMatch(/9 only in the catalogue: acs_nlb InstanceNewConnection,/);
    expect(stderr).toMatch(/2 metrics of ap-southeast-1 → .*metrics\.tsv\n$/);
    expect(asked.map((query) => query.get("PageNumber"))).toEqual(["1", "2", "3"]);
    expect(stderr).not.toContain(KEY.ALIBABA_CLOUD_ACCESS_KEY_SECRET);
  });

  test("says what the vendor says, and writes nothing", async () => {
    const { code, stdout, stderr } = await relayHere(
      atEndpoint("--namespace", "acs_forbidden", "--out", "-"),
      KEY,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe("error: DescribeMetricMetaList: NoPermission: You are not authorized.\n");
  });

  test("writes the places to probe from by name", async () => {
    const served = await serveCloudMonitor({ keys: [localKey("1100000000000000")], region: "cn-hangzhou" });
    const { id, secret } = localKey("1100000000000000");
    const { code, stdout, stderr } = await relayHere(
      [
        ...["catalogue", "--region", "cn-hangzhou", "--endpoint", served.endpoint, "--protocol", "http"],
        ...["--cities", "-"],
      ],
      { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret },
    ).finally(() => served.stop());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "3 places → standard output\n" });
    expect(stdout).toContain('  /** 杭州 阿里巴巴 */\n  Hangzhou_Alibaba: { city: "572", isp: "465" },\n');
  });

  test("prints the vendor's one-click rules that are on", async () => {
    const account = "1100000000000000";
    const served = await serveCloudMonitor({ keys: [localKey(account)], region: "cn-hangzhou" });
    served.api.perform({ account, region: "cn-hangzhou" }, "EnableActiveMetricRule", { Product: "rds" });
    const { id, secret } = localKey(account);
    const { code, stdout } = await relayHere(
      [
        ...["catalogue", "--region", "cn-hangzhou", "--endpoint", served.endpoint, "--protocol", "http"],
        "--one-click",
      ],
      { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret },
    ).finally(() => served.stop());
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toBe(
      "rds\tacs_rds_dashboard\tCpuUsage\tSystemDefault_acs_rds_dashboard_CpuUsage",
    );
  });

  test("gives places of one name names of their own", () => {
    const place = { City: "1", Isp: "2", "CityName.en": "St. Louis", "IspName.en": "A&B" };
    const text = citiesModule([place, { ...place, Isp: "3" }, { City: "9", Isp: "8" }]);
    expect(text).toContain('  St_Louis_A_B: { city: "1", isp: "2" },');
    expect(text).toContain('  St_Louis_A_B_1_3: { city: "1", isp: "3" },');
    expect(text).toContain('  city_9_8: { city: "9", isp: "8" },');
  });

  test("refuses options that can't be meant", async () => {
    const region = await relayHere(["catalogue", "--region", "hangzhou"]);
    const both = await relayHere(["catalogue", "--region", "cn-hangzhou", "--all", "--namespace", "acs_nlb"]);
    const missing = await relayHere(["catalogue"]);
    expect(region).toMatchObject({ code: 2, stderr: expect.stringContaining('not "hangzhou"') });
    expect(both).toMatchObject({ code: 2, stderr: "error: give --all or --namespace, not both\n" });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("--region") });
  });

  test("the catalogue's own data file differs from the catalogue in nothing", () => {
    const file = readFileSync(new URL("../../components/metrics/metrics.tsv", import.meta.url), "utf8");
    const [header, ...lines] = file.trimEnd().split("\n");
    const metas = lines.map((line) => {
      const [Namespace = "", MetricName = "", Unit = "", Statistics = "", Dimensions = "", Periods = ""] =
        line.split("\t");
      return {
        Namespace,
        MetricName,
        Unit,
        Statistics,
        Dimensions: Dimensions === "-" ? "" : Dimensions,
        Periods,
      };
    });
    const rows = rowsOf(metas);
    expect(differences(rows)).toEqual({ added: [], gone: [], changed: [] });
    expect(tsv(rows).split("\n")[0]).toBe(header);
    expect(tsv(rows).trimEnd().split("\n").slice(1).sort()).toEqual(lines.sort());
  });
});
