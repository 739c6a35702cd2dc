import { ChangedElsewhere } from "../../../components/changed-elsewhere.tsx";
import type { Realm } from "./use-realm-texts.ts";

/** Somebody else saved the realm while one typed into a form of it. */
export function RealmChangedElsewhere(props: {
  realm: Realm;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const { realm, onKeepMine, onTakeTheirs } = props;
  return (
    <ChangedElsewhere
      what="the realm"
      by={realm.changedByName}
      at={realm.lastChange?.at ?? null}
      onKeepMine={onKeepMine}
      onTakeTheirs={onTakeTheirs}
    />
  );
}
