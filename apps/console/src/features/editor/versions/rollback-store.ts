import { createStore } from "../state/store.ts";

/** A roll back that waits for its reason; asked for by the version list and by the toast after a publish. */
export const rollbackRequest = createStore<{ scriptId: string | null; target: number | null }>({
  scriptId: null,
  target: null,
});

export function closeRollback(): void {
  rollbackRequest.set({ scriptId: null, target: null });
}
