import { amount } from "../../app/search-parts.ts";
import { shortId } from "../../components/copy-id.tsx";
import { failureWord } from "../../components/failure-words.ts";
import type { FilterChip } from "../../components/filter-bar.tsx";
import type { FilterField } from "../../components/filter-edit.tsx";
import { formatNumber } from "../../components/format.ts";
import { type ExecutionsSearch, effectName, searchOfId } from "./search.ts";

type Change = (next: Partial<ExecutionsSearch>) => void;

/** The filters that are typed. */
export function fieldsOf(search: ExecutionsSearch, onChange: Change): FilterField[] {
  const field = (
    key: keyof ExecutionsSearch,
    name: string,
    placeholder: string,
    read: (text: string) => Partial<ExecutionsSearch> | string,
  ): FilterField => ({
    key,
    name,
    placeholder,
    text: String(search[key] ?? ""),
    take(text) {
      const next = text === "" ? { [key]: undefined } : read(text);
      if (typeof next === "string") return next;
      onChange(next);
      return null;
    },
  });
  return [
    field("user", "User", "e-mail, id or name", (user) => ({ user })),
    field(
      "request",
      "Request",
      "req_…",
      (text) => searchOfId(text, "req") ?? "The number of a request begins with req_.",
    ),
    field("version", "Version", "e.g. 12", (text) => {
      const version = Number(text.replace(/^v/i, ""));
      return Number.isSafeInteger(version) && version > 0 ? { version } : "A version is a number, e.g. 12.";
    }),
    field("outcome", "Named outcome", "e.g. suspicious", (outcome) => ({ outcome })),
    field("effect", "Effect", "e.g. publish", (effect) =>
      effectName.test(effect) ? { effect } : "An effect is called as in the script, e.g. publish.",
    ),
    field("minMs", "Longer than", "milliseconds", (text) => milliseconds("minMs", text)),
    field("maxMs", "Shorter than", "milliseconds", (text) => milliseconds("maxMs", text)),
    field("minOps", "Operations, at least", "e.g. 100 000", (text) => {
      const minOps = amount(text.replace(/[\s\u2009.,_]/g, ""));
      return Number.isSafeInteger(minOps) ? { minOps } : "Operations are a whole number.";
    }),
  ];
}

function milliseconds(key: "minMs" | "maxMs", text: string): Partial<ExecutionsSearch> | string {
  const ms = amount(text.replace(/\s*ms$/i, "").replace(",", "."));
  return ms === undefined ? "Milliseconds are a number, e.g. 20 or 0.5." : { [key]: ms };
}

/** What is filtered by. */
export function chipsOf(search: ExecutionsSearch, groupMessage: string | undefined): FilterChip[] {
  const chips: FilterChip[] = [];
  const add = (key: keyof ExecutionsSearch, name: string, value: string | undefined): void => {
    if (value !== undefined) chips.push({ key, name, value });
  };
  add("status", "Status", search.status);
  add("action", "Decision", search.action);
  add("outcome", "Named outcome", search.outcome);
  add("type", "Error type", search.type && failureWord(search.type));
  add("trigger", "Trigger", search.trigger);
  add("triggerId", "Fired by", search.triggerId && shortId(search.triggerId));
  add("script", "Script", search.script);
  add("version", "Version", search.version === undefined ? undefined : `v${search.version}`);
  add("user", "User", search.user);
  add("effect", "Effect", search.effect);
  add("minMs", "Longer than", search.minMs === undefined ? undefined : `${search.minMs}\u2009ms`);
  add("maxMs", "Shorter than", search.maxMs === undefined ? undefined : `${search.maxMs}\u2009ms`);
  add(
    "minOps",
    "Operations, at least",
    search.minOps === undefined ? undefined : formatNumber(search.minOps),
  );
  add("session", "Flow session", search.session && shortId(search.session));
  add("request", "Request", search.request && shortId(search.request));
  add("group", "Error", search.group && groupMessage);
  return chips;
}
