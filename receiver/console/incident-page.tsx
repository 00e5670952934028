import type { Attempt, Happening, Incident } from "../api/shapes.ts";
import { Layout } from "./layout.tsx";
import { Act, More, Table, Tag, Time, toneOf } from "./parts.tsx";
import { type View, webAddress } from "./view.ts";
import type { Word } from "./words.ts";

export function IncidentPage(props: { view: View; incident: Incident; destinations: string[] }) {
  const { view, incident, destinations } = props;
  const { t } = view;
  const here = `/console/incidents/${encodeURIComponent(incident.key)}`;
  return (
    <Layout view={view} title={incident.title || incident.rule} live={!view.here.includes("?")}>
      <h1>
        <Tag word={incident.level} /> <Tag word={incident.state} text={t(incident.state)} />{" "}
        {incident.title || incident.rule}
      </h1>
      <Actions view={view} incident={incident} destinations={destinations} />
      <div class="grid">
        <About view={view} incident={incident} />
        <section aria-labelledby="told">
          <h2 id="told">{t("deliveries")}</h2>
          {Object.keys(incident.told).length === 0 ? <p class="dim">{t("none")}</p> : null}
          {Object.entries(incident.told).map(([name, told]) => (
            <details open={told.state !== "told"}>
              <summary>
                {name} <Tag word={told.state} /> <Time at={told.toldAt} />
              </summary>
              {told.reason ? <p class="warn">{told.reason}</p> : null}
              <AttemptTable view={view} attempts={told.attempts} />
            </details>
          ))}
        </section>
      </div>
      {incident.values.length > 1 ? <Curve view={view} incident={incident} /> : null}
      <section aria-labelledby="timeline">
        <h2 id="timeline">{t("timeline")}</h2>
        <ol class="line">
          {incident.timeline.map((each) => (
            <Line view={view} happening={each} />
          ))}
        </ol>
        <More view={view} href={incident.next === null ? undefined : `${here}?before=${incident.next}`} />
      </section>
    </Layout>
  );
}

function Actions({
  view,
  incident,
  destinations,
}: {
  view: View;
  incident: Incident;
  destinations: string[];
}) {
  const { t, session } = view;
  const { key } = incident;
  const canAct = session?.caller.role === "operator" && incident.state === "open";
  const others = destinations.filter((name) => !incident.destinations.includes(name));
  return (
    <section class="row" aria-label={t("about")}>
      {canAct ? (
        <>
          <Act view={view} fields={{ what: "resolve", key }} label="resolveIt" />
          {incident.silencedUntil ? (
            <Act view={view} fields={{ what: "unsilence", key }} label="unsilenceIt" />
          ) : (
            <Act view={view} fields={{ what: "silence", key }} label="silenceIt" />
          )}
          {others.length > 0 ? (
            <form method="post" action="/console/act">
              <input type="hidden" name="csrf" value={session?.csrf} />
              <input type="hidden" name="back" value={view.here} />
              <input type="hidden" name="what" value="hand-over" />
              <input type="hidden" name="key" value={key} />
              <select name="destination" aria-label={t("destination")}>
                {others.map((name) => (
                  <option>{name}</option>
                ))}
              </select>
              <button type="submit">{t("handOver")}</button>
            </form>
          ) : null}
        </>
      ) : null}
      <a href={`/console/why?incident=${encodeURIComponent(key)}`}>{t("whyThis")}</a>
    </section>
  );
}

