// Completion scripts for shells, made from the commands themselves: they offer what there is. The script runs nothing and
// evaluates nothing of what was typed. (@bomb.sh/tab, which does the same for commander, gives the typed words to `eval`.)

/** What a value is called that is a file. */
const FILE = /file|package|old|new|certificate|csar|folder|module/;

/** The script for a shell. `codes` are those that `explain` takes. */
export function completionScript(shell, program, codes) {
  const commands = commandsOf(program, "", codes);
  return SCRIPTS[shell](program.name(), commands);
}

/** All commands, each with the words that lead to it. */
function commandsOf(command, above, codes) {
  const path = `${above}${command.name()}`;
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command);
  const values = command.registeredArguments.map((argument) => completionsOf(argument, argument.name(), codes));
  const here = {
    path,
    words: [
      ...subcommands.map((each) => wordOf(each.name(), each.summary() || each.description())),
      ...values.flatMap(({ words }) => words),
    ],
    takesFiles: values.some(({ takesFiles }) => takesFiles),
    options: help.visibleOptions(command).map((option) => ({
      names: [option.long, option.short].filter(Boolean),
      description: brief(option.description),
      value: (option.required || option.optional) && completionsOf(option, option.flags, codes),
    })),
  };
  return [here, ...subcommands.flatMap((each) => commandsOf(each, `${path} `, codes))];
}

function completionsOf({ argChoices: choices, parseArg }, name, codes) {
  const words = choices ?? parseArg?.names ?? (name === "code" ? codes : []);
  return { words: words.map((word) => wordOf(word, "")), takesFiles: words.length === 0 && FILE.test(name) };
}

function wordOf(name, description) {
  return { name, description: brief(description) };
}

/** The first clause: a line of completions is short. */
function brief(description) {
  return description.split(/[.:;,] /)[0].replace(/\.$/, "");
}

const SCRIPTS = {
  bash: (name, commands) => `# Completion of ${name} for bash: source <(${name} completion bash)
_${name}() {
  local at=${name} word offered='' flags='' files=''
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
${findCommand(commands, '"${COMP_WORDS[@]:1:COMP_CWORD-1}"')}
${findOffer(commands, (words) => quote(words.map(({ name: word }) => word).join(" ")))}
  case $current in -*) offered=$flags files='' ;; esac
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
  [ -n "$files" ] || compopt +o default 2>/dev/null
}
complete -o default -F _${name} ${name}
`,
  zsh: (name, commands) => `#compdef ${name}
# Completion of ${name} for zsh: source <(${name} completion zsh)
_${name}() {
  local at=${name} word files=''
  local -a offered flags
  local current=$words[CURRENT] previous=$words[CURRENT-1]
${findCommand(commands, '"${(@)words[2,CURRENT-1]}"')}
${findOffer(commands, (words) => `(${words.map(described).join(" ")})`)}
  case $current in -*) offered=($flags) files='' ;; esac
  (( $#offered )) && _describe ${name} offered
  [ -z "$files" ] || _files
}
if [ "$funcstack[1]" = _${name} ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`,
  fish: (name, commands) => `# Completion of ${name} for fish: ${name} completion fish | source
function __${name}_at
  set -l at ${name}
  for word in (commandline -opc)[2..]
    switch "$at $word"
      case ${pathsOf(commands).map(quote).join(" ")}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
complete -c ${name} -f
${commands.flatMap((command) => fishLines(name, command)).join("\n")}
`,
};

/** The command that the words typed so far lead to. */
function findCommand(commands, typed) {
  return `  for word in ${typed}; do
    case "$at $word" in ${pathsOf(commands).map(quote).join("|")}) at="$at $word" ;; esac
  done`;
}

function pathsOf(commands) {
  return commands.slice(1).map(({ path }) => path);
}

/** What comes next: the value of the option before, or a word or option of the command. */
function findOffer(commands, list) {
  const offer = (what) =>
    [
      what.words.length > 0 && ` offered=${list(what.words)}`,
      what.options?.length > 0 && ` flags=${list(what.options.flatMap(namesOf))}`,
      what.takesFiles && " files=yes",
    ]
      .filter(Boolean)
      .join("");
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value)
      .map(({ names, value }) => `    ${names.map((name) => quote(`${path} ${name}`)).join("|")})${offer(value)} ;;`),
  );
  const rest = commands.map((command) => `      ${quote(command.path)})${offer(command)} ;;`);
  return `  case "$at $previous" in\n${values.join("\n")}\n    *) case $at in\n${rest.join("\n")}\n    esac ;;\n  esac`;
}

function namesOf({ names, description }) {
  return names.map((name) => ({ name, description }));
}

/** As \`_describe\` of zsh takes it. */
function described({ name, description }) {
  return quote(description ? `${name}:${description}` : name);
}

function fishLines(name, { path, words, takesFiles, options }) {
  const start = `complete -c ${name} -n ${fishQuote(`__${name}_at '${path}'`)}`;
  const say = (description) => (description ? ` -d ${fishQuote(description)}` : "");
  return [
    ...(takesFiles ? [`${start} -F`] : []),
    ...words.map((word) => `${start} -a ${fishQuote(word.name)}${say(word.description)}`),
    ...options.map(({ names, description, value }) => {
      const flags = names.map((each) => (each.startsWith("--") ? ` -l ${each.slice(2)}` : ` -s ${each.slice(1)}`));
      return `${start}${flags.join("")}${value ? fishValue(value) : ""}${say(description)}`;
    }),
  ];
}

function fishValue({ words, takesFiles }) {
  if (takesFiles) return " -r -F";
  return words.length > 0 ? ` -x -a ${fishQuote(words.map((word) => word.name).join(" "))}` : " -x";
}

/** For bash and zsh. */
function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuote(text) {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
