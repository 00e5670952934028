import type { Decisions, Overview } from "../api/shapes.ts";
import { Layout } from "./layout.tsx";
import { IncidentTable, Table, Tag, Time } from "./parts.tsx";
import type { View } from "./view.ts";

export function OverviewPage({
  view,
  now,
  chart,
}: {
  view: View;
  now: Overview;
  chart: Decisions | undefined;
}) {
  const { t, both } = view;
  return (
    <Layout view={view} title={t("overview")} live>
      <h1>{t("overview")}</h1>
      <section aria-labelledby="todo">
        <h2 id="todo">{t("actNow")}</h2>
        {now.todo.length === 0 ? <p class="calm">{t("nothingToDo")}</p> : null}
        <ul class="todo">
          {now.todo.map(({ text, doThis, see }) => (
            <li>
              <b>{both(text)}</b>
              {both(doThis)} {see ? <a href={`/console/${see}`}>{see}</a> : null}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="open">
        <h2 id="open">{t("openIncidents")}</h2>
        {now.open.length === 0 ? (
          <p class="dim">{t("noneOpen")}</p>
        ) : (
          <IncidentTable view={view} incidents={now.open} />
        )}
        <p>
          <a href="/console/incidents">{t("allIncidents")}</a>
        </p>
      </section>
      <div class="grid">
        <DestinationList view={view} destinations={now.destinations} />
        <SourceList view={view} sources={now.sources} />
      </div>
      {chart ? <Chart view={view} chart={chart} /> : null}
    </Layout>
  );
}

function DestinationList({ view, destinations }: { view: View; destinations: Overview["destinations"] }) {
  const { t } = view;
  return (
    <section aria-labelledby="destinations">
      <h2 id="destinations">{t("destinations")}</h2>
      <Table
        view={view}
        label="destinations"
        heads={["destination", "state", "waiting", "deadLetters", "lastSuccess"]}
      >
        {Object.entries(destinations).map(([name, each]) => (
          <tr>
            <th scope="row">
              {name} <small class="dim">{each.kind}</small>
            </th>
            <td>
              <Tag word={each.state} />
              {each.since ? (
                <small class="dim">
                  {" "}
                  {t("since")} <Time at={each.since} />
                </small>
              ) : null}
              {each.refusal ? (
                <small class="dim">
                  <br />
                  {t("lastRefusal")}: <Time at={each.refusal.at} /> {each.refusal.reason}
                </small>
              ) : null}
            </td>
            <td class="num">
              {each.waiting.count}
              {each.waiting.oldest ? (
                <small class="dim">
                  {" "}
                  {t("oldest")} <Time at={each.waiting.oldest} />
                </small>
              ) : null}
            </td>
            <td class="num">
              <a href={`/console/dead-letters/${name}`} aria-label={`${t("deadLetters")}: ${name}`}>
                {each.deadLetters}
              </a>
            </td>
            <td>
              <Time at={each.answeredAt} otherwise={t("never")} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function SourceList({ view, sources }: { view: View; sources: Overview["sources"] }) {
  const { t } = view;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{t("sources")}</h2>
      <Table
        view={view}
        label="sources"
        heads={["source", "latestEvent", "openIncidents", "quarantined", "generation"]}
      >
        {Object.entries(sources).map(([name, each]) => (
          <tr>
            <th scope="row">
              {name}
              {Object.entries(each.heartbeats ?? {}).map(([beat, { missing, heardAt }]) => (
                <small class={missing ? "bad" : "dim"}>
                  <br />
                  {beat}: {t(missing ? "missing" : "heard")} <Time at={heardAt} otherwise={t("never")} />
                </small>
              ))}
            </th>
            <td>
              <Time at={each.latestEventAt} otherwise={t("never")} />
            </td>
            <td class="num">
              <a
                href={`/console/incidents?state=open&source=${name}`}
                aria-label={`${t("openIncidents")}: ${name}`}
              >
                {each.open}
              </a>
            </td>
            <td class="num">
              <a href={`/console/quarantine/${name}`} aria-label={`${t("quarantined")}: ${name}`}>
                {each.quarantined}
              </a>
            </td>
            <td>
              {each.generation}
              {each.formerTokenAt ? (
                <small class="warn">
                  <br />
                  {t("formerToken")} <Time at={each.formerTokenAt} />
                </small>
              ) : null}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** How many decisions each hour had, as bars. */
function Chart({ view, chart }: { view: View; chart: Decisions }) {
  const sums = chart.hours.map(({ at, counts }) => ({
    at,
    counts,
    sum: Object.values(counts).reduce((all, each) => all + each, 0),
  }));
  const most = Math.max(1, ...sums.map(({ sum }) => sum));
  const total = sums.reduce((all, { sum }) => all + sum, 0);
  const wide = 960 / Math.max(1, sums.length);
  const title = view.t("decisionsToday");
  return (
    <section aria-labelledby="chart">
      <h2 id="chart">{`${title}: ${total}`}</h2>
      <svg viewBox="0 0 960 120" role="img" aria-label={`${title}: ${total}`}>
        <line class="axis" x1="0" y1="100" x2="960" y2="100" />
        {sums.map(({ at, sum, counts }, index) => {
          const high = (sum / most) * 92;
          const names = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
          return (
            <g>
              <rect
                class="bar"
                x={index * wide + 2}
                y={100 - high}
                width={Math.max(1, wide - 4)}
                height={high}
              >
                <title>{`${at.slice(11, 16)}Z: ${names.join(", ") || 0}`}</title>
              </rect>
              {index % 4 === 0 ? (
                <text x={index * wide + 2} y="115">
                  {at.slice(11, 16)}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </section>
  );
}
