/** Parameter names of a TypeScript signature; commas inside types do not count. */
export function paramNames(signature: string): string[] {
  const start = signature.indexOf("(");
  if (start < 0) return [];
  const names: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < signature.length; i++) {
    const char = signature[i]!;
    const closes = ")]}".includes(char) || (char === ">" && signature[i - 1] !== "=");
    if ((char === "," && depth === 1) || (closes && depth === 1)) {
      const name = /^\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(signature.slice(from, i))?.[1];
      if (name) names.push(name);
      from = i + 1;
    }
    if ("([{<".includes(char)) depth++;
    if (closes && --depth === 0) return names;
  }
  return names;
}
