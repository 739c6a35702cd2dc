import { Select } from "@mantine/core";
import { tokenDays } from "@scriptyard/model";

const roles = [
  { value: "none", label: "Nothing: the scopes above only" },
  { value: "operator", label: "Act as operator: reads scripts, executions and errors, in your name" },
  { value: "author", label: "Act as author: also edits and publishes scripts, in your name" },
];
const lifetimes = [
  { value: "30", label: "In 30 days" },
  { value: String(tokenDays), label: `In ${tokenDays} days` },
  { value: "365", label: "In a year" },
  { value: "never", label: "Never" },
];

export const noToken = { name: "", scopes: "", role: "none", where: "this", days: String(tokenDays) };

/** In whose name a token acts, in which realms, and for how long. */
export function TokenReach(props: {
  realm: string;
  texts: typeof noToken;
  onChange: (field: keyof typeof noToken, text: string) => void;
  /** Why it is of no single realm. */
  ofAll: string | undefined;
  /** It acts in its maker's name, and that is in every realm. */
  asPerson: boolean;
}) {
  const { realm, onChange, asPerson } = props;
  const { role, where, days } = props.texts;
  return (
    <>
      <Select
        mt={12}
        label="For the command line, also"
        allowDeselect={false}
        value={role}
        data={roles}
        onChange={(value) => value && onChange("role", value)}
      />
      {asPerson ? null : (
        <Select
          mt={12}
          label="Realm"
          description={props.ofAll}
          allowDeselect={false}
          value={where}
          data={[
            { value: "this", label: `Only ${realm}` },
            { value: "all", label: "Every realm" },
          ]}
          onChange={(value) => value && onChange("where", value)}
        />
      )}
      <Select
        mt={12}
        label="Expires"
        description={
          days === "never" ? "A token without an end is found long after everybody forgot it." : undefined
        }
        allowDeselect={false}
        value={days}
        data={lifetimes}
        onChange={(value) => value && onChange("days", value)}
      />
    </>
  );
}
