import type { Why } from "../api/shapes.ts";
import { Layout } from "./layout.tsx";
import { Tag, Time, toneOf } from "./parts.tsx";
import type { View } from "./view.ts";
import type { Word } from "./words.ts";

export function SignInPage({ view, problem }: { view: View; problem?: boolean }) {
  const { t } = view;
  return (
    <Layout view={view} title={t("signIn")}>
      <section class="narrow">
        <h1>{t("signIn")}</h1>
        {problem ? (
          <p class="bad" role="alert">
            {t("wrongToken")}
          </p>
        ) : null}
        <form method="post" action="/console/sign-in">
          <label>
            {t("token")}
            <input type="password" name="token" required autocomplete="current-password" />
            <small class="dim">{t("tokenHint")}</small>
          </label>
          <label>
            {t("yourName")}
            <input name="name" maxlength={60} autocomplete="name" />
            <small class="dim">{t("nameHint")}</small>
          </label>
          <button class="main" type="submit">
            {t("signIn")}
          </button>
        </form>
      </section>
    </Layout>
  );
}

export function WhyPage({
  view,
  why,
  asked,
}: {
  view: View;
  why: Why | undefined;
  asked: Record<string, string>;
}) {
  const { t, both } = view;
  const isAsked = Boolean(asked.incident || asked.rule || asked.resource);
  return (
    <Layout view={view} title={t("why")}>
      <h1>{t("why")}</h1>
      <section>
        <form class="row" method="get" action="/console/why">
          {(["rule", "resource"] as const).map((name) => (
            <label>
              {t(name)}
              <input name={name} value={asked[name]} />
            </label>
          ))}
          <label>
            {t("moment")}
            <input type="datetime-local" name="at" value={asked.at} />
          </label>
          <button type="submit">{t("ask")}</button>
        </form>
      </section>
      {isAsked && !why ? <section>{t("notThere")}</section> : null}
      {why ? (
        <section aria-labelledby="answer">
          <h2 id="answer">{t("answer")}</h2>
          <p>
            <b>{both(why.answer)}</b>{" "}
            {why.incident ? (
              <a href={`/console/incidents/${encodeURIComponent(why.incident)}`}>{t("title")}</a>
            ) : null}
          </p>
          <ol class="line">
            {why.links.map(({ link, state, at, text }) => (
              <li class={toneOf(state)}>
                <b>{link}</b> <Tag word={state} /> <Time at={at} otherwise="" />
                <div>{both(text)}</div>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </Layout>
  );
}

/** What each action is called. */
const ACTION_WORDS: Readonly<Record<string, Word>> = {
  resolve: "resolveIt",
  silence: "silenceIt",
  unsilence: "unsilenceIt",
  "hand-over": "handOver",
  replay: "replay",
  hold: "hold",
  release: "release",
  discard: "discard",
};

/** Asks once whether to do it, or says what came of it. */
export function ActPage(props: {
  view: View;
  fields: Record<string, string>;
  back: string;
  outcome?: { status: number; body: object };
}) {
  const { view, fields, back, outcome } = props;
  const { t } = view;
  const name = t(ACTION_WORDS[fields.what ?? ""] ?? "didNot");
  const about = Object.entries(fields).filter(([field]) => field !== "what");
  const said = Object.entries(outcome?.body ?? about).filter(([, value]) => value !== null);
  const ok = outcome !== undefined && outcome.status < 300;
  return (
    <Layout view={view} title={name}>
      <section class="narrow">
        <h1>{outcome ? `${t(ok ? "didIt" : "didNot")}: ${name}` : name}</h1>
        {outcome ? null : <p>{t("sure")}</p>}
        <dl>
          {(outcome ? said : about).map(([field, value]) => (
            <>
              <dt>{field}</dt>
              <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </>
          ))}
        </dl>
        {outcome ? null : (
          <form method="post" action="/console/act">
            <input type="hidden" name="csrf" value={view.session?.csrf} />
            <input type="hidden" name="back" value={back} />
            <input type="hidden" name="sure" value="1" />
            {Object.entries(fields).map(([field, value]) => (
              <input type="hidden" name={field} value={value} />
            ))}
            <p>
              <button class="main" type="submit">
                {t("yes")}
              </button>
            </p>
          </form>
        )}
        <p>
          <a href={back}>{t("back")}</a>
        </p>
      </section>
    </Layout>
  );
}

export function ProblemPage({ view, text }: { view: View; text: Word }) {
  return (
    <Layout view={view} title={view.t(text)}>
      <section class="narrow">
        <h1>{view.t(text)}</h1>
        <a href="/console">{view.t("back")}</a>
      </section>
    </Layout>
  );
}
