// Everything that the receiver does before the ledger: limits, token, parsing, routing, identity. The
// ledger's calls are left out.
import { callback } from "../../receiver/intake.ts";

const ledger = {
  accept: (_, submissions) => submissions.map(() => "opened"),
  quarantine() {},
  tested() {},
  verified() {},
};
const LEDGER = { getByName: () => ledger };

export default {
  fetch(request, env) {
    return callback(request, new URL(request.url), { ...env, LEDGER }, env.CONFIG, "production");
  },
};
