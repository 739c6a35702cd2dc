import { useStore } from "../../../app/store.ts";
import { ToldLine } from "./told-line.tsx";
import { toldOf } from "./told-store.ts";
import { useRestore } from "./use-restore.ts";

/** Says what somebody else did with one's edits, with the way back at hand. */
export function ToldBanner({ scriptId, locked }: { scriptId: string; locked: boolean }) {
  const store = toldOf(scriptId);
  const { told } = useStore(store);
  const restore = useRestore();
  const dismiss = () => store.set({ told: null });
  if (!told) return null;
  return (
    <ToldLine
      told={told}
      locked={locked}
      onDismiss={dismiss}
      onRestore={(revision) => {
        void restore(revision, "You").then((done) => {
          if (done) dismiss();
        });
      }}
    />
  );
}
