import type { IncidentPage } from "../api/shapes.ts";
import { Layout } from "./layout.tsx";
import { IncidentTable, More } from "./parts.tsx";
import type { View } from "./view.ts";
import type { Word } from "./words.ts";

/** Filters that are texts, by the name of the question's field. */
const TEXTS = ["level", "rule", "resource", "destination", "decision", "text"] as const satisfies Word[];

export function IncidentsPage(props: {
  view: View;
  page: IncidentPage;
  sources: string[];
  asked: Record<string, string>;
}) {
  const { view, page, sources, asked } = props;
  const { t } = view;
  const next = new URLSearchParams({ ...asked, after: page.next ?? "" });
  return (
    <Layout view={view} title={t("incidents")} live={asked.after === undefined}>
      <h1>{t("incidents")}</h1>
      <section>
        <form class="row" method="get" action="/console/incidents">
          <Choice view={view} name="source" values={sources} now={asked.source} />
          <Choice view={view} name="state" values={["open", "closed"]} now={asked.state} />
          {(["from", "to"] as const).map((name) => (
            <label>
              {`${t(name)} (UTC)`}
              <input type="datetime-local" name={name} value={asked[name]?.slice(0, 16)} />
            </label>
          ))}
          {TEXTS.map((name) => (
            <label>
              {t(name)}
              <input name={name} value={asked[name]} size={12} />
            </label>
          ))}
          <button type="submit">{t("search")}</button>
        </form>
      </section>
      <section>
        {page.incidents.length === 0 ? (
          <p class="dim">{t("noMatch")}</p>
        ) : (
          <IncidentTable view={view} incidents={page.incidents} />
        )}
        {page.whole ? null : <p class="warn">{t("notWhole")}</p>}
        <More view={view} href={page.next === null ? undefined : `/console/incidents?${next}`} />
      </section>
    </Layout>
  );
}

function Choice(props: { view: View; name: "source" | "state"; values: string[]; now: string | undefined }) {
  const { view, name, values, now } = props;
  return (
    <label>
      {view.t(name)}
      <select name={name}>
        <option value="">{view.t("any")}</option>
        {values.map((value) => (
          <option value={value} selected={value === now}>
            {name === "state" ? view.t(value as "open" | "closed") : value}
          </option>
        ))}
      </select>
    </label>
  );
}
