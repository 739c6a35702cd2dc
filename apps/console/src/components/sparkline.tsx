/** Bars of a small series, failures stacked in red. `label` says in words what it shows. */
export function Sparkline(props: {
  values: readonly { ok: number; error: number }[];
  label: string;
  width?: number;
  height?: number;
}) {
  const width = props.width ?? 96;
  const height = props.height ?? 20;
  const count = Math.max(props.values.length, 1);
  const most = Math.max(1, ...props.values.map((value) => value.ok + value.error));
  const step = width / count;
  const bar = Math.max(1, step - 1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      <rect x="0" y={height - 1} width={width} height="1" fill="var(--sy-line)" />
      {props.values.map((value, index) => {
        const total = value.ok + value.error;
        if (total === 0) return null;
        const full = Math.max(2, (total / most) * (height - 1));
        const bad = value.error === 0 ? 0 : Math.max(2, (value.error / total) * full);
        const x = index * step;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place in the series
          <g key={index}>
            {full > bad ? (
              <rect
                x={x}
                y={height - full}
                width={bar}
                height={full - bad}
                fill="var(--sy-accent-fill)"
                opacity="0.75"
              />
            ) : null}
            {bad > 0 ? (
              <rect x={x} y={height - bad} width={bar} height={bad} fill="var(--sy-error-fill)" />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
