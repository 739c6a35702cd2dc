import { holdsAll, wordsOf } from "@scriptyard/model";
import type { Group, Operation } from "./document.ts";

/**
 * Operations that have every word, in any order and any place: method, address, name, description, parameters, scope. What is
 * written as one word counts by its parts, and an address as it was called stands for the one with its parameters.
 *
 * @example searchOperations(groups, "session start") · "scripts/execute" · "POST /realms/acme/messages"
 */
export function searchOperations(groups: readonly Group[], query: string): Group[] {
  const words = wordsOf(query);
  return groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter((one) => {
        const text = textOf(one, group.name);
        return words.every((word) => holdsAll(text, partsOf(word)) || isAddressOf(one.path, word));
      }),
    }))
    .filter((group) => group.operations.length > 0);
}

function textOf(one: Operation, group: string): string {
  const parameters = one.parameters.map(({ name, description }) => `${name} ${description}`).join(" ");
  return `${one.id} ${one.method} ${one.path} ${one.summary} ${one.description} ${one.needs ?? ""} ${parameters} ${group}`;
}

/** `scripts/execute` → `scripts`, `execute`; a word of signs alone says nothing. */
const partsOf = (word: string): string[] => word.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Whether a word is a part of the address, with values where that has parameters: `/realms/acme/messages`. */
function isAddressOf(path: string, word: string): boolean {
  if (!word.includes("/")) return false;
  const [called = ""] = word.replace(/^https?:\/\/[^/]*/, "").split(/[?#]/);
  const given = called.split("/").filter(Boolean);
  const template = path.toLowerCase().split("/").filter(Boolean);
  return template.some((_, from) => {
    const standing = template.slice(from, from + given.length);
    return (
      standing.length === given.length &&
      standing.every((part, at) => part.startsWith("{") || part === given[at]) &&
      standing.some((part, at) => part === given[at])
    );
  });
}
