import { Bar, RowSkeletons } from "../../components/skeletons.tsx";

/** While a page's code is on its way. */
export function PagePending() {
  return (
    <div style={{ padding: "20px 24px" }}>
      <div style={{ marginBottom: 24 }}>
        <Bar width={160} height={20} />
      </div>
      <RowSkeletons />
    </div>
  );
}
