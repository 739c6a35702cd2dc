/** Tabs of the settings page, as they stand in its address. */
export const settingsTabs = ["profile", "members", "tokens", "realm", "security"] as const;
export type SettingsTab = (typeof settingsTabs)[number];

export const settingsTabLabels: Record<SettingsTab, string> = {
  profile: "Profile",
  members: "Members",
  tokens: "API tokens",
  realm: "Realm",
  security: "Security",
};
