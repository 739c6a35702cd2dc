import { useNavigate } from "@tanstack/react-router";
import { Settings2 } from "lucide-react";
import { useRealm } from "../../../realm.ts";
import { settingsTabLabels, settingsTabs } from "../../../settings-tabs.ts";
import type { PaletteGroup } from "../entries.ts";

export function useSettings(): PaletteGroup {
  const realm = useRealm();
  const navigate = useNavigate();
  const entries = settingsTabs.map((tab) => ({
    id: `settings ${tab}`,
    label: settingsTabLabels[tab],
    description: `Settings of ${tab === "profile" ? "your account" : tab === "realm" ? "this realm" : "Scriptyard"}`,
    icon: <Settings2 size={15} />,
    run: () => void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab } }),
  }));
  return { group: "Settings", entries };
}
