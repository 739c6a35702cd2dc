import { useNavigate } from "@tanstack/react-router";
import { Braces, Settings2 } from "lucide-react";
import { useRealm } from "../../../realm.ts";
import { settingsTabLabels, settingsTabs } from "../../../settings-tabs.ts";
import type { PaletteGroup } from "../entries.ts";

export function useSettings(): PaletteGroup {
  const realm = useRealm();
  const navigate = useNavigate();
  const tabs = settingsTabs.map((tab) => ({
    id: `settings ${tab}`,
    label: settingsTabLabels[tab],
    description: `Settings of ${tab === "profile" ? "your account" : tab === "realm" ? "this realm" : "Scriptyard"}`,
    icon: <Settings2 size={15} />,
    run: () => void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab } }),
  }));
  const http = {
    id: "http api",
    label: "HTTP API, described",
    description: "openapi.json: every address, what it takes and answers",
    icon: <Braces size={15} />,
    run: () => void window.open("/api/v1/openapi.json", "_blank", "noopener"),
  };
  return { group: "Settings and reference", entries: [...tabs, http] };
}
