import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import {
  Ellipsis,
  FilePlus2,
  GitCompareArrows,
  LifeBuoy,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Save,
  Undo2,
  Waypoints,
  WrapText,
} from "lucide-react";
import { useState } from "react";
import { KeyHint } from "../../../components/key-hint.tsx";
import type { ScriptCommands } from "../commands.ts";
import { LostTexts } from "../drafts/lost-texts.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useDiscard } from "../history/use-discard.tsx";
import { togglePanel } from "../layout/panels.ts";
import { shortcutKeys } from "../layout/shortcuts.ts";
import { openNewScript } from "../new-script/new-script-store.ts";

/** What is needed now and then: everything else of the header. */
export function EditorMenu({ commands }: { commands: ScriptCommands }) {
  const { route, readOnlyReason } = useEditorScope();
  const { detail, editor } = useScriptScope();
  const navigate = useNavigate();
  const [lostOpen, setLostOpen] = useState(false);
  const locked = readOnlyReason !== null;
  const { live, flow } = detail;
  const discard = useDiscard();
  const changed = live !== null && detail.item.status === "live-with-changes";

  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More actions">
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Save size={14} />}
            rightSection={<KeyHint keys={shortcutKeys.save} />}
            disabled={locked}
            onClick={commands.save}
          >
            Save now
          </Menu.Item>
          <Menu.Item
            leftSection={<WrapText size={14} />}
            disabled={locked || !editor}
            onClick={() => void editor?.getAction("editor.action.formatDocument")?.run()}
          >
            Format
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<GitCompareArrows size={14} />}
            disabled={!live}
            onClick={() => route.patch({ compare: "live...draft", version: undefined }, { push: true })}
          >
            Compare live with draft
          </Menu.Item>
          <Menu.Item
            leftSection={<Undo2 size={14} />}
            disabled={locked || !changed}
            onClick={() => void discard()}
          >
            Discard changes…
          </Menu.Item>
          <Menu.Item leftSection={<LifeBuoy size={14} />} onClick={() => setLostOpen(true)}>
            Lost texts…
          </Menu.Item>
          <Menu.Divider />
          {flow && (
            <Menu.Item
              leftSection={<Waypoints size={14} />}
              onClick={() => {
                void navigate({
                  to: "/r/$realm/flows/$flow",
                  params: { realm: route.realm, flow: flow.name },
                });
              }}
            >
              Show in flow {flow.name}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<FilePlus2 size={14} />}
            disabled={locked}
            onClick={() => openNewScript(detail.item.module)}
          >
            New script…
          </Menu.Item>
          <Menu.Divider />
          <PanelItem name="tree" label="Tree" icon={<PanelLeft size={14} />} keys={shortcutKeys.toggleTree} />
          <PanelItem
            name="bottom"
            label="Panel below"
            icon={<PanelBottom size={14} />}
            keys={shortcutKeys.toggleBottom}
          />
          <PanelItem
            name="rail"
            label="Right rail"
            icon={<PanelRight size={14} />}
            keys={shortcutKeys.toggleRail}
          />
        </Menu.Dropdown>
      </Menu>
      <LostTexts opened={lostOpen} onClose={() => setLostOpen(false)} />
    </>
  );
}

function PanelItem(props: {
  name: "tree" | "bottom" | "rail";
  label: string;
  icon: React.ReactNode;
  keys: string;
}) {
  return (
    <Menu.Item
      leftSection={props.icon}
      rightSection={<KeyHint keys={props.keys} />}
      onClick={() => togglePanel(props.name)}
    >
      Show or hide: {props.label.toLowerCase()}
    </Menu.Item>
  );
}
