import { Group, Input, SegmentedControl } from "@mantine/core";
import { editorLanguages } from "@scriptyard/languages/editor";

/** Which language a script without a template is written in. */
export function LanguageField(props: { value: string; onChange: (language: string) => void }) {
  return (
    <Group mt={12} gap={10}>
      <Input.Label labelElement="div" id="new-language" mb={0}>
        Language
      </Input.Label>
      <SegmentedControl
        size="xs"
        aria-labelledby="new-language"
        value={props.value}
        onChange={props.onChange}
        data={editorLanguages.map(({ id, title }) => ({ value: id, label: title }))}
      />
    </Group>
  );
}
