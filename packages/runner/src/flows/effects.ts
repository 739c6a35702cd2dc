import type { Effect, Json } from "@scriptyard/model";
import { isObject } from "@scriptyard/model";
import { maskedIn } from "../bus/sensitive.ts";
import { textOf } from "../pipeline/text-of.ts";
import type { FieldError } from "./block.ts";
import type { JsonObject, Walk } from "./walk.ts";

/** What a node's effects ask of the engine itself, beside what they changed in the walk. */
export type NodeEffects = {
  errors: FieldError[];
  redirect: { url: string; resume: string | null; partner: string | null } | null;
  messages: { topic: string; payload: Json; sensitive: string[] }[];
  /** When the run took place, epoch milliseconds. */
  now: number;
};

/**
 * Applies the validated effects of one run to a walk, in the order of the calls. One line per effect of the contract;
 * an effect of another host that flows do not know stays in the execution's record, for the host to apply.
 *
 * @param recorded the same effects as the record has them: what is masked there is sensitive on the bus too
 */
export function applyEffects(
  walk: Walk,
  effects: readonly Effect[],
  now: number,
  recorded: readonly Effect[] = [],
): NodeEffects {
  const asked: NodeEffects = { errors: [], redirect: null, messages: [], now };
  for (const [at, { name, args }] of effects.entries()) appliers[name]?.(args, walk, asked, recorded[at]);
  return asked;
}

type Applier = (args: Json[], walk: Walk, asked: NodeEffects, recorded: Effect | undefined) => void;

const appliers: { [effect: string]: Applier } = {
  "flow.set": ([key, value], { effects }) => set(effects.state, textOf(key), value ?? null),
  "claims.set": ([name, value], { effects }) => set(effects.claims, textOf(name), value ?? null),
  "session.maxAge": ([seconds], { effects }) => {
    // Several scripts may shorten a session; none may lengthen what another one shortened.
    const asked = Number(seconds);
    effects.maxAgeSeconds = effects.maxAgeSeconds === null ? asked : Math.min(effects.maxAgeSeconds, asked);
  },
  "user.set": ([path, value], walk) => {
    changeAttribute(walk, textOf(path), value ?? null);
  },
  "user.requireFactor": ([kind], { effects }) => {
    const factors = new Set([...requiredFactors(effects.state), textOf(kind)]);
    // Later nodes read it there, as the function's description promises.
    set(effects.state, "requiredFactors", [...factors]);
  },
  "terms.accept": ([version], walk, asked) => {
    walk.effects.acceptedTerms = textOf(version);
    changeAttribute(walk, "termsVersion", textOf(version));
    changeAttribute(walk, "termsAcceptedAt", new Date(asked.now).toISOString());
  },
  "form.fail": ([field, message], _walk, asked) => {
    asked.errors.push({ field: textOf(field), message: textOf(message) });
  },
  "flow.redirect": ([url, options], _walk, asked) => {
    const said = (name: "resume" | "partner") => {
      const value = isObject(options) ? options[name] : null;
      return typeof value === "string" ? value : null;
    };
    asked.redirect = { url: textOf(url), resume: said("resume"), partner: said("partner") };
  },
  "events.publish": ([topic, payload = null], _walk, asked, recorded) => {
    const sensitive = recorded === undefined ? [] : maskedIn(payload, recorded.args[1] ?? null);
    asked.messages.push({ topic: textOf(topic), payload, sensitive });
  },
};

/** Second factors that scripts have asked for so far. */
export function requiredFactors(state: JsonObject): string[] {
  const factors = state.requiredFactors;
  return Array.isArray(factors) ? factors.filter((factor) => typeof factor === "string") : [];
}

/** Notes a change for the host to write, and shows it to the later nodes. */
function changeAttribute(walk: Walk, path: string, value: Json): void {
  set(walk.effects.user, path, value);
  if (walk.user === null) return;
  if (!isObject(walk.user.attributes)) set(walk.user, "attributes", {});
  setPath(walk.user.attributes as JsonObject, path.split("."), value);
}

function setPath(root: JsonObject, parts: string[], value: Json): void {
  let target = root;
  for (const part of parts.slice(0, -1)) {
    if (!isObject(target[part])) set(target, part, {});
    target = target[part] as JsonObject;
  }
  set(target, parts.at(-1)!, value);
}

/** Names come from scripts: `__proto__` must become a member, never a prototype. */
function set(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
