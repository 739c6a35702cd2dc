import { useParams } from "@tanstack/react-router";

const key = "scriptyard-realm";

/** Name of the realm in the address. Only under `/r/$realm`. */
export function useRealm(): string {
  return useParams({ from: "/r/$realm", select: (params) => params.realm });
}

/** The realm this browser was in last, for `/`. */
export function lastRealm(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberRealm(realm: string): void {
  try {
    localStorage.setItem(key, realm);
  } catch {
    // Storage may be off; `/` then opens the first realm.
  }
}
