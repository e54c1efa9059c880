"""The extension and the server in VS Code's own workbench, driven through a headless browser."""
