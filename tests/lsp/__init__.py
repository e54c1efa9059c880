"""The language server, spoken to as editors do."""
