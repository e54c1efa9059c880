/** Which documents the server reads. */

/** Files that list requirements; the same patterns as the server's own (`project/requirements/files.py`). */
const REQUIREMENTS = [
  "**/*requirements*.{txt,in}",
  "**/requirements/*.{txt,in}",
  "**/constraints*.{txt,in}",
  "**/pyproject.toml",
  "**/setup.cfg",
  "**/environment*.{yml,yaml}",
  "**/conda*.{yml,yaml}",
];

/** Python, and files that list requirements. */
export const DOCUMENTS = [
  { scheme: "file", language: "python" },
  { scheme: "untitled", language: "python" },
  ...REQUIREMENTS.map((pattern) => ({ scheme: "file", pattern })),
];
