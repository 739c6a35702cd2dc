import { type ProductFunctions, productService, type RunServices, trialServices } from "@scriptyard/host-kit";
import type { CallMocks, Json, Realm } from "@scriptyard/model";
import type { CodeServicePorts } from "./codes/service.ts";
import { codeService } from "./codes/service.ts";
import type { Services } from "./engine/engine.ts";
import type { RunInput } from "./engine/run.ts";
import { type HttpServicePorts, httpService, mockedHttp } from "./http/service.ts";
import { signedReturn } from "./partners/signed-return.ts";
import type { RunSecrets } from "./secrets/vault.ts";
import { type StateServicePorts, stateService, triedStateService } from "./state/service.ts";

type ServicePorts = CodeServicePorts &
  StateServicePorts &
  HttpServicePorts & {
    /** What the product behind a realm implements of the realm's host. */
    product: (realm: Pick<Realm, "name" | "hostId">) => ProductFunctions | null;
  };

/** What the platform does for the async functions of runs; where a text is only tried, nothing real happens. */
export function createServices(ports: ServicePorts): Services {
  return (input, secrets, mocks) => servicesFor(ports, input, secrets, mocks);
}

/** Whose codes and which return they are about is said here, by what the runner knows. */
function servicesFor(
  ports: ServicePorts,
  input: RunInput,
  secrets: RunSecrets | null,
  answers: CallMocks | null,
): RunServices {
  const { runnable, args, trigger, flow } = input;
  const [context] = args;
  const userId = textAt(context, "user", "id");
  const run = { runnable, flow, userId };
  const isTried = trigger === "preview" || trigger === "replay" || input.trial;
  const { host, realm } = runnable;
  const mocks = mockedHttp(answers && { mocks: answers, host }, input);
  const simulated = productService(host.id, realm.name, () => host.simulate(args));
  if (isTried)
    return { ...trialServices, state: triedStateService(ports, run), http: mocks, product: simulated };
  const realmId = realm.id;
  // Outside of flows whoever runs the script says which session it is; their codes cannot meet those of flows.
  const binding = flow
    ? flowBinding(flow.sessionId)
    : `call:${runnable.script.id}:${textAt(context, "flow", "sessionId") ?? ""}`;
  const trial = flow?.trial ?? false;
  return {
    trial,
    http: trial ? mocks : httpService(ports, input, secrets),
    state: trial ? triedStateService(ports, run) : stateService(ports, run),
    product: trial ? simulated : productService(host.id, realm.name, () => ports.product(realm)),
    codes: codeService(ports, {
      realmId,
      binding,
      userId,
      sessionId: flow?.sessionId ?? null,
      ip: textAt(context, "request", "ip"),
      trial,
    }),
    returns: returnsFor(ports, { realmId, state: flow?.returnState ?? null, trial }),
  };
}

/** Who judges what a visitor came back with. In a walk over drafts the signature `valid` is taken for good. */
export function returnsFor(
  ports: Pick<CodeServicePorts, "store" | "random" | "sealKey">,
  { realmId, state, trial }: { realmId: Realm["id"]; state: string | null; trial: boolean },
): RunServices["returns"] {
  if (trial) return trialServices.returns;
  return { verify: ({ partner, params }) => signedReturn(ports, realmId, { partner, params, state }) };
}

export const flowBinding = (sessionId: string): string => `flow:${sessionId}`;

function textAt(value: Json | undefined, ...path: string[]): string | null {
  let found: Json | undefined = value;
  for (const name of path) {
    if (found === null || typeof found !== "object" || Array.isArray(found) || !Object.hasOwn(found, name))
      return null;
    found = found[name];
  }
  return typeof found === "string" ? found : null;
}
