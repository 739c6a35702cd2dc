import { Lock } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";

export function OnlyAdmins({ what }: { what: string }) {
  return (
    <EmptyState icon={Lock} title={`Only admins ${what}`}>
      Your role does not allow it. Ask an admin of this installation.
    </EmptyState>
  );
}
