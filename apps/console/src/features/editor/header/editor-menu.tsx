import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { Fragment, useCallback, useMemo, useState } from "react";
import { useOffer } from "../../../app/commands/offers.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import type { ScriptCommands } from "../commands.ts";
import { LostTexts } from "../drafts/lost-texts.tsx";
import { useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import { useScriptActions } from "./use-script-actions.ts";

/** What is needed now and then: everything else of the header. The palette offers the same, and the rest. */
export function EditorMenu({ commands }: { commands: ScriptCommands }) {
  const { detail } = useScriptScope();
  const [lostOpen, setLostOpen] = useState(false);
  const showLostTexts = useCallback(() => setLostOpen(true), []);
  const { menu, more } = useScriptActions(commands, showLostTexts);
  const all = useMemo(() => [...more, ...menu.flat()], [more, menu]);
  useOffer(specifierOf(detail.item), all);

  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More actions">
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {menu.map((section, i) => (
            <Fragment key={section[0]?.id}>
              {i > 0 && <Menu.Divider />}
              {section.map(({ id, label, icon, shortcut, blocked = null, run }) => (
                <Menu.Item
                  key={id}
                  leftSection={icon}
                  rightSection={shortcut && <KeyHint of={shortcuts[shortcut]} />}
                  disabled={blocked !== null}
                  title={blocked ?? undefined}
                  onClick={run}
                >
                  {label}
                </Menu.Item>
              ))}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      <LostTexts opened={lostOpen} onClose={() => setLostOpen(false)} />
    </>
  );
}
