import type { DeadLetters } from "../answers.ts";
import type { Quarantine } from "../api/shapes.ts";
import { Layout } from "./layout.tsx";
import { Act, More, Tag, Time } from "./parts.tsx";
import type { View } from "./view.ts";

export function DeadLettersPage({ view, page }: { view: View; page: DeadLetters & { destination: string } }) {
  const { t, session } = view;
  const { destination } = page;
  const canAct = session?.caller.role === "operator";
  return (
    <Layout view={view} title={`${t("deadLetters")}: ${destination}`}>
      <h1>{`${t("deadLetters")}: ${destination}`}</h1>
      {page.held ? (
        <section class="warn">
          {t("held")} ({t("since")} <Time at={page.held.since} /> {page.held.by})
        </section>
      ) : null}
      {canAct ? (
        <section class="row" aria-label={destination}>
          <Act view={view} fields={{ what: "replay", destination }} label="replayAll" />
          <Act
            view={view}
            fields={{ what: page.held ? "release" : "hold", destination }}
            label={page.held ? "release" : "hold"}
          />
          <Act view={view} fields={{ what: "discard", destination }} label="discard" />
        </section>
      ) : null}
      {page.letters.length === 0 ? <section>{t("noLetters")}</section> : null}
      {page.letters.map((letter) => (
        <section>
          <div>
            <Tag word={letter.level} /> <b>{letter.title ?? letter.kind}</b>{" "}
            <a href={`/console/incidents/${encodeURIComponent(letter.key)}`}>{t("title")}</a>
          </div>
          <p>
            <Time at={letter.at} /> <span class="bad">{letter.reason}</span>
          </p>
          <details>
            <summary>{`${t("attempts")}: ${letter.attempts.count}`}</summary>
            <ul>
              {[...letter.attempts.first, ...letter.attempts.last].map((each) => (
                <li>
                  <Time at={each.at} /> {each.status} {each.reason}
                </li>
              ))}
            </ul>
          </details>
          {letter.settled ? (
            <p class="good">
              {t("settled")}: {letter.settled.what} <Time at={letter.settled.at} /> {letter.settled.by}
            </p>
          ) : canAct ? (
            <div class="row">
              <Act
                view={view}
                fields={{ what: "replay", destination, letter: String(letter.id) }}
                label="replay"
              />
            </div>
          ) : null}
        </section>
      ))}
      <More
        view={view}
        href={page.next === null ? undefined : `/console/dead-letters/${destination}?before=${page.next}`}
      />
    </Layout>
  );
}

export function QuarantinePage({ view, page }: { view: View; page: Quarantine }) {
  const { t } = view;
  return (
    <Layout view={view} title={`${t("quarantined")}: ${page.source}`}>
      <h1>{`${t("quarantined")}: ${page.source} (${page.count})`}</h1>
      {page.entries.length === 0 ? <section>{t("noQuarantine")}</section> : null}
      {page.entries.map((entry) => (
        <section>
          <Time at={entry.receivedAt} /> <b>{entry.reason}</b>{" "}
          <small class="dim">{[entry.contentType, `${entry.bytes} B`].filter(Boolean).join(" · ")}</small>
          <pre tabindex={0}>{entry.body}</pre>
        </section>
      ))}
      <More
        view={view}
        href={page.next === null ? undefined : `/console/quarantine/${page.source}?before=${page.next}`}
      />
    </Layout>
  );
}
