import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { NotFoundPage } from "../../app/frame/not-found.tsx";
import { useRealm } from "../../app/realm.ts";
import { settingsTabLabels, settingsTabs } from "../../app/settings-tabs.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RealmTab } from "./components/realm-tab.tsx";
import { MembersTab } from "./members/members-tab.tsx";
import { ProfileTab } from "./profile/profile-tab.tsx";
import { RealmsTab } from "./realms/realms-tab.tsx";
import { SecurityTab } from "./security/security-tab.tsx";
import { TokensTab } from "./tokens/tokens-tab.tsx";

const route = getRouteApi("/r/$realm/settings/$tab");

export function SettingsPage() {
  const realm = useRealm();
  const { tab } = route.useParams();
  const navigate = route.useNavigate();
  if (!settingsTabs.some((known) => known === tab)) return <NotFoundPage />;
  return (
    <div className={page.page} style={{ maxWidth: 960 }}>
      <PageHeader title="Settings" />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          next &&
          void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab: next }, replace: true })
        }
      >
        <Tabs.List mb={20}>
          {settingsTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {settingsTabLabels[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileTab />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <TokensTab />
        </Tabs.Panel>
        <Tabs.Panel value="realms">
          <RealmsTab />
        </Tabs.Panel>
        <Tabs.Panel value="realm">
          <RealmTab key={realm} />
        </Tabs.Panel>
        <Tabs.Panel value="security">
          <SecurityTab key={realm} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
