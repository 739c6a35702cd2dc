import { Button, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";

/** To the editor's roll-back, with what was live before the error began; that asks for the reason, and leads back here. */
export function RollBackLink(props: {
  group: { id: string; module: string; name: string; wayBack: { toVersion: number } | null };
}) {
  const realm = useRealm();
  const mayRollBack = useCan("author");
  const { id, module, name, wayBack } = props.group;
  if (wayBack === null) return null;
  const { toVersion } = wayBack;
  const words = (
    <>
      Roll back {module}/{name} to v{toVersion}…
    </>
  );
  const icon = <Undo2 size={14} aria-hidden="true" />;
  if (!mayRollBack)
    return (
      <Tooltip label="Your role is operator: authors roll back.">
        <Button size="compact-sm" variant="default" leftSection={icon} data-disabled aria-disabled>
          {words}
        </Button>
      </Tooltip>
    );
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={icon}
      renderRoot={(rest) => (
        <Link
          to="/r/$realm/scripts/$module/$name"
          params={{ realm, module, name }}
          search={{ tab: "versions", rollback: toVersion, error: id }}
          {...rest}
        />
      )}
    >
      {words}
    </Button>
  );
}
