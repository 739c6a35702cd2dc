import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useRealm } from "../app/realm.ts";

/** Opens the editor with the recorded input, seed and clock. */
export function ReplayButton({ execution }: { execution: { id: string; module: string; name: string } }) {
  const realm = useRealm();
  return (
    <Button
      leftSection={<RotateCcw size={14} aria-hidden="true" />}
      renderRoot={(rest) => (
        <Link
          to="/r/$realm/scripts/$module/$name"
          params={{ realm, module: execution.module, name: execution.name }}
          search={{ execution: execution.id }}
          {...rest}
        />
      )}
    >
      Replay
    </Button>
  );
}
