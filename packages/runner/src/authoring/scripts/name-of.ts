import type { Store } from "@scriptyard/store";

/** A member's name as others read it; null for nobody: a token, or the product itself. */
export async function nameOf({ store }: { store: Store }, userId: string | null): Promise<string | null> {
  const user = userId === null ? null : await store.users.byId(userId);
  return user && (user.name || user.email);
}
