// Everything that the receiver does before the ledger: limits, token, parsing, identity. The ledger's
// call is left out.
import { callback } from "../../receiver/intake.ts";

const ledger = { accept: () => ["opened"] };
const LEDGER = { getByName: () => ledger };

export default {
  fetch(request, env) {
    return callback(request, new URL(request.url), { ...env, LEDGER }, env.CONFIG, "production");
  },
};
