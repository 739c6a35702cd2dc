import { Select } from "@mantine/core";

/** The realm's time zone, of those that this browser knows, and its own. */
export function ZoneField(props: {
  own: string;
  disabled: boolean;
  error: string | undefined;
  value: string;
  onChange: (zone: string) => void;
}) {
  return (
    <Select
      mt={16}
      label="Time zone"
      description="What scripts see as the realm's zone, and what schedules run by."
      searchable
      allowDeselect={false}
      disabled={props.disabled}
      limit={50}
      nothingFoundMessage="No such zone"
      error={props.error}
      value={props.value}
      data={zonesWith(props.own)}
      onChange={(zone) => zone && props.onChange(zone)}
    />
  );
}

function zonesWith(own: string): string[] {
  const zones = new Set(Intl.supportedValuesOf("timeZone"));
  return [...zones.add(own).add("UTC")].sort();
}
