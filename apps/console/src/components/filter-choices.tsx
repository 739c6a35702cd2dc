import { Menu } from "@mantine/core";

/** One dimension of a filter menu: a title that opens its values. Fixed: the menu scrolls, and would cut off what is in it. */
export function FilterChoices(props: {
  title: string;
  values: readonly string[];
  word?: (value: string) => string;
  onPick: (value: string) => void;
}) {
  return (
    <Menu.Sub floatingStrategy="fixed">
      <Menu.Sub.Target>
        <Menu.Sub.Item>{props.title}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {props.values.map((value) => (
          <Menu.Item key={value} onClick={() => props.onPick(value)}>
            {props.word ? props.word(value) : value}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
