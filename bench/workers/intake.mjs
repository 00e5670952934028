// The whole Worker up to the ledger: routes, limits, token, parsing, routing, identity. The ledger's calls are
// left out; `RECORD` gets what they would have been asked.
import worker from "../../receiver/worker.ts";

const ledger = {
  accept(callback, submissions) {
    bindings.RECORD?.({ accepted: { callback, submissions } });
    return submissions.map(() => "opened");
  },
  quarantine: (entry, notice) => bindings.RECORD?.({ quarantined: { entry, notice } }),
  verified: () => bindings.RECORD?.({ asked: true }),
};
const LEDGER = { getByName: () => ledger };

let bindings;

export default {
  fetch(request, env, ctx) {
    bindings ??= { ...env, LEDGER };
    return worker.fetch(request, bindings, ctx);
  },
};
