import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BellOff, CircleCheck, SearchX } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import type { ErrorsSearch } from "../search.ts";

export function ErrorsEmpty({ search }: { search: ErrorsSearch }) {
  const realm = useRealm();
  if (search.script || search.type || search.text)
    return (
      <EmptyState
        icon={SearchX}
        title="No error matches"
        actions={
          <Button
            variant="default"
            renderRoot={(rest) => (
              <Link to="/r/$realm/errors" params={{ realm }} search={{ status: "all" }} {...rest} />
            )}
          >
            All errors
          </Button>
        }
      >
        No error group fits every filter. Remove one, or look among the muted and resolved ones too.
      </EmptyState>
    );
  if (search.status === "resolved")
    return (
      <EmptyState icon={CircleCheck} title="Nothing was resolved yet">
        Groups marked as resolved are kept here, and open again by themselves when the same error comes back.
      </EmptyState>
    );
  if (search.status === "muted")
    return (
      <EmptyState icon={BellOff} title="Nothing is muted">
        A muted error does not count until a time, or until it happened so many more times. Then it opens by
        itself.
      </EmptyState>
    );
  return (
    <EmptyState icon={CircleCheck} title="No open errors">
      When a script of a live run throws, runs over a limit or returns what its hook does not allow, it
      appears here with the line marked and the input to replay. Failing previews stay in the editor.
    </EmptyState>
  );
}
