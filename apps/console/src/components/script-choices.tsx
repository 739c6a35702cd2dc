import { Menu, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useRealm } from "../app/realm.ts";
import { useScriptSearch } from "../app/scripts/queries.ts";
import { formatNumber } from "./format.ts";

const most = 50;

/** The scripts of a realm in a filter menu; where there are more than fit, a field finds the others. */
export function ScriptChoices({ onPick }: { onPick: (specifier: string) => void }) {
  return (
    // As `FilterChoices`.
    <Menu.Sub floatingStrategy="fixed">
      <Menu.Sub.Target>
        <Menu.Sub.Item>Script</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown mah={360} style={{ overflowY: "auto" }}>
        <Choices onPick={onPick} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

/** Asks only while the menu is open. */
function Choices({ onPick }: { onPick: (specifier: string) => void }) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { data, isError } = useScriptSearch(useRealm(), asked, most);
  if (isError) return <Menu.Label>The scripts could not be read.</Menu.Label>;
  if (!data) return <Menu.Label>Looking…</Menu.Label>;
  return (
    <>
      {(data.more > 0 || text !== "") && (
        <TextInput
          size="xs"
          p={4}
          aria-label="Find a script"
          placeholder="Find a script"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          // Letters and arrows belong to the field; the menu keeps Escape, Tab and the way down to the choices.
          onKeyDown={(event) => {
            if (!["Escape", "Tab", "ArrowDown"].includes(event.key)) event.stopPropagation();
          }}
        />
      )}
      {data.items.map(({ id, module, name }) => (
        <Menu.Item key={id} onClick={() => onPick(`${module}/${name}`)}>
          {module}/{name}
        </Menu.Item>
      ))}
      {data.items.length === 0 && <Menu.Label>No script matches.</Menu.Label>}
      {data.more > 0 && <Menu.Label>and {formatNumber(data.more)} more</Menu.Label>}
    </>
  );
}
