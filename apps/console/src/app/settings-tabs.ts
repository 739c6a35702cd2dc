/** Tabs of the settings page, as they stand in its address. */
export const settingsTabs = ["profile", "members", "tokens", "realms", "realm", "security"] as const;
export type SettingsTab = (typeof settingsTabs)[number];

export const settingsTabLabels: Record<SettingsTab, string> = {
  profile: "Profile",
  members: "Members",
  tokens: "API tokens",
  realms: "Realms",
  realm: "Realm",
  security: "Security",
};
