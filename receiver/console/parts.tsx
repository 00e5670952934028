import type { Child } from "hono/jsx";
import type { IncidentRow } from "../api/shapes.ts";
import type { View } from "./view.ts";
import type { Word } from "./words.ts";

/** A moment in UTC, to the second; nothing known is `otherwise`. */
export function Time({ at, otherwise = "–" }: { at: string | null; otherwise?: string }) {
  if (at === null) return <span class="dim">{otherwise}</span>;
  return (
    <time class="nowrap" datetime={at}>
      {`${at.slice(0, 10)} ${at.slice(11, 19)}Z`}
    </time>
  );
}

/** How bad each state and level is. */
const TONES: Readonly<Record<string, string>> = {
  critical: "bad",
  error: "bad",
  warn: "warn",
  "no-data": "warn",
  down: "bad",
  refused: "bad",
  slow: "warn",
  held: "warn",
  up: "good",
  closed: "good",
  told: "good",
  delivered: "good",
  over: "good",
  ok: "good",
  dead: "bad",
  rejected: "bad",
  missing: "bad",
  open: "bad",
  waiting: "warn",
  retry: "warn",
};

export function toneOf(word: string): string {
  return Object.hasOwn(TONES, word) ? (TONES[word] as string) : "dim";
}

/** One word of a state. What it means stands in the word; the colour only repeats it. */
export function Tag({ word, text = word }: { word: string; text?: string }) {
  return <span class={`tag ${toneOf(word)}`}>{text}</span>;
}

/** A button that leads to the question whether to do it. */
export function Act({ view, fields, label }: { view: View; fields: Record<string, string>; label: Word }) {
  return (
    <form method="post" action="/console/act">
      <input type="hidden" name="csrf" value={view.session?.csrf} />
      <input type="hidden" name="back" value={view.here} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{view.t(label)}</button>
    </form>
  );
}

/** A table that scrolls where it is wider than the page; `children` are its rows. */
export function Table({
  view,
  label,
  heads = [],
  children,
}: {
  view: View;
  label: Word;
  heads?: Word[];
  children: Child;
}) {
  return (
    <section class="scroll" aria-label={view.t(label)} tabindex={0}>
      <table>
        {heads.length === 0 ? null : (
          <thead>
            <tr>
              {heads.map((each) => (
                <th scope="col">{view.t(each)}</th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** Rows of incidents. */
export function IncidentTable({ view, incidents }: { view: View; incidents: IncidentRow[] }) {
  const { t, both } = view;
  return (
    <Table view={view} label="incidents" heads={["level", "title", "source", "state", "openedAt", "told"]}>
      {incidents.map((each) => (
        <tr>
          <td>
            <Tag word={each.level} />
          </td>
          <td class="title">
            <a href={`/console/incidents/${encodeURIComponent(each.key)}`}>{each.title || each.rule}</a>
            {each.reason ? <small class="dim"> {both(each.reason)}</small> : null}
          </td>
          <td>{each.source}</td>
          <td>
            <Tag word={each.state} text={t(each.state)} />
          </td>
          <td>
            <Time at={each.openedAt} />
          </td>
          <td>{each.destinations.join(", ") || t("none")}</td>
        </tr>
      ))}
    </Table>
  );
}

/** A link to the page of what is older. */
export function More({ view, href }: { view: View; href: string | undefined }) {
  return href === undefined ? null : (
    <p>
      <a class="button" href={href}>
        {view.t("more")}
      </a>
    </p>
  );
}
