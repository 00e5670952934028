import { createHash } from "node:crypto";
import type { Account } from "../accounts.ts";
import { success } from "../answer.ts";
import { refuse } from "../errors.ts";
import type { Domain } from "../script.ts";
import { jsonBody, part, type Routes, routes, type Services, scriptOf } from "./context.ts";

interface Wanted {
  hostname?: string;
  service?: string;
  environment?: string;
  zone_id?: string;
  zone_name?: string;
}

/** Custom domains: host names of the account's zones that lead to a script. */
export function domainRoutes({ accounts, save }: Services): Routes {
  const app = routes();

  const attach = (account: Account, wanted: Wanted, override: boolean): Domain => {
    const { hostname, service } = wanted;
    if (!hostname) throw refuse("badBody", "hostname is missing");
    if (!service || !account.scripts[service]) throw refuse("noScript");
    const before = account.domains[hostname];
    if (before && before.service !== service && !override) throw refuse("domainInUse", hostname);
    const zone = accounts.zoneOf(account, hostname, { id: wanted.zone_id, name: wanted.zone_name });
    const domain: Domain = {
      id: before?.id ?? createHash("md5").update(`domain ${account.id} ${hostname}`).digest("hex"),
      hostname,
      service,
      environment: wanted.environment ?? "production",
      zone_id: zone.id,
      zone_name: zone.name,
      cert_id: before?.cert_id ?? certificateOf(hostname),
    };
    account.domains[hostname] = domain;
    save();
    return domain;
  };
  const find = (account: Account, id: string): Domain => {
    const domain = Object.values(account.domains).find((each) => each.id === id);
    if (!domain) throw refuse("noDomain");
    return domain;
  };

  for (const path of ["/domains", "/domains/records"]) {
    app.get(path, (c) => {
      const wanted = Object.entries(c.req.query()).filter(([name]) => FILTERS.includes(name));
      const fits = (domain: Domain) =>
        wanted.every(([name, value]) => domain[name as keyof Domain] === value);
      return success(Object.values(c.get("account").domains).filter(fits));
    });
    app.get(`${path}/:domain`, (c) => success(find(c.get("account"), part(c, "domain"))));
  }

  app.put("/domains", async (c) => {
    const wanted = await jsonBody<Wanted & { override_existing_origin?: boolean }>(c);
    // The documented call takes a host name over from another script without being asked to.
    return success(attach(c.get("account"), wanted, true));
  });

  app.delete("/domains/:domain", (c) => {
    const account = c.get("account");
    delete account.domains[find(account, part(c, "domain")).hostname];
    save();
    return success(null);
  });

  /** What `wrangler deploy` asks before it attaches host names. */
  app.post("/scripts/:script/domains/changeset", async (c) => {
    const account = c.get("account");
    const script = scriptOf(c);
    const origins = await jsonBody<Wanted[]>(c);
    const known = origins.flatMap(({ hostname = "" }) => account.domains[hostname] ?? []);
    const hostnames = origins.map(({ hostname }) => hostname);
    return success({
      added: origins.filter(({ hostname = "" }) => !account.domains[hostname]),
      removed: Object.values(account.domains).filter(
        ({ service, hostname }) => service === script.name && !hostnames.includes(hostname),
      ),
      updated: known.map((domain) => ({ ...domain, modified: domain.service !== script.name })),
      conflicting: [],
    });
  });

  app.put("/scripts/:script/domains/records", async (c) => {
    const account = c.get("account");
    const { name } = scriptOf(c);
    const { origins, override_existing_origin: override = false } = await jsonBody<{
      origins: Wanted[];
      override_existing_origin?: boolean;
    }>(c);
    return success(origins.map((origin) => attach(account, { ...origin, service: name }, override)));
  });

  return app;
}

const FILTERS = ["hostname", "service", "environment", "zone_id", "zone_name"];

/** An id in the form of a certificate's, of a host name. */
function certificateOf(hostname: string): string {
  const hex = createHash("md5").update(`certificate ${hostname}`).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
