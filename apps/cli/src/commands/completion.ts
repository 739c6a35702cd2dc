import { Argument, Command } from "commander";
import type { Env } from "../env.ts";
import { commands } from "./all.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

const details = `
  bash:  scriptyard completion bash > ~/.local/share/bash-completion/completions/scriptyard
  zsh:   scriptyard completion zsh > "\${fpath[1]}/_scriptyard"
  fish:  scriptyard completion fish > ~/.config/fish/completions/scriptyard.fish`;

/** `scriptyard completion`: a script for the shell, made from the commands themselves. */
export function completion(env: Env): Command {
  return new Command("completion")
    .description("Print a completion script for a shell.")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .addHelpText("after", details)
    .action((shell: Shell) => run(shell, env));
}

async function run(shell: Shell, env: Env): Promise<void> {
  const entries: Entry[] = [];
  for (const load of commands.values()) entries.push(entryOf(await load(env)));
  process.stdout.write(writers[shell](entries));
}

function entryOf(command: Command): Entry {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options.flatMap((option) => (option.long ? [option.long] : [])),
    subcommands: command.commands.map((sub) => sub.name()),
  };
}

type Entry = { name: string; description: string; options: string[]; subcommands: string[] };

const writers: Record<Shell, (commands: Entry[]) => string> = {
  bash: (commands) => `# bash completion for scriptyard
_scriptyard() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options, subcommands }) => `    ${name}) COMPREPLY=($(compgen -W "${[...subcommands, ...options].join(" ")}" -- "$word")) ;;`).join("\n")}
  esac
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _scriptyard scriptyard
`,
  zsh: (commands) => `#compdef scriptyard
_scriptyard() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, description }) => `      ${quote(`${name}:${description}`)}`).join("\n")}
    )
    _describe command commands
    return
  fi
  case "$words[2]" in
${commands.map(({ name, options, subcommands }) => `    ${name}) _values -w option ${[...subcommands, ...options].map(quote).join(" ") || "''"} ;;`).join("\n")}
  esac
  _files
}
_scriptyard "$@"
`,
  fish: (commands) =>
    `# fish completion for scriptyard
${commands
  .flatMap(({ name, description, options, subcommands }) => [
    `complete -c scriptyard -n __fish_use_subcommand -a ${name} -d ${quote(description)}`,
    ...subcommands.map((sub) => `complete -c scriptyard -n "__fish_seen_subcommand_from ${name}" -a ${sub}`),
    ...options.map(
      (one) => `complete -c scriptyard -n "__fish_seen_subcommand_from ${name}" -l ${one.slice(2)}`,
    ),
  ])
  .join("\n")}
`,
};

/** For a shell: nothing inside is read as anything but text. */
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
