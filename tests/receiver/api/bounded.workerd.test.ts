import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { operatorToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import { SECRET } from "../bindings.ts";
import { fields } from "../callback.ts";
import { rowsOf } from "../cursors.ts";
import { freshWorld, ledgerOf, MINUTE, pass, post, request } from "../kit.ts";

freshWorld();

const STORED = 100_000;

async function ask(path: string): Promise<Record<string, unknown>> {
  const response = await request(`https://relay.example.com${path}`, {
    headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return path === PATH.metrics ? {} : (JSON.parse(text) as Record<string, unknown>);
}

test("pages read as many rows with a hundred thousand incidents stored as with fifty", async () => {
  for (let index = 0; index < 50; index++)
    await post("production", fields({ dimensions: `{instanceId=i-${index}}` }));
  await pass(MINUTE);
  const { incidents } = (await ask(`${PATH.api}/incidents`)) as { incidents: { key: string }[] };
  const key = incidents[0]?.key;
  const pages = [
    ...["overview", "incidents", "incidents?state=open", `incidents/${key}`].map(
      (page) => `${PATH.api}/${page}`,
    ),
    PATH.metrics,
  ];
  const cost = async (page: string) => (await rowsOf(() => ask(page))).read;
  const before: number[] = [];
  for (const page of pages) before.push(await cost(page));
  // Older ones: numbers below those that are there.
  await runInDurableObject(ledgerOf("production"), (_, { storage: { sql } }) => {
    const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ";
    sql.exec("UPDATE events SET seq = seq + ?", STORED);
    sql.exec("UPDATE incidents SET seq = seq + ?", STORED);
    sql.exec("UPDATE tracks SET opened_event = opened_event + ?1, last_event = last_event + ?1", STORED);
    sql.exec("UPDATE notes SET value = value + ? WHERE name = 'handed'", STORED);
    sql.exec(
      `${numbers}INSERT INTO events (seq, received_at, at, identity, episode, decision, part, body) ` +
        "SELECT i, 0, 0, 'x' || i, 1, 'opened', 0, 'alertName=x' FROM n",
      STORED,
    );
    sql.exec(
      `${numbers}INSERT INTO incidents (seq, key, identity, episode, opened_at, closed_at, closed_by, level, last_event) ` +
        "SELECT i, 'old ' || i, 'x' || i, 1, 0, 1, 'resolved', 'warn', i FROM n",
      STORED,
    );
  });
  // The first scrape counts them, once.
  await ask(PATH.metrics);
  for (const [index, page] of pages.entries())
    expect(await cost(page), page).toBeLessThanOrEqual(Number(before[index]) * 2 + 40);
  // A search looks at the next 5,000 of them.
  expect(await cost(`${PATH.api}/why?rule=ecs-cpu`)).toBeLessThanOrEqual(5500);
});

test("a search reads five thousand incidents, says that there are more, and goes on", async () => {
  await post("production", fields());
  await pass(MINUTE);
  await runInDurableObject(ledgerOf("production"), (_, { storage: { sql } }) => {
    const numbers = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ?) ";
    const rows = 6000;
    sql.exec(
      `${numbers}INSERT INTO events (seq, received_at, at, identity, episode, decision, part, body) ` +
        "SELECT i, 0, 0, 'x' || i, 1, 'opened', 0, 'alertName=x' FROM n",
      rows,
    );
    sql.exec(
      `${numbers}INSERT INTO incidents (seq, key, identity, episode, opened_at, closed_at, closed_by, level, last_event) ` +
        "SELECT i, 'old ' || i, 'x' || i, 1, 0, 1, 'resolved', 'warn', i FROM n",
      rows,
    );
  });
  const first = await ask(`${PATH.api}/incidents?text=web-1&source=production`);
  expect(first).toMatchObject({ incidents: [], whole: false, next: expect.any(String) });
  const second = await ask(`${PATH.api}/incidents?text=web-1&source=production&after=${first.next}`);
  expect(second).toMatchObject({ incidents: [{ rule: "ECS CPU" }], whole: true, next: null });
});
