import { Database, SearchX } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";

export function StateEmpty({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <EmptyState icon={SearchX} title="Nothing found">
        No owner or key that is kept now has this in it.
      </EmptyState>
    );
  return (
    <EmptyState icon={Database} title="No state yet">
      Scripts keep what they have to know the next time:{" "}
      <code>await state.increment("tries", {'{ scope: "user", ttlSeconds: 900 }'})</code> counts the tries of
      a user for a quarter of an hour.
    </EmptyState>
  );
}
