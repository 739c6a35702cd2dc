import type { SpotlightActionGroupData } from "@mantine/spotlight";
import { KeyHint } from "../../../components/key-hint.tsx";
import { useOffers } from "../../commands/offers.ts";
import { shortcuts } from "../../keys/shortcuts.ts";

/** What the page in front can do now. What it cannot says why, and does nothing. */
export function useOffered(): SpotlightActionGroupData[] {
  return useOffers().map(({ group, commands }) => ({
    group,
    actions: commands.map(({ id, label, icon, shortcut, blocked, run }) => ({
      id: `offered ${group} ${id}`,
      label,
      leftSection: icon,
      ...(shortcut && { rightSection: <KeyHint of={shortcuts[shortcut]} /> }),
      ...(blocked ? { description: blocked, disabled: true } : { onClick: run }),
    })),
  }));
}
