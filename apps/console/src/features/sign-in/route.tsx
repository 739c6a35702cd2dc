import { getRouteApi, useRouter } from "@tanstack/react-router";
import { Gate } from "../../components/gate.tsx";
import { usePageTitle } from "../../components/page-header.tsx";
import { SignInForm } from "../../components/sign-in-form.tsx";

const route = getRouteApi("/sign-in");

/** Then back to where one was. */
export function SignInPage() {
  const { to } = route.useSearch();
  const router = useRouter();
  usePageTitle("Sign in");
  return (
    <Gate title="Sign in" hint="Accounts are made by an admin, who hands you a one-time link.">
      <SignInForm onDone={() => router.history.replace(to ?? "/")} />
    </Gate>
  );
}
