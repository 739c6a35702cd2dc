import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useMisfit } from "../../../app/scripts/fit.ts";
import { plural } from "../../../components/format.ts";
import { useEditorScope } from "../editor-context.ts";
import { Banner } from "../layout/banner.tsx";

/** Says that what is live was written for another definition of the host, what differs, and what takes it away. */
export function MisfitBanner() {
  const { route } = useEditorScope();
  const { realm, module, name } = route;
  const misfit = useMisfit(realm, { module, name });
  const [first] = misfit?.findings ?? [];
  if (!misfit || !first || module === null || name === null) return null;
  const { version, count } = misfit;
  const more = count > 1 ? ` And ${plural(count - 1, "more finding")}.` : "";
  return (
    <Banner
      tone="warn"
      icon={<Unplug size={15} aria-hidden />}
      actions={
        <Button
          size="compact-xs"
          variant="default"
          renderRoot={(props) => (
            <Link
              to="/r/$realm/scripts/$module/$name"
              params={{ realm, module, name }}
              search={{ version, line: first.line }}
              {...props}
            />
          )}
        >
          Show v{version}
        </Button>
      }
    >
      <strong>v{version} does not fit the host any more.</strong> Line {first.line}: {first.message}
      {more} It runs as it is until a text that fits is published.
    </Banner>
  );
}
