// `vnfseal completion`: a script with which a shell completes the commands.

import { Argument } from "../../../dist/libraries/commander.js";
import { completionScript } from "../completion.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { print } from "../terminal.js";

export function completion(program, context) {
  program
    .command("completion")
    .description("Writes a script with which a shell completes commands, options and codes.")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText(
      "after",
      examples([
        ["source <(vnfseal completion bash)", "in ~/.bashrc"],
        ["source <(vnfseal completion zsh)", "in ~/.zshrc, after compinit"],
        ["vnfseal completion fish | source", "in ~/.config/fish/config.fish"],
      ]),
    )
    .action(context.action((shell) => run(shell, program)));
}

async function run(shell, program) {
  const { rules, refusalReasons } = await import("../../index.js");
  const codes = [...rules, ...(await refusalReasons())].map(({ code }) => code);
  print(completionScript(shell, program, codes));
}
