import type { Account, Zone } from "../accounts.ts";
import { page, success } from "../answer.ts";
import { refuse } from "../errors.ts";
import { jsonBody, type Routes, routes, type Services } from "./context.ts";

/** Who asks, and which accounts and zones there are. */
export function accountRoutes({ accounts }: Services): Routes {
  const app = routes();

  app.get("/user", () => success({ id: "0".repeat(32), email: "local@example.com" }));
  app.get("/user/tokens/verify", () => success({ id: "0".repeat(32), status: "active" }));
  app.get("/accounts", (c) => page(accounts.list(c.get("token")).map(shownAccount), query(c.req.url)));
  app.get("/memberships", (c) =>
    page(
      accounts.list(c.get("token")).map((account) => ({
        id: account.id,
        status: "accepted",
        account: shownAccount(account),
      })),
      query(c.req.url),
    ),
  );

  app.get("/zones", (c) => {
    const name = c.req.query("name");
    const zones = accounts
      .list(c.get("token"))
      .flatMap((account) => accounts.zones(account).map((zone) => shownZone(zone, account)))
      .filter((zone) => name === undefined || zone.name === name);
    return page(zones, query(c.req.url));
  });

  return app;
}

/** What belongs to an account beside its scripts. */
export function subdomainRoutes({ save }: Services): Routes {
  const app = routes();

  app.get("/subdomain", (c) => {
    const { subdomain } = c.get("account");
    if (subdomain === undefined) throw refuse("noSubdomain");
    return success({ subdomain });
  });

  app.put("/subdomain", async (c) => {
    const { subdomain } = await jsonBody<{ subdomain?: string }>(c);
    if (!subdomain || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(subdomain))
      throw refuse("badBody", "subdomain must be lower-case letters, digits and hyphens");
    c.get("account").subdomain = subdomain;
    save();
    return success({ subdomain });
  });

  app.delete("/subdomain", (c) => {
    c.get("account").subdomain = undefined;
    save();
    return success(null);
  });

  return app;
}

function query(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

function shownAccount({ id, name }: Account) {
  return { id, name, type: "standard", settings: {} };
}

function shownZone({ id, name }: Zone, account: Account) {
  return { id, name, status: "active", account: { id: account.id, name: account.name } };
}
