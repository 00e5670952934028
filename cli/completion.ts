import { Argument, Command, type Option } from "commander";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** One command with its options, as far as completion needs it. */
interface Entry {
  name: string;
  summary: string;
  /** Words that its argument may be. */
  words: readonly string[];
  options: { flags: string[]; summary: string; choices: string[] | undefined; takesValue: boolean }[];
}

/** Prints the script that teaches a shell to complete every command and its options; `whole` loads them all. */
export function completionCommand(whole: () => Promise<Command>): Command {
  return new Command("completion")
    .summary("print the completion script for a shell")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "after",
      `
Examples:
  source <(cloudmonitor-relay completion bash)
  cloudmonitor-relay completion zsh > "\${fpath[1]}/_cloudmonitor-relay"
  cloudmonitor-relay completion fish > ~/.config/fish/completions/cloudmonitor-relay.fish`,
    )
    .action(async (shell: Shell) => {
      const program = await whole();
      process.stdout.write(SCRIPTS[shell](program.name(), entries(program)));
    });
}

function entries(program: Command): Entry[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary() || command.description(),
    words: command.registeredArguments[0]?.argChoices ?? [],
    options: [
      ...command.options.map(optionOf),
      { flags: ["--help"], summary: "display help", choices: undefined, takesValue: false },
    ],
  }));
}

function optionOf(option: Option): Entry["options"][number] {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    summary: option.description,
    choices: option.argChoices,
    takesValue: option.required || option.optional,
  };
}

const SCRIPTS: Record<Shell, (name: string, commands: Entry[]) => string> = {
  bash(name, commands) {
    const cases = commands.map(
      ({ name: command, words, options }) =>
        `    ${command}) words="${[...words, ...options.flatMap(({ flags }) => flags)].join(" ")}" ;;`,
    );
    const choices = commands.flatMap(({ name: command, options }) =>
      options.flatMap(({ flags, choices }) =>
        choices
          ? [`    ${flags.map((flag) => `"${command} ${flag}"`).join("|")}) words="${choices.join(" ")}" ;;`]
          : [],
      ),
    );
    return `# Completion of ${name} for bash.
_${identifier(name)}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((each) => each.name).join(" ")} --help" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  case "\${COMP_WORDS[1]} $previous" in
${choices.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${identifier(name)} ${name}
`;
  },

  zsh(name, commands) {
    const quoted = (text: string) => text.replaceAll("'", "'\\''").replaceAll("[", "(").replaceAll("]", ")");
    const described = commands.map(({ name: command, summary }) => `    '${command}:${quoted(summary)}'`);
    const cases = commands.map(({ name: command, words, options }) => {
      const specs = options.flatMap(({ flags, summary, choices, takesValue }) =>
        flags.map((flag) => {
          const value = takesValue ? `:value:${choices ? `(${choices.join(" ")})` : "_files"}` : "";
          return `'${flag}[${quoted(summary).replaceAll(":", "\\:")}]${value}'`;
        }),
      );
      const argument = words.length > 0 ? ` '1:argument:(${words.join(" ")})'` : "";
      return `    ${command}) _arguments ${specs.join(" ")}${argument} ;;`;
    });
    return `#compdef ${name}
# Completion of ${name} for zsh.
_${identifier(name)}() {
  local -a commands
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  words=($words[2,-1])
  (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = "_${identifier(name)}" ]; then _${identifier(name)} "$@"; else compdef _${identifier(name)} ${name}; fi
`;
  },

  fish(name, commands) {
    const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
    const none = "__fish_use_subcommand";
    const lines = commands.flatMap(({ name: command, summary, words, options }) => [
      `complete -c ${name} -n ${none} -f -a ${command} -d ${quoted(summary)}`,
      ...(words.length > 0
        ? [`complete -c ${name} -n '__fish_seen_subcommand_from ${command}' -f -a ${quoted(words.join(" "))}`]
        : []),
      ...options.map(({ flags, summary: what, choices, takesValue }) => {
        const spelled = flags.map((flag) =>
          flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const value = takesValue ? ` -r${choices ? ` -f -a ${quoted(choices.join(" "))}` : ""}` : "";
        return `complete -c ${name} -n '__fish_seen_subcommand_from ${command}' ${spelled.join(" ")}${value} -d ${quoted(what)}`;
      }),
    ]);
    return `# Completion of ${name} for fish.\n${lines.join("\n")}\n`;
  },
};

function identifier(name: string): string {
  return name.replaceAll("-", "_");
}
