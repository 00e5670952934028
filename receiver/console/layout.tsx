import type { Child } from "hono/jsx";
import type { View } from "./view.ts";

/** Everything around the content of a page. `live`: it updates by itself. */
export function Layout(props: { view: View; title: string; live?: boolean; children: Child }) {
  const { view, title, live, children } = props;
  const { t, session, language, theme, here } = view;
  const set = (what: string) => `/console/set?${what}&to=${encodeURIComponent(here)}`;
  const path = here.split("?")[0] ?? "";
  const entry = (to: string, name: "overview" | "incidents" | "why", isHere: boolean) => (
    <a href={to} aria-current={isHere ? "page" : undefined}>
      {t(name)}
    </a>
  );
  return (
    <html lang={language === "zh" ? "zh-CN" : "en"} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} · ${t("console")}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/console/style.css" />
        {live ? <script type="module" src="/console/live.js" /> : null}
      </head>
      <body>
        <a class="skip" href="#content">
          {t("skip")}
        </a>
        <header>
          <strong>{t("console")}</strong>
          {session ? (
            <nav aria-label={t("console")}>
              {entry("/console", "overview", path === "/console")}
              {entry("/console/incidents", "incidents", path.startsWith("/console/incidents"))}
              {entry("/console/why", "why", path === "/console/why")}
            </nav>
          ) : null}
          <div class="tools">
            <a
              href={set(`language=${language === "zh" ? "en" : "zh"}`)}
              lang={language === "zh" ? "en" : "zh-CN"}
            >
              {language === "zh" ? "English" : "中文"}
            </a>
            <a href={set("theme=light")}>{t("light")}</a>
            <a href={set("theme=dark")}>{t("dark")}</a>
            {session ? (
              <form method="post" action="/console/sign-out">
                <input type="hidden" name="csrf" value={session.csrf} />
                <button class="plain" type="submit">
                  {t("signOut")}
                </button>{" "}
                <span>
                  {session.caller.name ? `${session.caller.name} · ` : ""}
                  {t(session.caller.role === "operator" ? "asOperator" : "asReader")}
                </span>
              </form>
            ) : null}
          </div>
        </header>
        <main id="content" tabindex={-1} data-live={live ? "" : undefined}>
          {children}
        </main>
      </body>
    </html>
  );
}
