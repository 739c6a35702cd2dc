import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ListTree, SearchX } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import type { ExecutionsSearch } from "../search.ts";

export function ExecutionsEmpty(props: { search: ExecutionsSearch; unknownScript: boolean }) {
  const realm = useRealm();
  const { open: _open, tab: _tab, columns: _columns, ...filters } = props.search;
  if (props.unknownScript)
    return (
      <EmptyState icon={SearchX} title={`There is no script ${props.search.script}`}>
        It may have been renamed or removed. Remove the filter to see the executions of all scripts.
      </EmptyState>
    );
  if (Object.keys(filters).length > 0)
    return (
      <EmptyState
        icon={SearchX}
        title="No execution matches"
        actions={
          <Button
            variant="default"
            renderRoot={(rest) => (
              <Link to="/r/$realm/executions" params={{ realm }} search={{ range: "30d" }} {...rest} />
            )}
          >
            Clear the filters, last 30 days
          </Button>
        }
      >
        Nothing in this time window fits every filter. Widen the time range or remove a filter.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={ListTree}
      title="Nothing ran in the last 24 hours"
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(rest) => <Link to="/r/$realm/flows" params={{ realm }} {...rest} />}
          >
            Try a flow
          </Button>
          <Button
            variant="default"
            renderRoot={(rest) => (
              <Link to="/r/$realm/executions" params={{ realm }} search={{ range: "30d" }} {...rest} />
            )}
          >
            Last 30 days
          </Button>
        </>
      }
    >
      Every run of a script is kept here with its input, logs and outcome: open a flow as an end user, or call
      a script over HTTP. What you only try, in the editor or with Try it, is here as well: switch Trials on.
    </EmptyState>
  );
}
