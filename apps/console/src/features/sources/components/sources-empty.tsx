import { FileStack } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";

export function SourcesEmpty({ searched }: { searched: boolean }) {
  return searched ? (
    <EmptyState icon={FileStack} title="No script is called so">
      Try a part of its module or its name.
    </EmptyState>
  ) : (
    <EmptyState icon={FileStack} title="No script yet">
      Create one under Scripts, or put a file <code>module/name.ts</code> into the scripts folder. It is
      checked like a publish and runs within half a second.
    </EmptyState>
  );
}
