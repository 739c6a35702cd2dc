import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState } from "../../components/empty-state.tsx";
import { usePageTitle } from "../../components/page-header.tsx";

export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <EmptyState
      icon={Compass}
      wholePage
      title="There is no such page"
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
          Go to the overview
        </Button>
      }
    >
      The address may be mistyped, or what it named was removed. Nothing was changed.
    </EmptyState>
  );
}