function About({ view, incident }: { view: View; incident: Incident }) {
  const { t, both } = view;
  const links = Object.entries(incident.links).flatMap(([name, text]) => {
    const href = webAddress(text);
    return href ? [[name as Word, href] as const] : [];
  });
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t("about")}</h2>
      <dl>
        <dt>{t("openedAt")}</dt>
        <dd>
          <Time at={incident.openedAt} />
        </dd>
        <dt>{t("closedAt")}</dt>
        <dd>
          <Time at={incident.closedAt} /> {incident.closedBy}
        </dd>
        {incident.silencedUntil ? (
          <>
            <dt>{t("silencedUntil")}</dt>
            <dd>
              <Time at={incident.silencedUntil} />
            </dd>
          </>
        ) : null}
        <dt>{t("source")}</dt>
        <dd>{[incident.source, incident.account, incident.region].filter(Boolean).join(" · ")}</dd>
        <dt>{t("rule")}</dt>
        <dd>{[incident.rule, incident.condition].filter(Boolean).join(" · ")}</dd>
        <dt>{t("resource")}</dt>
        <dd>
          {Object.entries(incident.resource)
            .map(([name, value]) => `${name}: ${value}`)
            .join(", ")}
        </dd>
        {incident.reason ? (
          <>
            <dt>{t("reason")}</dt>
            <dd>{both(incident.reason)}</dd>
          </>
        ) : null}
        {links.length > 0 ? (
          <>
            <dt>{t("links")}</dt>
            <dd>
              {links.map(([name, href]) => (
                <>
                  <a href={href} rel="noreferrer noopener">
                    {t(name)}
                  </a>{" "}
                </>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function AttemptTable({ view, attempts }: { view: View; attempts: Attempt[] }) {
  return (
    <Table view={view} label="attempts">
      {attempts.map((each) => (
        <tr>
          <td>
            <Time at={each.at} />
          </td>
          <td>{each.kind}</td>
          <td>
            <Tag word={each.outcome} />
          </td>
          <td class="num nowrap">{[each.status, `${each.milliseconds} ms`].filter(Boolean).join(" · ")}</td>
          <td>{each.reason}</td>
        </tr>
      ))}
    </Table>
  );
}

function Line({ view, happening: each }: { view: View; happening: Happening }) {
  const { t, both } = view;
  const tone = each.state === "OK" || each.decision === "resolved" ? "good" : toneOf(each.level ?? "");
  return (
    <li class={tone}>
      <Time at={each.receivedAt} /> <b>{both(each.meaning)}</b> <small class="dim">{each.decision}</small>
      <br />
      {[each.level, each.state, each.value].filter(Boolean).join(" · ")}
      {each.told.length > 0 ? ` → ${each.told.join(", ")}` : ""}
      {each.by ? ` · ${t("by")} ${each.by}` : ""}
      {each.reason ? <div class="warn">{both(each.reason)}</div> : null}
      {each.unclear.length > 0 ? (
        <div class="warn">
          {t("unclear")}: {each.unclear.join("; ")}
        </div>
      ) : null}
      {each.body === null ? null : (
        <details>
          <summary>{t("body")}</summary>
          <pre tabindex={0}>{[each.parameters, each.body].filter(Boolean).join("\n")}</pre>
        </details>
      )}
    </li>
  );
}

/** The values of the callbacks over time, with the threshold. */
function Curve({ view, incident }: { view: View; incident: Incident }) {
  const { values, threshold } = incident;
  const all = [...values.map(({ value }) => value), ...(threshold === null ? [] : [threshold])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const times = values.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (time: number) => 10 + ((time - first) / (last - first || 1)) * 900;
  const y = (value: number) => 110 - ((value - least) / (most - least || 1)) * 95;
  const title = `${view.t("values")}: ${least} – ${most}`;
  return (
    <section aria-labelledby="values">
      <h2 id="values">{title}</h2>
      <svg viewBox="0 0 960 125" role="img" aria-label={title}>
        {threshold === null ? null : (
          <>
            <line class="limit" x1="0" x2="960" y1={y(threshold)} y2={y(threshold)} />
            <text x="860" y={y(threshold) + 13}>{`${view.t("threshold")} ${threshold}`}</text>
          </>
        )}
        <polyline
          class="curve"
          points={values.map(({ value }, index) => `${x(times[index] ?? 0)},${y(value)}`).join(" ")}
        />
        {values.map(({ at, value, state }, index) => (
          <circle class="bar" cx={x(times[index] ?? 0)} cy={y(value)} r="3">
            <title>{`${at}: ${value} ${state}`}</title>
          </circle>
        ))}
      </svg>
    </section>
  );
}
