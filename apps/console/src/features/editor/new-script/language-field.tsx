import { Group, SegmentedControl } from "@mantine/core";

/** Which of the two languages a script without a template is written in. */
export function LanguageField(props: { value: string; onChange: (language: string) => void }) {
  return (
    <Group mt={12} gap={10}>
      <span id="new-language">Language</span>
      <SegmentedControl
        size="xs"
        aria-labelledby="new-language"
        value={props.value}
        onChange={props.onChange}
        data={[
          { value: "typescript", label: "TypeScript" },
          { value: "javascript", label: "JavaScript" },
        ]}
      />
    </Group>
  );
}
