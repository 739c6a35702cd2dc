import { defaultLimits, wallLimitMs } from "@scriptyard/model";
import type { Outputs } from "../app/trpc.ts";
import { Refusal } from "./wire.ts";

type View = Outputs["policy"]["get"];
type Level = View["levels"][number];
type Policy = View["policy"];

const limits = { ...defaultLimits, wallMs: wallLimitMs(defaultLimits) };

/** A built-in level as it is delivered, but for what a test is about. */
export const aLevel = (name: string, change: Partial<Level> = {}): Level =>
  ({
    name,
    base: name,
    description: `What ${name} allows`,
    limits,
    libraries: "all",
    granted: ["log"],
    builtIn: true,
    changed: false,
    inherited: { description: `What ${name} allows`, limits, libraries: "all", granted: ["log"] },
    ...change,
  }) as Level;

/** A realm with two levels and no rule. */
export const aPolicy = (policy: Partial<Policy> = {}, change: Partial<View> = {}): View =>
  ({
    policy: { defaultLevel: "production", levels: {}, rules: [], ...policy },
    levels: [aLevel("safe"), aLevel("production")],
    capabilities: [
      { name: "log", functions: ["log.info"] },
      { name: "net", functions: ["redirect.to"] },
    ],
    scripts: ["login/risk"],
    libraries: ["shared/risk"],
    flows: ["login"],
    file: null,
    revision: "as-made",
    ...change,
  }) as View;

/** A server that keeps the policy it is sent, unless it was made from another one; `change` is somebody else's. */
export function keepingPolicy(start: View) {
  let now = start;
  let saves = 0;
  const put = (policy: Partial<Policy>, change: Partial<View> = {}): View => {
    now = { ...now, policy: { ...now.policy, ...policy }, revision: `after-${++saves}`, ...change };
    return now;
  };
  return {
    change: put,
    answers: {
      "policy.get": () => now,
      "policy.events": () => ({ items: [] as object[], next: null }),
      "policy.update": ({ policy, basedOn }: { policy: Policy; basedOn: string }) => {
        if (basedOn !== now.revision)
          throw new Refusal("Somebody changed the policy meanwhile.", { fault: "conflict" });
        return put(policy);
      },
    },
  };
}
