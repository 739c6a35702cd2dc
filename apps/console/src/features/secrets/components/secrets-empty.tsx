import { KeyRound } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";

export function SecretsEmpty({ mayChange }: { mayChange: boolean }) {
  return (
    <EmptyState icon={KeyRound} title="No secret yet">
      Keys of other services belong here, not into scripts: <code>secrets.get("stripe")</code> answers a
      handle that signs, decrypts and calls, and that nobody can print.{" "}
      {mayChange ? "Set the first one." : "An admin sets them."}
    </EmptyState>
  );
}
