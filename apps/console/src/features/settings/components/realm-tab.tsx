import { useQuery } from "@tanstack/react-query";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { PartnersSection } from "../partners/partners-section.tsx";
import { RealmForm } from "../realm/realm-form.tsx";
import { SchemaSection } from "../realm/schema-section.tsx";
import { DangerZone } from "../realms/danger-zone.tsx";
import { SettingUses } from "./setting-uses.tsx";

export function RealmTab() {
  const name = useRealm();
  // Somebody else may save it while this form is open.
  const query = useQuery({ ...useTRPC().realms.list.queryOptions(), refetchInterval: 15_000 });
  const realm = query.data?.find((each) => each.name === name);
  if (realm)
    return (
      <>
        <RealmForm key={realm.name} realm={realm} />
        <SettingUses schema={realm.settingsSchema} />
        <SchemaSection realm={realm} />
        <PartnersSection />
        <DangerZone realm={realm} />
      </>
    );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <RowSkeletons rows={4} />;
}
